import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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

/** Puts the worker behind the standard streams. */
const BRIDGE = `
  const { readFileSync } = require('node:fs');
  const { Worker } = require('node:worker_threads');
  const { StreamMessageReader, StreamMessageWriter } = require('vscode-languageserver-protocol/node');
  const server = readFileSync(${JSON.stringify(dist('server.browser.js'))}, 'utf8');
  const worker = new Worker(${JSON.stringify(WORKER)}, { eval: true, workerData: server });
  const writer = new StreamMessageWriter(process.stdout);
  worker.on('message', (message) => writer.write(message));
  new StreamMessageReader(process.stdin).listen((message) => {
    if (message.method === 'exit') process.exit(0);
    worker.postMessage(message);
  });
`;

/** Runs the browser's server in a worker, for a client that speaks over the standard streams. */
export const WORKER_COMMAND: readonly string[] = ['-e', BRIDGE];

/** Where the worker fetches its model. */
export function modelUri(): string {
  const model = readFileSync(dist('model.bin')).toString('base64');
  return `data:application/octet-stream;base64,${model}`;
}
