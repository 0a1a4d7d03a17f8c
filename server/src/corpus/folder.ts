import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Files } from '../annotations/store.ts';
import { readSource } from './decode.ts';
import { whileLocked } from './lock.ts';
import { codeOf } from './problem.ts';
import { writeInto } from './write.ts';

/** A folder of the disk for the store of annotations. Writes are atomic, also between processes. */
export class DiskFolder implements Files {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async read(path: string): Promise<string | undefined> {
    return this.#read(path);
  }

  // Between the comparison and the write nothing is awaited, and other processes are locked out.
  write(path: string, content: string, expected: string | undefined): ReturnType<Files['write']> {
    return whileLocked(this.#root, () => {
      if (this.#read(path) !== expected) return 'changed';
      writeInto(this.#root, path, content);
      return 'written';
    });
  }

  remove(path: string, expected: string): ReturnType<Files['remove']> {
    return whileLocked(this.#root, () => {
      if (this.#read(path) !== expected) return 'changed';
      rmSync(join(this.#root, path));
      return 'removed';
    });
  }

  async list(folder: string): Promise<readonly string[]> {
    const below = filesBelow(join(this.#root, folder));
    return below.map((path) => relative(this.#root, path).split(sep).join('/'));
  }

  #read(path: string): string | undefined {
    try {
      return readSource(join(this.#root, path)).text;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw error;
    }
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
