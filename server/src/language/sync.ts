import { DidChangeConfigurationNotification, type WorkspaceFolder } from 'vscode-languageserver';
import { STATUS, type StatusParams } from '../protocol.ts';
import type { ServerContext } from '../server.ts';
import { Announcer } from './announcer.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { OpenDocument } from './documents.ts';
import { stateOf } from './status.ts';
import { describe } from './words.ts';

/** Others that keep something for a document, and let it go when it is closed. */
export interface Sync {
  onClose(forget: (uri: string) => void): void;
}

/** Keeps documents, settings and folders as the client has them, and tells it what they are. */
export function registerSync(server: ServerContext): Sync {
  const announcer = new Announcer((uri) => announce(server, uri));
  const closing: ((uri: string) => void)[] = [(uri) => announcer.forget(uri)];
  registerDocuments(server, announcer, closing);
  registerConfiguration(server, announcer);
  server.connection.onShutdown(() => announcer.dispose());
  return { onClose: (forget) => closing.push(forget) };
}

function registerDocuments(
  { connection, session, client, options }: ServerContext,
  announcer: Announcer,
  closing: readonly ((uri: string) => void)[],
): void {
  const announces = options.status === true || !client.pullsDiagnostics;
  const touched = (uri: string): void => {
    if (announces) announcer.schedule(uri);
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
    for (const forget of closing) forget(uri);
    if (!client.pullsDiagnostics) void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
}

function registerConfiguration(server: ServerContext, announcer: Announcer): void {
  const { connection, client, configuration, session, options } = server;
  const renew = (): void => {
    if (client.refreshesDiagnostics) report(server, connection.languages.diagnostics.refresh());
    if (client.refreshesTokens) report(server, connection.languages.semanticTokens.refresh());
    if (options.status || !client.pullsDiagnostics) {
      for (const uri of session.uris) announcer.schedule(uri);
    }
  };
  connection.onDidChangeConfiguration(({ settings }) => {
    configuration.change(settings);
    renew();
  });
  connection.onInitialized(() => {
    if (client.registersConfiguration) {
      const registered = connection.client.register(DidChangeConfigurationNotification.type, {
        section: 'galley',
      });
      report(server, registered);
    }
    if (client.hasFolders) followFolders(server, renew);
  });
}

function followFolders({ connection, session, configuration }: ServerContext, renew: () => void) {
  connection.workspace.onDidChangeWorkspaceFolders(async () => {
    const folders: WorkspaceFolder[] | null = await connection.workspace.getWorkspaceFolders();
    session.setFolders((folders ?? []).map(({ uri }) => uri));
    configuration.change(undefined);
    renew();
  });
}

/** Tells the client what a document is, and what stands in it that it cannot ask for. */
async function announce(server: ServerContext, uri: string): Promise<void> {
  const { connection, client, session, options } = server;
  try {
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

/** Logs what becomes of something that nobody waits for. */
function report({ connection }: ServerContext, pending: Promise<unknown>): void {
  pending.catch((error: unknown) => connection.console.error(describe(error)));
}
