import {
  DidChangeWatchedFilesNotification,
  type Disposable,
  FileChangeType,
  type FileSystemWatcher,
  WatchKind,
} from 'vscode-languageserver';
import type { ServerContext } from '../server.ts';

/** What the client is asked to watch, in any folder. */
const WATCHERS: readonly FileSystemWatcher[] = [
  { globPattern: '**/.galley/config.json' },
  { globPattern: '**/.galley/labels/**/*.jsonld' },
  { globPattern: '**/.galley/model.json' },
  // Of a folder that is moved or deleted with all that is in it, clients tell the folder alone.
  { globPattern: '**/.galley', kind: WatchKind.Create | WatchKind.Delete },
  { globPattern: '**/.galley/labels/**', kind: WatchKind.Delete },
];

/** A file or folder that is another now. */
export interface DiskChange {
  readonly uri: string;
  readonly isGone: boolean;
}

/** Who hears what changed on disk; of a whole `.galley` both do. */
export interface DiskListeners {
  /** Files of annotations, or folders of them. */
  annotations(uris: readonly string[]): void;
  /** Project files and trainings. */
  others(changes: readonly DiskChange[]): void;
}

/** Asks the client to tell of what the server reads beside documents. */
export function watchDisk({ connection }: ServerContext): Promise<Disposable> {
  const { type } = DidChangeWatchedFilesNotification;
  return connection.client.register(type, { watchers: [...WATCHERS] });
}

/** Tells apart which of the watched files changed on disk. */
export function followDisk(
  { connection }: ServerContext,
  { annotations, others }: DiskListeners,
): void {
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const uris = changes.map(({ uri }) => uri);
    const pages = uris.filter((uri) => isOfAnnotations(uri) || isWhole(uri));
    const rest = changes.filter(({ uri }) => !isOfAnnotations(uri));
    if (pages.length > 0) annotations(pages);
    if (rest.length === 0) return;
    others(rest.map(({ uri, type }) => ({ uri, isGone: type === FileChangeType.Deleted })));
  });
}

function isOfAnnotations(uri: string): boolean {
  return uri.endsWith('.jsonld') || /\/\.galley\/labels(?:\/|$)/.test(uri);
}

function isWhole(uri: string): boolean {
  return uri.endsWith('/.galley');
}
