import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import test from 'node:test';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { CLI } from './support.ts';

for (const args of [['lsp', '--stdio'], ['lsp']]) {
  test(`galley ${args.join(' ')} starts the language server`, { timeout: 300_000 }, async () => {
    const child = spawn(process.execPath, [CLI, ...args]);
    const ended = new Promise<number | null>((done) => child.on('close', done));
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    const params = { processId: process.pid, rootUri: null, capabilities: {} };
    const result = await connection.sendRequest<{ capabilities: object }>('initialize', params);
    assert.ok('documentSymbolProvider' in result.capabilities);
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    assert.equal(await ended, 0);
    connection.dispose();
  });
}
