import type { Files } from './annotations/store.ts';

/**
 * The files that the server can reach, by URI: those of the disk, those that the client reads for it,
 * or both. Whatever is built on files is built on this, so that it works in every place alike.
 */
export interface FileSystem {
  /** Whether files at a URI can be reached at all: by its scheme, and by the folders that are open. */
  has(uri: string): boolean;
  /** Whether there is a file or folder. */
  exists(uri: string): Promise<boolean>;
  /** The UTF-8 text of a file, a BOM included; undefined where there is none. Rejects for what is no text. */
  read(uri: string): Promise<string | undefined>;
  /** The files of a folder and below, within {@link BOUNDS}: none that is hidden, installed, or behind a link. */
  walk(folder: string, options?: WalkOptions): AsyncIterable<FoundFile>;
  /** What people's decisions are stored in: the files of a folder, written all or nothing. */
  at(folder: string): Files;
}

export interface WalkOptions {
  /** Which files are looked for, by their path relative to the folder; by default all. */
  readonly wants?: (path: string) => boolean;
  /** Ends the walk. */
  readonly signal?: AbortSignal;
}

/** A file as it is now. */
export interface FoundFile {
  readonly uri: string;
  /** Relative to the folder that was walked, with `/`. */
  readonly path: string;
  /** Another one after each change. */
  readonly stamp: string;
}

/** What is looked at of a folder at most: wanted files, entries in all, depth, bytes of a file. */
export const BOUNDS = { files: 2000, entries: 50_000, depth: 12, size: 1_000_000 } as const;

/** Whether a walk passes over a folder: what is hidden (`.git`), and what is installed. */
export function isSkipped(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** Several file systems as one: the first that has a URI answers for it. */
export function together(systems: readonly FileSystem[]): FileSystem {
  const of = (uri: string): FileSystem => systems.find((each) => each.has(uri)) ?? NOWHERE;
  return {
    has: (uri) => systems.some((each) => each.has(uri)),
    exists: (uri) => of(uri).exists(uri),
    read: (uri) => of(uri).read(uri),
    walk: (folder, options) => of(folder).walk(folder, options),
    at: (folder) => of(folder).at(folder),
  };
}

/** Where no file can be reached. */
const NOWHERE: FileSystem = {
  has: () => false,
  exists: async () => false,
  read: async () => undefined,
  async *walk() {},
  at: () => ({
    read: async () => undefined,
    write: (path) => unreachable(path),
    remove: (path) => unreachable(path),
    list: async () => [],
  }),
};

async function unreachable(path: string): Promise<never> {
  throw new Error(`${path} cannot be reached: its folder is not open.`);
}
