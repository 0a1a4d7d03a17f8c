import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { AnnotationError } from '../annotations/checked.ts';
import { deserialize } from '../annotations/jsonldReader.ts';
import { Page } from '../annotations/page.ts';
import { LABELS, pathOf } from '../annotations/store.ts';
import type { Parser } from '../core/parser.ts';
import type { Labels, Source } from '../core/source.ts';
import { codeOf } from '../corpus/problem.ts';
import type { SourceFile } from '../corpus/walk.ts';
import { slashed } from '../corpus/walk.ts';
import type { Tools } from './jobs.ts';
import { asSourceError, rootOf } from './label-store.ts';
import { keepFor, STDIN } from './settings.ts';

const NONE: Labels = new Map();

/**
 * What people decided about the lines of files, read at once: the threads that work on files have
 * nothing else to do meanwhile. A folder without labels costs a look a folder, not a file.
 */
export class Decisions {
  /** The folder whose `.galley/labels` holds for a folder's files; undefined where there are none. */
  readonly #roots = new Map<string, string | undefined>();

  /** The labels of a text. Throws a `SourceError` where they cannot be read. */
  of({ path }: SourceFile, text: string): Labels {
    if (path === STDIN) return NONE;
    const absolute = resolve(path);
    const root = this.#rootOf(absolute);
    const source = root === undefined ? '' : slashed(relative(root, absolute));
    // Such a name cannot have labels: they would not be where it says on every system.
    if (root === undefined || source.includes('\\')) return NONE;
    const file = pathOf(source);
    const json = contentOf(join(root, file));
    if (json === undefined) return NONE;
    try {
      return new Page(text, deserialize(text, json), () => '').labels();
    } catch (error) {
      throw asSourceError(error instanceof AnnotationError ? error.in(file) : error, path);
    }
  }

  #rootOf(path: string): string | undefined {
    const folder = dirname(path);
    if (this.#roots.has(folder)) return this.#roots.get(folder);
    const root = rootOf(path);
    const labelled = existsSync(join(root, LABELS)) ? root : undefined;
    this.#roots.set(folder, labelled);
    return labelled;
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/**
 * What is made of a file's text, read with what people decided about it. Files come by the thousand: each is read in the
 * memory of the one before.
 */
export function withSource<T>(
  file: SourceFile,
  text: string,
  { parsers, configs, decisions }: Tools,
  use: (source: Source, parser: Parser) => T,
): T {
  const parser = parsers.of(file);
  const labels = decisions.of(file, text);
  const source = parser.parse(text, { keep: keepFor(file, configs), labels });
  const made = use(source, parser);
  parser.release(source);
  return made;
}
