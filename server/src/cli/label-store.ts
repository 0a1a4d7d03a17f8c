import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { AnnotationError } from '../annotations/checked.ts';
import { AnnotationStore } from '../annotations/store.ts';
import { DiskFolder } from '../corpus/folder.ts';
import { SourceError } from '../corpus/problem.ts';
import { slashed } from '../corpus/walk.ts';

/** Where a source's annotations are: the store, and the source's path in it. */
export interface StoredSource {
  readonly store: AnnotationStore;
  readonly source: string;
}

/**
 * The stores of the folders that sources lie in: the nearest folder above a source that has a
 * `.galley`, else the current one, else the source's own.
 */
export class Stores {
  readonly #stores = new Map<string, AnnotationStore>();

  of(path: string): StoredSource {
    const absolute = resolve(path);
    const root = rootOf(absolute);
    const store = this.#stores.get(root) ?? new AnnotationStore(new DiskFolder(root));
    this.#stores.set(root, store);
    return { store, source: slashed(relative(root, absolute)) };
  }
}

/** The folder whose `.galley/labels` holds for a source. */
export function rootOf(path: string): string {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.galley'))) return folder;
    if (folder === dirname(folder)) break;
  }
  return slashed(relative('.', path)).startsWith('../') ? dirname(path) : resolve('.');
}

/** A file of annotations that cannot be read, as the command line tells it. */
export function asSourceError(error: unknown, path: string): unknown {
  if (!(error instanceof AnnotationError)) return error;
  const remedy = 'correct the file; it is left as it is';
  return new SourceError(error.path ?? path, error.where, remedy);
}
