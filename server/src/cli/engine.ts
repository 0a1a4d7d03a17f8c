import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Model } from '../core/model/model.ts';
import { createParser, type Parser } from '../core/parser.ts';
import { problemOf, SourceError } from '../corpus/problem.ts';

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

/** A parser over the model. Throws a {@link SourceError} where the bytes are not a model. */
export function parserOf(bytes: Uint8Array): Parser {
  try {
    return createParser(Model.load(bytes));
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new SourceError(MODEL, what, 'install or build Galley again');
  }
}

export function loadParser(): Parser {
  return parserOf(modelBytes());
}
