import {
  type _Connection,
  CancellationToken,
  CodeActionKind,
  type InitializeParams,
  MessageType,
  type ServerCapabilities,
  ShowMessageNotification,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { AnnotationCommand } from './annotationProtocol.ts';
import { type Ask, clientFiles } from './clientFiles.ts';
import { type FileSystem, together } from './files.ts';
import { Pages } from './language/annotating/pages.ts';
import { registerAnnotating } from './language/annotating/register.ts';
import { type Client, clientOf } from './language/client.ts';
import { Configuration, type Projects } from './language/configuration.ts';
import { registerFeatures } from './language/features.ts';
import { LABEL } from './language/labelActions.ts';
import type { Messages } from './language/messages.ts';
import { projectsOf } from './language/projects.ts';
import { Repeats } from './language/repeats.ts';
import { Session } from './language/session.ts';
import { FIX_ALL } from './language/stripPlan.ts';
import { registerSync } from './language/sync.ts';
import { LEGEND } from './language/tokens.ts';
import {
  type FolderTraining,
  type LoadedModel,
  TrainedParsers,
} from './language/training/parsers.ts';
import { registerTraining } from './language/training/register.ts';
import { CLEAN_SCHEME, type InitializationOptions, ServerCommand } from './protocol.ts';
import { TrainingCommand } from './trainingProtocol.ts';
import { shownPath } from './uris.ts';

export type ServerConnection = _Connection;

/** What the server needs of the place where it runs. */
export interface Host {
  /** The weights of the model, read where `modelUri` says or where the host knows. */
  loadModel(modelUri: string | undefined): Promise<Uint8Array>;
  /** The files that the server reaches by itself; absent where there is no file system. */
  readonly files?: FileSystem;
  /** Who is at work in a folder, by its URI: the name that Git has, or that of the account. */
  author?(folder: string): Promise<string | undefined>;
  readonly version?: string;
}

/** Puts the server behind a connection, which then listens. */
export function createServer(connection: ServerConnection, host: Host): void {
  connection.onInitialize((params) => {
    const options = optionsOf(params.initializationOptions);
    const client = clientOf(
      params.capabilities,
      options.locale ?? params.locale,
      options.annotations,
    );
    const warn = (message: string): void => connection.console.warn(message);
    const files = filesOf(connection, host, options, (uri) => session.folderOf(uri) !== undefined);
    const configuration = configurationOf(connection, client, projectsOf(files, warn), options);
    const pages = new Pages(files, (uri) => session.folderOf(uri), warn);
    const loadModel = modelOf(connection, client, host, options.modelUri);
    const parsers = new TrainedParsers({
      load: loadModel,
      files,
      places: pages.places,
      tell: (training) => void tellOf(connection, client, training),
    });
    const session: Session = new Session({
      configuration,
      parser: (uri) => parsers.of(uri),
      annotations: (uri, text) => pages.of(uri, text),
      messages: client.messages,
      all: options.documents === 'all',
    });
    session.changeFolders(foldersOf(params), []);
    const repeats = new Repeats(session, files, warn);
    const server = {
      connection,
      client,
      configuration,
      session,
      files,
      pages,
      parsers,
      loadModel,
      repeats,
      options,
    };
    const sync = registerSync(server);
    const annotating = registerAnnotating(server, sync, host.author);
    const training = registerTraining(server, sync, host.author);
    registerFeatures(server, sync, annotating, training);
    return {
      capabilities: capabilitiesOf(client),
      serverInfo: { name: 'galley', ...(host.version ? { version: host.version } : {}) },
    };
  });
  connection.listen();
}

/** All that a feature's wiring needs. */
export interface ServerContext {
  readonly connection: ServerConnection;
  readonly client: Client;
  readonly configuration: Configuration;
  readonly session: Session;
  readonly files: FileSystem;
  /** The annotations of what is open. */
  readonly pages: Pages;
  /** The parsers of documents, with what folders learned. */
  readonly parsers: TrainedParsers;
  readonly loadModel: () => Promise<LoadedModel>;
  readonly repeats: Repeats;
  readonly options: InitializationOptions;
}

function capabilitiesOf(client: Client): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    documentSymbolProvider: true,
    semanticTokensProvider: { legend: LEGEND, range: true, full: { delta: true } },
    foldingRangeProvider: true,
    hoverProvider: true,
    selectionRangeProvider: true,
    documentHighlightProvider: true,
    documentLinkProvider: {},
    codeLensProvider: {},
    inlayHintProvider: true,
    diagnosticProvider: {
      identifier: 'galley',
      interFileDependencies: false,
      workspaceDiagnostics: false,
    },
    codeActionProvider: client.takesActions
      ? {
          codeActionKinds: [CodeActionKind.QuickFix, LABEL, FIX_ALL],
          resolveProvider: client.resolvesEdits,
        }
      : true,
    executeCommandProvider: {
      commands: [ServerCommand, AnnotationCommand, TrainingCommand].flatMap(Object.values),
    },
    workspace: {
      ...(client.hasFolders
        ? { workspaceFolders: { supported: true, changeNotifications: true } }
        : {}),
      fileOperations: { didRename: { filters: [{ pattern: { glob: '**/*' } }] } },
      ...(client.asksForContent ? { textDocumentContent: { schemes: [CLEAN_SCHEME] } } : {}),
    },
  };
}

/** What a client says of itself; whatever is of the wrong type is as if it were not said. */
function optionsOf(said: unknown): InitializationOptions {
  if (typeof said !== 'object' || said === null) return {};
  const { modelUri, documents, files, locale, settings, status, annotations, outlines } =
    said as Readonly<Record<string, unknown>>;
  return {
    ...(typeof modelUri === 'string' ? { modelUri } : {}),
    ...(typeof locale === 'string' ? { locale } : {}),
    documents: documents === 'all' ? 'all' : 'matching',
    files: files === true,
    settings,
    status: status === true,
    annotations: annotations === true,
    outlines: outlines === true,
  };
}

/** What the server reaches by itself, and else what the client reads for it. */
function filesOf(
  connection: ServerConnection,
  host: Host,
  options: InitializationOptions,
  isOpen: (uri: string) => boolean,
): FileSystem {
  const ask: Ask = (method, params, token = CancellationToken.None) =>
    connection.sendRequest(method, params, token);
  return together([
    ...(host.files ? [host.files] : []),
    ...(options.files ? [clientFiles(ask, isOpen)] : []),
  ]);
}

function configurationOf(
  connection: ServerConnection,
  client: Client,
  projects: Projects,
  { settings }: InitializationOptions,
): Configuration {
  const ask = (scopeUri: string): Promise<unknown> =>
    connection.workspace.getConfiguration({ scopeUri, section: 'galley' });
  return new Configuration({
    base: settings,
    ask: client.hasConfiguration ? ask : undefined,
    projects,
    warn: (message) => connection.console.warn(message),
  });
}

/** Loads the model when it is first needed, after the client has heard that the server is there. */
function modelOf(
  connection: ServerConnection,
  { messages }: Client,
  host: Host,
  modelUri: string | undefined,
): () => Promise<LoadedModel> {
  const load = async (): Promise<LoadedModel> => {
    try {
      const [{ createParser }, { Model }, bytes] = await Promise.all([
        import('./core/parser.ts'),
        import('./core/model/model.ts'),
        host.loadModel(modelUri),
      ]);
      const model = Model.load(bytes);
      return { model, parser: createParser(model) };
    } catch (error) {
      const failure = messages.modelFailed(String(error));
      connection.console.error(failure);
      return { failure };
    }
  };
  let loaded: Promise<LoadedModel> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

/** Tells the user of a training that is passed over. */
function tellOf(
  connection: ServerConnection,
  { messages }: Client,
  training: FolderTraining,
): void {
  const message = messageOf(training, messages);
  connection.console.warn(message);
  void connection.sendNotification(ShowMessageNotification.method, {
    type: MessageType.Warning,
    message,
  });
}

function messageOf(training: FolderTraining, messages: Messages): string {
  const path = shownPath(training.file);
  if (training.state !== 'broken') return messages.trainedOnAnother(path);
  const { message } = training;
  // What the system says names the file already.
  const why = message.includes(path) ? message : `${path}: ${message}`;
  return messages.brokenTraining(why);
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}
