import {
  CodeLensRefreshRequest,
  DidChangeConfigurationNotification,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { STATUS, type StatusParams } from '../protocol.ts';
import type { ServerContext } from '../server.ts';
import { isProjectFile } from '../settings/projectFile.ts';
import { Announcer } from './announcer.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { followDisk, watchDisk } from './disk.ts';
import { OpenDocument } from './documents.ts';
import { projectFileDiagnostics } from './projectFile.ts';
import { followProjectFiles } from './projectFiles.ts';
import { stateOf } from './status.ts';
import { describe } from './words.ts';

type Listener = (uri: string) => void;

/** What others hear of documents. */
export interface Sync {
  /** A document was opened or changed. */
  onTouch(listener: Listener): void;
  onSave(listener: Listener): void;
  /** A document was closed: what is kept for it can go. */
  onClose(listener: Listener): void;
  /** Settings may have changed. */
  onRenew(listener: () => void): void;
  /** Files of annotations changed on disk, by URI. */
  onAnnotationFiles(listener: (uris: readonly string[]) => void): void;
  /** Whether an open project file is gone from disk, and has nothing in it that was never saved. */
  isGone(document: OpenDocument): Promise<boolean>;
  /** The server is about to end, and waits for what is to be done before. */
  onEnd(listener: () => void | Promise<void>): void;
  /** Settings may have changed: the client is told to ask again, or told. */
  renew(): void;
  /** People's labels of an open document are others now: the same. */
  relabelled(uri: string): void;
}

/** Keeps documents, settings and folders as the client has them, and tells it what they are. */
export function registerSync(server: ServerContext): Sync {
  const announcer = new Announcer((uri) => announce(server, uri));
  const closing: Listener[] = [(uri) => announcer.forget(uri)];
  const touching: Listener[] = announces(server) ? [(uri) => announcer.schedule(uri)] : [];
  const renewing: (() => void)[] = [];
  const renew = (): void => {
    server.configuration.change(undefined);
    refresh(server);
    if (announces(server)) for (const uri of server.session.uris) announcer.schedule(uri);
    for (const listener of renewing) listener();
  };
  const projectFiles = followProjectFiles(server, renew);
  touching.push((uri) => projectFiles.touched(uri));
  closing.push((uri) => projectFiles.closed(uri));
  const saving: Listener[] = [(uri) => projectFiles.saved(uri)];
  server.connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    for (const listener of saving) listener(uri);
  });
  registerDocuments(server, touching, closing);
  registerConfiguration(server, renew);
  const annotating: ((uris: readonly string[]) => void)[] = [];
  const ending: (() => void | Promise<void>)[] = [];
  const disk = followDisk(server, {
    annotations(uris) {
      for (const listener of annotating) listener(uris);
    },
    others(changes) {
      for (const { uri, isGone } of changes) {
        if (isGone) projectFiles.deletedOnDisk(uri);
        else projectFiles.changedOnDisk(uri);
      }
      renew();
    },
  });
  closing.push((uri) => server.repeats.close(uri));
  server.connection.onShutdown(async () => {
    server.repeats.free();
    announcer.dispose();
    projectFiles.dispose();
    disk.dispose();
    await Promise.all(ending.map((listener) => listener()));
  });
  return {
    renew,
    isGone: (document) => projectFiles.isGone(document),
    relabelled(uri) {
      for (const listener of touching) listener(uri);
      refresh(server);
    },
    onAnnotationFiles: (listener) => void annotating.push(listener),
    onEnd: (listener) => void ending.push(listener),
    onTouch: (listener) => void touching.push(listener),
    onSave: (listener) => void saving.push(listener),
    onClose: (listener) => void closing.push(listener),
    onRenew: (listener) => void renewing.push(listener),
  };
}

/** Whether the client hears of documents what it does not ask for. */
function announces({ client, options }: ServerContext): boolean {
  return options.status === true || !client.pullsDiagnostics;
}

function registerDocuments(
  { connection, session, client }: ServerContext,
  touching: readonly Listener[],
  closing: readonly Listener[],
): void {
  const touched = (uri: string): void => {
    for (const listener of touching) listener(uri);
  };
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    session.open(new OpenDocument(uri, languageId, version, text));
    touched(uri);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const document = session.document(uri);
    if (!document) {
      connection.console.warn(`A change of ${uri}, which is not open, has no effect.`);
      return;
    }
    document.change(contentChanges, version);
    touched(uri);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    session.close(uri);
    for (const listener of closing) listener(uri);
    if (!client.pullsDiagnostics) void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
}

function registerConfiguration(server: ServerContext, renew: () => void): void {
  const { connection, client, configuration } = server;
  connection.onDidChangeConfiguration(({ settings }) => {
    configuration.change(settings);
    renew();
  });
  connection.onInitialized(() => {
    if (client.watchesFiles) report(server, watchDisk(server));
    if (client.registersConfiguration) {
      const registered = connection.client.register(DidChangeConfigurationNotification.type, {
        section: 'galley',
      });
      report(server, registered);
    }
    if (client.hasFolders) followFolders(server, renew);
  });
}

/** Has the client ask again for what it shows, as far as it can be told to. */
function refresh(server: ServerContext): void {
  const { client, connection } = server;
  const { diagnostics, semanticTokens, inlayHint } = connection.languages;
  if (client.refreshesDiagnostics) report(server, diagnostics.refresh());
  if (client.refreshesTokens) report(server, semanticTokens.refresh());
  if (client.refreshesHints) report(server, inlayHint.refresh());
  if (client.refreshesFolding) report(server, connection.languages.foldingRange.refresh());
  if (client.refreshesLenses) report(server, connection.sendRequest(CodeLensRefreshRequest.type));
}

function followFolders({ connection, session, repeats }: ServerContext, renew: () => void): void {
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const uris = (folders: readonly WorkspaceFolder[]) => folders.map(({ uri }) => uri);
    session.changeFolders(uris(added), uris(removed));
    repeats.free();
    renew();
  });
}

/** Tells the client what a document is, and what stands in it that it cannot ask for. */
async function announce(server: ServerContext, uri: string): Promise<void> {
  const { connection, client, session, options } = server;
  try {
    if (isProjectFile(uri)) return await announceProjectFile(server, uri);
    const view = await session.view(uri);
    if (!view) return;
    const { version } = view.type === 'source' ? view.open : view;
    if (!client.pullsDiagnostics) {
      const diagnostics = view.type === 'source' ? diagnosticsOf(view.open, client) : [];
      await connection.sendDiagnostics({ uri, version, diagnostics });
    }
    if (options.status) {
      const params: StatusParams = { uri, version, state: stateOf(view) };
      await connection.sendNotification(STATUS, params);
    }
  } catch (error) {
    connection.console.error(`${uri}: ${describe(error)}`);
  }
}

/** A project file has no state; what is wrong in it is all that is told. */
async function announceProjectFile(server: ServerContext, uri: string): Promise<void> {
  const { connection, client, session } = server;
  const document = session.document(uri);
  if (!document || client.pullsDiagnostics) return;
  const { version } = document;
  const diagnostics = await projectFileDiagnostics(document, client.messages);
  await connection.sendDiagnostics({ uri, version, diagnostics });
}

/** Logs what becomes of something that nobody waits for. */
function report({ connection }: ServerContext, pending: Promise<unknown>): void {
  pending.catch((error: unknown) => connection.console.error(describe(error)));
}
