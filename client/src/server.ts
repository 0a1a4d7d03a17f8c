import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  type LogOutputChannel,
  languages,
  type Uri,
  workspace,
} from 'vscode';
import {
  type BaseLanguageClient,
  ExecuteCommandRequest,
  type LanguageClientOptions,
  type Middleware,
  RevealOutputChannelOn,
  State,
  TextDocumentContentRequest,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageclient';
import {
  ANNOTATIONS_CHANGED,
  type AnnotationsChangedParams,
} from '../../server/src/annotationProtocol.ts';
import {
  type InitializationOptions,
  OUTLINES_CHANGED,
  STATUS,
  type StatusParams,
} from '../../server/src/protocol.ts';
import { serveFiles } from './files.ts';
import { renewOutlines } from './outlines.ts';
import { type DocumentFilter, documentSelector, equalSelectors } from './selector.ts';

/** Makes a client, each time for a server of its own; `dispose` ends what the client does not. */
export type CreateClient = (
  id: string,
  name: string,
  options: LanguageClientOptions,
) => Promise<{ readonly client: BaseLanguageClient; dispose?(): void }>;

/** What the server says of a work that takes its time. */
export type WorkDone = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

export type ServerState = 'idle' | 'starting' | 'running' | 'stopped';

/** The language server as the client sees it: started once it is needed, and again when asked. */
export class Server implements Disposable {
  readonly #create: CreateClient;
  readonly #output: LogOutputChannel;
  readonly #middleware: Middleware;
  readonly #stateChanged = new EventEmitter<ServerState>();
  readonly #documentChanged = new EventEmitter<StatusParams>();
  readonly #annotationsChanged = new EventEmitter<AnnotationsChangedParams>();
  #running: Awaited<ReturnType<CreateClient>> | undefined;
  #selector: DocumentFilter[] = documentSelector();
  #state: ServerState = 'idle';
  /** Starts and stops follow one another. */
  #queue: Promise<void> = Promise.resolve();
  /** How many works were watched so far. */
  #works = 0;

  readonly onDidChangeState = this.#stateChanged.event;
  /** What the server says of an open document. */
  readonly onDidChangeDocument = this.#documentChanged.event;
  /** What people decided is another now: in this source, or in any. */
  readonly onDidChangeAnnotations = this.#annotationsChanged.event;

  constructor(create: CreateClient, output: LogOutputChannel, middleware: Middleware) {
    this.#create = create;
    this.#output = output;
    this.#middleware = middleware;
  }

  get state(): ServerState {
    return this.#state;
  }

  get selector(): readonly DocumentFilter[] {
    return this.#selector;
  }

  /** Resolves when the server runs; one that the user or too many failures stopped stays so. */
  async start(): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#state === 'idle') await this.#start();
    });
  }

  async restart(): Promise<void> {
    return this.#enqueue(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  async stop(): Promise<void> {
    return this.#enqueue(() => this.#stop());
  }

  /** Starts the server where an open document needs it. */
  async startIfNeeded(): Promise<void> {
    const isNeeded = workspace.textDocuments.some(
      (document) => languages.match(this.#selector, document) > 0,
    );
    if (isNeeded) await this.start();
  }

  /** After a change of settings or folders: a client's selector is fixed, so it may need a new one. */
  async refreshSelector(): Promise<void> {
    const selector = documentSelector();
    if (equalSelectors(selector, this.#selector)) return;
    this.#selector = selector;
    if (this.#state === 'idle') await this.startIfNeeded();
    else await this.restart();
  }

  /** Asks the server; undefined where none runs. */
  async request<P, R>(
    method: string,
    params: P,
    token?: CancellationToken,
  ): Promise<R | undefined> {
    const client = this.#state === 'running' ? this.#running?.client : undefined;
    return client?.sendRequest<R>(method, params, ...given(token));
  }

  /** Runs a command of the server that takes its time: `report` hears how far it is. */
  async execute<A, R>(
    command: string,
    args: A,
    report: (value: WorkDone) => void = () => {},
    token?: CancellationToken,
  ): Promise<R | undefined> {
    const client = this.#state === 'running' ? this.#running?.client : undefined;
    if (!client) return undefined;
    const workDoneToken = `galley-${++this.#works}`;
    const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, report);
    try {
      const params = { command, arguments: [args], workDoneToken };
      return await client.sendRequest<R>(ExecuteCommandRequest.method, params, ...given(token));
    } finally {
      listening.dispose();
    }
  }

  /** Has VS Code read a document that the server fills once more. */
  refreshContent(uri: Uri): void {
    const feature = this.#running?.client.getFeature(TextDocumentContentRequest.method);
    for (const { scheme, onDidChangeEmitter } of feature?.getProviders() ?? []) {
      if (scheme === uri.scheme) onDidChangeEmitter.fire(uri);
    }
  }

  dispose(): void {
    void this.stop();
    this.#stateChanged.dispose();
    this.#documentChanged.dispose();
    this.#annotationsChanged.dispose();
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    const next = this.#queue.then(step);
    this.#queue = next.catch(() => {});
    return next;
  }

  async #start(): Promise<void> {
    this.#changeState('starting');
    try {
      this.#running = await this.#create('galley', 'Galley', this.#options());
      const { client } = this.#running;
      client.onDidChangeState(({ newState }) => this.#follow(newState));
      client.onNotification(STATUS, (params: StatusParams) => this.#documentChanged.fire(params));
      client.onNotification(ANNOTATIONS_CHANGED, (params: AnnotationsChangedParams | null) =>
        this.#annotationsChanged.fire(params ?? {}),
      );
      client.onNotification(OUTLINES_CHANGED, () => renewOutlines(client, this.#selector));
      serveFiles(client);
      await client.start();
    } catch (error) {
      this.#output.error(String(error));
      this.#changeState('stopped');
    }
  }

  async #stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    try {
      await running?.client.dispose();
    } catch (error) {
      this.#output.warn(String(error));
    }
    running?.dispose?.();
    this.#changeState('idle');
  }

  #options(): LanguageClientOptions {
    return {
      documentSelector: this.#selector,
      outputChannel: this.#output,
      // Nothing opens by itself: the status item says what is wrong and leads to the output.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      initializationOptions: {
        status: true,
        outlines: true,
        annotations: true,
        files: true,
      } satisfies InitializationOptions,
      middleware: this.#middleware,
    };
  }

  #follow(state: State): void {
    if (state === State.Running) this.#changeState('running');
    else if (state === State.Starting) this.#changeState('starting');
    else if (this.#running) this.#changeState('stopped');
  }

  #changeState(state: ServerState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#stateChanged.fire(state);
  }
}

/** A token that is undefined would be sent, as a second parameter. */
function given(token: CancellationToken | undefined): [] | [CancellationToken] {
  return token ? [token] : [];
}
