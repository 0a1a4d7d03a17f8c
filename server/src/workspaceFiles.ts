import { isUtf8 } from 'node:buffer';
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, parse } from 'node:path';
import { URI } from 'vscode-uri';
import type { WorkspaceFile, WorkspaceFiles } from './language/repeats.ts';

/** What is looked at of a folder at most: files that are sources, entries in all, depth, bytes of a file. */
const MOST_SOURCES = 2000;
const MOST_ENTRIES = 50_000;
const DEEPEST = 12;
const LARGEST = 1_000_000;

/**
 * The files of the file system, within bounds: never what is hidden (`.git`), `node_modules`, or
 * behind a link; never all of a person's home or of the system.
 */
export const workspaceFiles: WorkspaceFiles = {
  list(folder, wants, signal) {
    const path = URI.file(folder).fsPath;
    return isTooWide(path) ? none() : new Walk(path, wants, signal).files();
  },
  async read(uri) {
    try {
      const bytes = await readFile(URI.parse(uri).fsPath);
      return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
    } catch {
      return undefined;
    }
  },
};

/** Whether a folder is the system's root, or holds the home of its user. */
export function isTooWide(path: string, home = homedir()): boolean {
  const whole = (each: string): string => `${each.replace(/[\\/]+$/, '')}/`.replaceAll('\\', '/');
  return parse(path).root === path || whole(home).startsWith(whole(path));
}

async function* none(): AsyncGenerator<WorkspaceFile> {}

class Walk {
  readonly #root: string;
  readonly #wants: (path: string) => boolean;
  readonly #signal: AbortSignal;
  #sources = 0;
  #entries = 0;

  constructor(root: string, wants: (path: string) => boolean, signal: AbortSignal) {
    this.#root = root;
    this.#wants = wants;
    this.#signal = signal;
  }

  files(): AsyncGenerator<WorkspaceFile> {
    return this.#folder('', 0);
  }

  async *#folder(place: string, depth: number): AsyncGenerator<WorkspaceFile> {
    for (const entry of await entriesOf(join(this.#root, place))) {
      if (this.#isFull()) return;
      this.#entries++;
      const path = place === '' ? entry.name : `${place}/${entry.name}`;
      if (entry.isDirectory()) {
        const isWanted = depth < DEEPEST && entry.name !== 'node_modules';
        if (isWanted && !entry.name.startsWith('.')) yield* this.#folder(path, depth + 1);
      } else if (entry.isFile() && this.#wants(path)) {
        const file = await stamped(join(this.#root, path));
        if (file) yield file;
        this.#sources++;
      }
    }
  }

  #isFull(): boolean {
    const { aborted } = this.#signal;
    return aborted || this.#sources >= MOST_SOURCES || this.#entries >= MOST_ENTRIES;
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

async function stamped(path: string): Promise<WorkspaceFile | undefined> {
  try {
    const { mtimeMs, size } = await stat(path);
    if (size > LARGEST) return undefined;
    return { uri: URI.file(path).toString(), stamp: `${mtimeMs} ${size}` };
  } catch {
    return undefined;
  }
}
