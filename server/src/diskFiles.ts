import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, parse } from 'node:path';
import { URI } from 'vscode-uri';
import { decode } from './corpus/decode.ts';
import { DiskFolder } from './corpus/folder.ts';
import { codeOf } from './corpus/problem.ts';
import { BOUNDS, type FileSystem, type FoundFile, isSkipped, type WalkOptions } from './files.ts';

/** The files of the disk. */
export const diskFiles: FileSystem = {
  has: (uri) => URI.parse(uri).scheme === 'file',
  async exists(uri) {
    return (await orMissing(stat(pathOf(uri)))) !== undefined;
  },
  async read(uri) {
    const path = pathOf(uri);
    const bytes = await orMissing(readFile(path));
    return bytes && decode(bytes, path);
  },
  walk(folder, options = {}) {
    const path = pathOf(folder);
    return isTooWide(path) ? none() : new Walk(path, options).files();
  },
  at: (folder) => new DiskFolder(pathOf(folder)),
};

/** Whether a folder is the system's root, or holds the home of its user: never looked through. */
export function isTooWide(path: string, home = homedir()): boolean {
  const whole = (each: string): string => `${each.replace(/[\\/]+$/, '')}/`.replaceAll('\\', '/');
  return parse(path).root === path || whole(home).startsWith(whole(path));
}

function pathOf(uri: string): string {
  return URI.parse(uri).fsPath;
}

async function orMissing<T>(pending: Promise<T>): Promise<T | undefined> {
  try {
    return await pending;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

async function* none(): AsyncGenerator<FoundFile> {}

class Walk {
  readonly #root: string;
  readonly #options: WalkOptions;
  #wanted = 0;
  #entries = 0;

  constructor(root: string, options: WalkOptions) {
    this.#root = root;
    this.#options = options;
  }

  files(): AsyncGenerator<FoundFile> {
    return this.#folder('', 0);
  }

  async *#folder(place: string, depth: number): AsyncGenerator<FoundFile> {
    for (const entry of await entriesOf(join(this.#root, place))) {
      if (this.#isFull()) return;
      this.#entries++;
      const path = place === '' ? entry.name : `${place}/${entry.name}`;
      if (entry.isDirectory()) {
        const isWanted = depth < BOUNDS.depth && !isSkipped(entry.name);
        if (isWanted) yield* this.#folder(path, depth + 1);
      } else if (entry.isFile() && (this.#options.wants?.(path) ?? true)) {
        const file = await this.#stamped(path);
        if (file) yield file;
        this.#wanted++;
      }
    }
  }

  #isFull(): boolean {
    const isStopped = this.#options.signal?.aborted === true;
    return isStopped || this.#wanted >= BOUNDS.files || this.#entries >= BOUNDS.entries;
  }

  async #stamped(path: string): Promise<FoundFile | undefined> {
    const whole = join(this.#root, path);
    try {
      const { mtimeMs, size } = await stat(whole);
      if (size > BOUNDS.size) return undefined;
      return { uri: URI.file(whole).toString(), path, stamp: `${mtimeMs} ${size}` };
    } catch {
      return undefined;
    }
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
