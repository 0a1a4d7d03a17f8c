import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Model } from '../core/model/model.ts';
import { problemOf, SourceError } from '../corpus/problem.ts';
import { AdaptedParsers } from '../learning/adaptedParsers.ts';
import { FolderParsers } from './parsers.ts';

/** The weights, beside the bundle. */
const MODEL = join(__dirname, 'model.bin');

/** The model's bytes. Throws a {@link SourceError} where they are missing. */
export function modelBytes(): Uint8Array {
  try {
    return readFileSync(MODEL);
  } catch (error) {
    throw new SourceError(MODEL, problemOf(error, MODEL).what, 'install or build Galley again');
  }
}

/** The model. Throws a {@link SourceError} where the bytes are none. */
export function modelOf(bytes: Uint8Array): Model {
  try {
    return Model.load(bytes);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new SourceError(MODEL, what, 'install or build Galley again');
  }
}

export function loadModel(): Model {
  return modelOf(modelBytes());
}

/** The parsers of files; the model is read when the first of them is asked for. */
export function loadParsers(told?: (message: string) => void): FolderParsers {
  return new FolderParsers(() => new AdaptedParsers(loadModel()), told);
}
