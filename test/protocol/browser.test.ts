import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { DocumentSymbol } from 'vscode-languageserver-protocol';
import { outlineOf } from '../../server/src/core/outline.ts';
import { FULL, PAGE, parser, textDocument, URI, withClient } from './fixtures.ts';
import { modelUri, WORKER_COMMAND } from './worker.ts';

describe('the server in a worker of a browser', () => {
  test('fetches its model and reads a source, without anything of Node', async () => {
    const initializationOptions = { modelUri: modelUri() };
    const options = { capabilities: FULL, command: WORKER_COMMAND, initializationOptions };
    await withClient(options, async (client) => {
      await client.open(URI, PAGE);
      const method = 'textDocument/documentSymbol';
      const symbols = await client.request<DocumentSymbol[]>(method, { textDocument });
      assert.deepEqual(
        symbols.map(({ name }) => name),
        outlineOf(parser.parse(PAGE)).map(({ name }) => name),
      );
    });
  });
});
