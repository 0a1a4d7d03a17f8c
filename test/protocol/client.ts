import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  type CancellationToken,
  CancellationTokenSource,
  type ClientCapabilities,
  createMessageConnection,
  type InitializeResult,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';
import type { InitializationOptions } from '../../server/src/protocol.ts';
import { Outbox } from './outbox.ts';

/** How long a message may take, in milliseconds, before a test gives up on it. */
export const PATIENCE = 120_000;

/** What the client answers to requests of the server, by method. */
export type Answers = Readonly<
  Record<string, (params: never, token: CancellationToken) => unknown>
>;

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: InitializationOptions;
  readonly folder?: string;
  readonly locale?: string;
  readonly answers?: Answers;
  /** What runs in place of the server, after `node`. */
  readonly command?: readonly string[];
  /** What its environment has besides that of the tests. */
  readonly env?: Readonly<Record<string, string>>;
}

interface Waiting {
  readonly resolve: (params: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * A language client that talks to the built server over its standard streams. Whatever the server
 * says has to be expected: a message that no test asked for fails it when the client stops.
 */
export class TestClient {
  readonly server: InitializeResult;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #connection: MessageConnection;
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;

  private constructor(
    process: ChildProcessWithoutNullStreams,
    connection: MessageConnection,
    { inbox, outbox }: { readonly inbox: Inbox; readonly outbox: Outbox },
    server: InitializeResult,
  ) {
    this.#process = process;
    this.#connection = connection;
    this.#inbox = inbox;
    this.#outbox = outbox;
    this.server = server;
  }

  static async start(options: ClientOptions = {}): Promise<TestClient> {
    const { capabilities = {}, initializationOptions, folder, locale, answers = {} } = options;
    const command = options.command ?? [join(__dirname, '../../dist/server.js'), '--stdio'];
    const child = spawn(process.execPath, command, {
      stdio: 'pipe',
      env: { ...process.env, ...options.env },
    });
    const inbox = new Inbox(answers);
    child.stderr.on('data', (data) => inbox.complain(`stderr: ${data}`));
    const outbox = new Outbox(child.stdin);
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(outbox),
    );
    inbox.listen(connection);
    connection.listen();
    const server: InitializeResult = await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: folder ?? null,
      workspaceFolders: folder ? [{ uri: folder, name: 'folder' }] : null,
      capabilities,
      initializationOptions,
      ...(locale === undefined ? {} : { locale }),
    });
    await connection.sendNotification('initialized', {});
    return new TestClient(child, connection, { inbox, outbox }, server);
  }

  request<R>(method: string, params: unknown): Promise<R> {
    return this.#connection.sendRequest<R>(method, params);
  }

  /** Sends a request and its cancellation in one go, so that the server knows it from the start. */
  cancelled(method: string, params: unknown): Promise<unknown> {
    const source = new CancellationTokenSource();
    this.#outbox.hold('$/cancelRequest');
    const pending = this.#connection.sendRequest(method, params, source.token);
    source.cancel();
    return pending;
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.#connection.sendNotification(method, params);
  }

  /** The next message of a method that the server sends, or has sent. */
  expect<P>(method: string): Promise<P> {
    return this.#inbox.next(method) as Promise<P>;
  }

  /** Passes over what the server says of a method, where how often it does is not up to the test. */
  forgive(method: string): void {
    this.#inbox.forgive(method);
  }

  open(uri: string, text: string, languageId = 'source-text', version = 1): Promise<void> {
    const textDocument = { uri, languageId, version, text };
    return this.notify('textDocument/didOpen', { textDocument });
  }

  change(
    uri: string,
    version: number,
    contentChanges: readonly TextDocumentContentChangeEvent[],
  ): Promise<void> {
    return this.notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  close(uri: string): Promise<void> {
    return this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  /** Ends the server as a client does; it must go quietly, having said nothing unexpected. */
  async stop(): Promise<void> {
    const exited = once(this.#process, 'exit');
    await this.#connection.sendRequest('shutdown');
    await this.#connection.sendNotification('exit');
    const [code] = await exited;
    this.#connection.dispose();
    assert.deepEqual(this.#inbox.rest(), [], 'messages that no test expected');
    assert.equal(code, 0, 'exit code');
  }

  /** The exit code of a server that is about to go. */
  async exitCode(): Promise<number | null> {
    if (this.#process.exitCode === null) await once(this.#process, 'exit');
    return this.#process.exitCode;
  }

  /** Ends the server whatever state it is in. */
  kill(): void {
    this.#process.kill();
    this.#connection.dispose();
  }
}

/** What the server has said, by method, until a test takes it. */
class Inbox {
  readonly #answers: Answers;
  readonly #messages: { readonly method: string; readonly params: unknown }[] = [];
  readonly #forgiven = new Set<string>();
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  listen(connection: MessageConnection): void {
    connection.onNotification((method, params) => this.#take(method, params));
    connection.onRequest((method, params, token) => {
      const answer = this.#answers[method];
      if (!answer) this.#take(method, params);
      return answer ? answer(params as never, token) : null;
    });
    connection.onUnhandledProgress((params) => this.#take('$/progress', params));
    connection.onUnhandledNotification(({ method }) => this.complain(method));
    connection.onError(([error]) => this.complain(`connection: ${error.message}`));
  }

  complain(what: string): void {
    this.#messages.push({ method: 'complaint', params: what });
  }

  next(method: string): Promise<unknown> {
    const index = this.#messages.findIndex((message) => message.method === method);
    if (index >= 0) return Promise.resolve(this.#messages.splice(index, 1)[0]?.params);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`No ${method} came; there were ${JSON.stringify(this.#messages)}`));
      }, PATIENCE);
      const waiting = this.#waiting.get(method) ?? [];
      waiting.push({ resolve, timer });
      this.#waiting.set(method, waiting);
    });
  }

  forgive(method: string): void {
    this.#forgiven.add(method);
  }

  rest(): unknown[] {
    return this.#messages.filter(({ method }) => !this.#forgiven.has(method));
  }

  #take(method: string, params: unknown): void {
    const waiting = this.#waiting.get(method)?.shift();
    if (waiting) {
      clearTimeout(waiting.timer);
      waiting.resolve(params);
    } else this.#messages.push({ method, params });
  }
}
