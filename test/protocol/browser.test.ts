import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { Worker } from 'node:worker_threads';
import type { DocumentSymbol } from 'vscode-languageserver-protocol';
import { outlineOf } from '../../server/src/core/outline.ts';
import { FULL, PAGE, parser, textDocument, URI } from './fixtures.ts';

const dist = (name: string) => join(__dirname, '../../dist', name);

/** What a browser's worker has, and nothing of Node. */
const WORKER = `
  const { parentPort, workerData } = require('node:worker_threads');
  globalThis.postMessage = (data) => parentPort.postMessage(data);
  globalThis.addEventListener = () => {};
  parentPort.on('message', (data) => globalThis.onmessage({ data }));
  const run = new Function('process', 'require', 'module', 'exports', 'Buffer', workerData);
  run.call(globalThis);
`;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
}

/** A JSON-RPC connection to a worker, of the plainest kind. */
class WorkerClient {
  readonly worker = new Worker(WORKER, {
    eval: true,
    workerData: readFileSync(dist('server.browser.js'), 'utf8'),
  });
  readonly said: Message[] = [];
  readonly #pending = new Map<number, (message: Message) => void>();
  #id = 0;

  constructor() {
    this.worker.on('message', (message: Message) => {
      const answer = message.id === undefined ? undefined : this.#pending.get(message.id);
      if (answer) answer(message);
      else this.said.push(message);
    });
  }

  notify(method: string, params: unknown): void {
    this.worker.postMessage({ jsonrpc: '2.0', method, params });
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      this.worker.once('error', reject);
      this.#pending.set(id, ({ result }) => resolve(result));
      this.worker.postMessage({ jsonrpc: '2.0', id, method, params });
    });
  }
}

describe('the server in a worker of a browser', () => {
  test('fetches its model and reads a source, without anything of Node', async () => {
    const client = new WorkerClient();
    try {
      const model = readFileSync(dist('model.bin')).toString('base64');
      await client.request('initialize', {
        processId: null,
        rootUri: null,
        capabilities: FULL,
        initializationOptions: { modelUri: `data:application/octet-stream;base64,${model}` },
      });
      client.notify('initialized', {});
      const document = { uri: URI, languageId: 'source-text', version: 1, text: PAGE };
      client.notify('textDocument/didOpen', { textDocument: document });
      const symbols = (await client.request('textDocument/documentSymbol', {
        textDocument,
      })) as DocumentSymbol[];
      assert.deepEqual(
        symbols.map(({ name }) => name),
        outlineOf(parser.parse(PAGE)).map(({ name }) => name),
      );
      assert.equal(await client.request('shutdown', undefined), null);
      assert.deepEqual(client.said, []);
    } finally {
      await client.worker.terminate();
    }
  });
});
