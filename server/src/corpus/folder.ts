import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Files } from '../annotations/store.ts';
import { decode } from './decode.ts';
import { whileLocked } from './lock.ts';
import { codeOf } from './problem.ts';
import { draftInto } from './write.ts';

/** A folder of the disk for the store of annotations. Writes are atomic, also between processes. */
export class DiskFolder implements Files {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async read(path: string): Promise<string | undefined> {
    const bytes = this.#bytes(path);
    return bytes && decode(bytes, join(this.#root, path));
  }

  async write(
    path: string,
    content: string,
    expected: string | undefined,
  ): ReturnType<Files['write']> {
    const draft = await draftInto(this.#root, path, content);
    try {
      const outcome = await this.#ifHolds(path, expected, () => draft.replace());
      if (outcome === 'changed') return 'changed';
      await draft.settle();
      return 'written';
    } finally {
      draft.discard();
    }
  }

  async remove(path: string, expected: string): ReturnType<Files['remove']> {
    const outcome = await this.#ifHolds(path, expected, () => rmSync(join(this.#root, path)));
    return outcome === 'changed' ? 'changed' : 'removed';
  }

  // Between the comparison and the act nothing is awaited, and other processes are locked out.
  #ifHolds(
    path: string,
    expected: string | undefined,
    act: () => void,
  ): Promise<'changed' | 'done'> {
    return whileLocked(this.#root, () => {
      const bytes = this.#bytes(path);
      const holds =
        bytes === undefined || expected === undefined
          ? bytes === expected
          : bytes.equals(Buffer.from(expected, 'utf8'));
      if (!holds) return 'changed';
      act();
      return 'done';
    });
  }

  async list(folder: string): Promise<readonly string[]> {
    const below = filesBelow(join(this.#root, folder));
    return below.map((path) => relative(this.#root, path).split(sep).join('/'));
  }

  #bytes(path: string): Buffer | undefined {
    try {
      return readFileSync(join(this.#root, path));
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
