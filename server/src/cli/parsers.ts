import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AnnotationError } from '../annotations/checked.ts';
import type { Parser } from '../core/parser.ts';
import { readSource } from '../corpus/decode.ts';
import { SourceError } from '../corpus/problem.ts';
import type { SourceFile } from '../corpus/walk.ts';
import type { AdaptedParsers, Known } from '../learning/adaptedParsers.ts';
import { TRAINING_FILE } from '../learning/trainingFile.ts';
import { rootOf } from './label-store.ts';
import { STDIN } from './settings.ts';

/**
 * The parsers of files: with what the folder that keeps a file's labels learned, where it did. Read at once, once a
 * folder; what standard input is read with is what a file in the current folder would be.
 */
export class FolderParsers {
  readonly #load: () => AdaptedParsers;
  readonly #told: ((message: string) => void) | undefined;
  readonly #byFolder = new Map<string, Parser>();
  #parsers: AdaptedParsers | undefined;

  /** `told` hears of trainings that mean nothing to the model that is here. */
  constructor(load: () => AdaptedParsers, told?: (message: string) => void) {
    this.#load = load;
    this.#told = told;
  }

  /** Throws a `SourceError` where there is a training that cannot be read. */
  of({ path }: Pick<SourceFile, 'path'>): Parser {
    const absolute = resolve(path === STDIN ? 'stdin' : path);
    const folder = dirname(absolute);
    const parser = this.#byFolder.get(folder) ?? this.#read(join(rootOf(absolute), TRAINING_FILE));
    this.#byFolder.set(folder, parser);
    return parser;
  }

  #read(file: string): Parser {
    this.#parsers ??= this.#load();
    const known = knownAt(file, this.#parsers);
    if (known.state === 'outdated') this.#told?.(`${file}: ${OUTDATED}`);
    return known.parser;
  }
}

/** Tells once of each training for some files that means nothing to the model that is here. */
export function tellOutdated(files: readonly SourceFile[], parsers: FolderParsers): void {
  const folders = new Map(files.map((file) => [dirname(resolve(file.path)), file]));
  for (const file of folders.values()) {
    if (!existsSync(join(rootOf(resolve(file.path)), TRAINING_FILE))) continue;
    try {
      parsers.of(file);
    } catch {
      // Whoever works on the file tells of it.
    }
  }
}

const OUTDATED = 'was learned on another model and is passed over (run galley train again)';

function knownAt(file: string, parsers: AdaptedParsers): Known {
  const text = existsSync(file) ? readSource(file).text : undefined;
  try {
    return parsers.of(text);
  } catch (error) {
    if (!(error instanceof AnnotationError)) throw error;
    throw new SourceError(file, error.where, 'delete it, or run galley train again');
  }
}
