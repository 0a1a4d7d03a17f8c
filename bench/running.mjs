// A language server as a client has it, and how long it takes to answer.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const rpc = require('vscode-languageserver-protocol/node');

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const SERVER = join(root, 'dist/server.js');

/** Starts a server that talks over standard streams; `folder`, a URI, is its workspace. */
export async function start(server, { folder = null, initializationOptions } = {}) {
  const from = performance.now();
  const child = spawn(process.execPath, [server, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(child.stdout),
    new rpc.StreamMessageWriter(child.stdin),
  );
  connection.listen();
  const capabilities = { textDocument: { diagnostic: {} } };
  const params = { processId: process.pid, rootUri: folder, capabilities, initializationOptions };
  await connection.sendRequest('initialize', params);
  await connection.sendNotification('initialized', {});
  return { child, connection, took: performance.now() - from };
}

/** Ends a server as a client does. */
export async function stop({ child, connection }) {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  await gone;
  connection.dispose();
}

/** The value that a share of the values, 0..1, is below. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
