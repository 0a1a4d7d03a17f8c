import {
  DidChangeWatchedFilesNotification,
  type Disposable,
  FileChangeType,
  type FileEvent,
  type FileSystemWatcher,
  WatchKind,
} from 'vscode-languageserver';
import type { ServerContext } from '../server.ts';

/** What the client is asked to watch, in any folder. */
const WATCHERS: readonly FileSystemWatcher[] = [
  { globPattern: '**/.galley/config.json' },
  { globPattern: '**/.galley/labels/**/*.jsonld' },
  { globPattern: '**/.galley/model.json' },
  // Of a folder that is made, moved or deleted with all that is in it, clients may tell the folder alone.
  { globPattern: '**/.galley', kind: WatchKind.Create | WatchKind.Delete },
  { globPattern: '**/.galley/labels/**', kind: WatchKind.Create | WatchKind.Delete },
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

/**
 * How long after a folder of Galley's was made it is looked into again, in milliseconds: who watches folders may miss what
 * is written into a new one at once.
 */
const SETTLED = 1000;

/** Tells apart which of the watched files changed on disk. */
export function followDisk(
  { connection }: ServerContext,
  { annotations, others }: DiskListeners,
): Disposable {
  let again: ReturnType<typeof setTimeout> | undefined;
  const tell = (changes: readonly FileEvent[]): void => {
    const uris = changes.map(({ uri }) => uri);
    const pages = uris.filter((uri) => isOfAnnotations(uri) || isWhole(uri));
    const rest = changes.filter(({ uri }) => !isOfAnnotations(uri));
    if (pages.length > 0) annotations(pages);
    if (rest.length === 0) return;
    others(rest.map(({ uri, type }) => ({ uri, isGone: type === FileChangeType.Deleted })));
  };
  connection.onDidChangeWatchedFiles(({ changes }) => {
    tell(changes);
    const made = changes.filter(
      ({ uri, type }) => type === FileChangeType.Created && isFolder(uri),
    );
    if (made.length === 0) return;
    clearTimeout(again);
    again = setTimeout(() => tell(made), SETTLED);
  });
  return { dispose: () => clearTimeout(again) };
}

/** Whether what is watched is no file: those have their endings. */
function isFolder(uri: string): boolean {
  return !/\.json(?:ld)?$/.test(uri);
}

function isOfAnnotations(uri: string): boolean {
  return uri.endsWith('.jsonld') || /\/\.galley\/labels(?:\/|$)/.test(uri);
}

function isWhole(uri: string): boolean {
  return uri.endsWith('/.galley');
}
