import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { AnnotationError } from '../annotations/checked.ts';
import { AnnotationStore, type Files } from '../annotations/store.ts';
import { codeOf, SourceError } from '../corpus/problem.ts';
import { slashed } from '../corpus/walk.ts';
import { writeInto } from '../corpus/write.ts';

/** A folder of the disk for the store; writes are atomic. */
class DiskFiles implements Files {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async read(path: string): Promise<string | undefined> {
    try {
      return readFileSync(join(this.#root, path), 'utf8');
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw error;
    }
  }

  // Nothing is awaited between the comparison and the write, so that this process cannot come in
  // between; another one can only in the moment of the rename.
  async write(
    path: string,
    content: string,
    expected: string | undefined,
  ): Promise<'written' | 'changed'> {
    if ((await this.read(path)) !== expected) return 'changed';
    writeInto(this.#root, path, content);
    return 'written';
  }

  async remove(path: string, expected: string): Promise<'removed' | 'changed'> {
    if ((await this.read(path)) !== expected) return 'changed';
    rmSync(join(this.#root, path));
    return 'removed';
  }

  async list(folder: string): Promise<readonly string[]> {
    return filesBelow(join(this.#root, folder)).map((path) => slashed(relative(this.#root, path)));
  }
}

/** The files in a folder and below, sorted; none where it is missing. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  // Node 20.0 does not know how to do this by itself.
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
    })
    .sort();
}

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
    const store = this.#stores.get(root) ?? new AnnotationStore(new DiskFiles(root));
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
  const where = error.pointer ? `${error.what} at ${error.pointer}` : error.what;
  return new SourceError(error.path ?? path, where, 'correct the file; it is left as it is');
}

/** Who is at work: the name that Git has, or that of the account. */
export function whoIsHere(): string {
  try {
    const name = execFileSync('git', ['config', 'user.name'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    if (name) return name;
  } catch {
    // Without Git there still is an account.
  }
  return userInfo().username;
}
