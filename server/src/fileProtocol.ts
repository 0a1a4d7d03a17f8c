/**
 * What the server asks of a client that reads and writes files for it: where the server runs in a
 * browser, and for documents that are on no disk. Only to clients that say `files` when they
 * initialize. Types and names: both sides bundle this file, so it imports nothing that runs.
 *
 * All files are UTF-8 texts, told as strings with a BOM, where they have one, as U+FEFF. The client
 * has the last word: it reaches into the workspace's folders only, and writes only into `.galley`.
 */
export const FileRequest = {
  /** {@link FileParams} → {@link ReadResult}. */
  read: 'galley/fs/read',
  /** {@link WriteParams} → {@link WriteResult}. */
  write: 'galley/fs/write',
  /** {@link RemoveParams} → {@link RemoveResult}. */
  remove: 'galley/fs/remove',
  /** {@link ListParams} → {@link ListResult}. */
  list: 'galley/fs/list',
  /** {@link StatParams} → {@link StatResult}. */
  stat: 'galley/fs/stat',
} as const;

/**
 * What a client does at most for one request: bytes of a file read or written, folders and files
 * looked at for a list, how deep, and files described.
 */
export const FILE_LIMITS = { size: 16_000_000, entries: 50_000, depth: 32, stats: 500 } as const;

export interface FileParams {
  readonly uri: string;
}

/** Why a client did not do what it was asked. */
export interface Refusal {
  readonly type: 'refused';
  /**
   * `outside`: not in a folder of the workspace, or not where the server may write; `tooLarge`: over
   * {@link FILE_LIMITS}; `notText`: not UTF-8; `failed`: the file system did not do it.
   */
  readonly reason: 'outside' | 'tooLarge' | 'notText' | 'failed';
  /** In words, for the log. */
  readonly message: string;
}

export type ReadResult =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'missing' }
  | Refusal;

/** Writes a file, with the folders that it needs, if its content is what the server expects. */
export interface WriteParams extends FileParams {
  readonly content: string;
  /** Null: no such file. */
  readonly expected: string | null;
}

/** `changed`: the content is another, and nothing was written. */
export type WriteResult = { readonly type: 'written' } | { readonly type: 'changed' } | Refusal;

export interface RemoveParams extends FileParams {
  readonly expected: string;
}

export type RemoveResult = { readonly type: 'removed' } | { readonly type: 'changed' } | Refusal;

/** The files in a folder and below, none behind a link. */
export interface ListParams extends FileParams {
  /** Whether hidden folders and `node_modules` are looked into too. */
  readonly all: boolean;
}

export type ListResult =
  | {
      readonly type: 'paths';
      /** Relative to the folder, with `/`. */
      readonly paths: readonly string[];
      /** Whether there are more than {@link FILE_LIMITS} allow. */
      readonly isPartial: boolean;
    }
  | Refusal;

export interface StatParams {
  readonly uris: readonly string[];
}

/** An answer for each URI, in order. */
export interface StatResult {
  readonly stats: readonly Stat[];
}

export type Stat =
  /** `stamp` is another one after each change; `size` in bytes. */
  | { readonly type: 'file'; readonly stamp: string; readonly size: number }
  | { readonly type: 'folder' }
  | { readonly type: 'missing' }
  | Refusal;
