import { Disposable, Uri, workspace } from 'vscode';
import type { Server } from '../server.ts';

/** Files that no source is among; those of annotations the server follows itself. */
const NO_SOURCES = /\/(?:\.git|\.galley|node_modules)\//;

/**
 * Tells when sources have come, gone or changed where they are stored. What is being typed is not
 * told: the views say it once it is saved.
 */
export function followSources(server: Server, changed: () => void): Disposable {
  const watcher = workspace.createFileSystemWatcher('**/*');
  const onFile = (uri: Uri): void => {
    if (!NO_SOURCES.test(uri.path)) changed();
  };
  return Disposable.from(
    watcher,
    watcher.onDidCreate(onFile),
    watcher.onDidDelete(onFile),
    watcher.onDidChange(onFile),
    // An editor that has the file reads it again a little later than it is told here.
    server.onDidChangeDocument(({ uri }) => {
      const key = Uri.parse(uri).toString();
      const open = workspace.textDocuments.find((each) => each.uri.toString() === key);
      if (open && !open.isDirty) changed();
    }),
  );
}
