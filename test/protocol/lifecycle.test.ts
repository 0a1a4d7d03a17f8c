import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { AnnotationCommand } from '../../server/src/annotationProtocol.ts';
import {
  cleanUri,
  LANGUAGE_ID,
  ServerCommand,
  type StatusParams,
} from '../../server/src/protocol.ts';
import { TrainingCommand } from '../../server/src/trainingProtocol.ts';
import { TestClient } from './client.ts';
import { FULL, linesAt, PAGE, textDocument, URI, withClient, withWorkspace } from './fixtures.ts';

const PROJECT_FILE = 'file:///corpus/.galley/config.json';
const AT = { line: 19, character: 2 };
const EVERYTHING = linesAt(0, 1000);
const context = { diagnostics: [] };

/** Every request that the server answers, but for those that begin and end it. */
const CANCELLABLE: readonly (readonly [string, object])[] = [
  ['textDocument/documentSymbol', { textDocument }],
  ['textDocument/foldingRange', { textDocument }],
  ['textDocument/hover', { textDocument, position: AT }],
  ['textDocument/selectionRange', { textDocument, positions: [AT] }],
  ['textDocument/documentHighlight', { textDocument, position: AT }],
  ['textDocument/codeLens', { textDocument }],
  ['textDocument/inlayHint', { textDocument, range: EVERYTHING }],
  ['textDocument/documentLink', { textDocument }],
  ['textDocument/semanticTokens/full', { textDocument }],
  ['textDocument/semanticTokens/full/delta', { textDocument, previousResultId: '1' }],
  ['textDocument/semanticTokens/range', { textDocument, range: EVERYTHING }],
  ['textDocument/diagnostic', { textDocument }],
  ['textDocument/diagnostic', { textDocument: { uri: PROJECT_FILE } }],
  ['textDocument/codeAction', { textDocument, range: EVERYTHING, context }],
  ['workspace/executeCommand', { command: 'galley.strip', arguments: [{ uri: URI }] }],
  [
    'workspace/executeCommand',
    { command: 'galley.keep', arguments: [{ uri: URI, line: 19, scope: 'line' }] },
  ],
  ['galley/clean', { uri: URI }],
  ['galley/configuration', { uri: URI }],
  ['workspace/textDocumentContent', { uri: cleanUri(URI) }],
];

describe('the server', () => {
  test('starts, says what it can do, and goes when it is told to', async () => {
    await withClient({ capabilities: FULL }, async ({ server }) => {
      assert.equal(server.serverInfo?.name, 'galley');
      assert.equal(server.capabilities.documentSymbolProvider, true);
      const { commands } = server.capabilities.executeCommandProvider ?? {};
      const all = [ServerCommand, AnnotationCommand, TrainingCommand].flatMap((each) =>
        Object.values<string>(each),
      );
      assert.deepEqual(commands, all);
    });
  });

  test('is what `galley lsp --stdio` runs', async () => {
    const command = [join(__dirname, '../../dist/cli.js'), 'lsp', '--stdio'];
    await withClient({ capabilities: FULL, command }, async (client) => {
      await client.open(URI, PAGE);
      const symbols = await client.request('textDocument/documentSymbol', { textDocument });
      assert.ok(Array.isArray(symbols) && symbols.length > 0);
    });
  });

  test('exits with an error when the client leaves without a shutdown', async () => {
    const client = await TestClient.start();
    await client.notify('exit', undefined);
    assert.equal(await client.exitCode(), 1);
    client.kill();
  });

  test('serves a client that declares nothing', async () => {
    await withClient({}, async (client) => {
      await client.open(URI, PAGE);
      const published = await client.expect<{ diagnostics: unknown[] }>(
        'textDocument/publishDiagnostics',
      );
      assert.ok(published.diagnostics.length > 0);
      const range = linesAt(0, 30);
      const context = { diagnostics: [] };
      for (const [method, params] of [
        ['textDocument/documentSymbol', {}],
        ['textDocument/foldingRange', {}],
        ['textDocument/semanticTokens/full', {}],
        ['textDocument/codeAction', { range, context }],
      ] as const) {
        const answer = await client.request<unknown>(method, { textDocument, ...params });
        assert.ok(answer, method);
      }
      await client.close(URI);
      assert.deepEqual(await client.expect('textDocument/publishDiagnostics'), {
        uri: URI,
        diagnostics: [],
      });
    });
  });

  test('answers for documents that are not open, and for junk, without a fuss', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      const ask = (uri: string) =>
        client.request('textDocument/documentSymbol', { textDocument: { uri } });
      assert.deepEqual(await ask('file:///nowhere.txt'), []);
      assert.deepEqual(await ask('::: %% junk'), []);
      assert.deepEqual(await ask(''), []);
      await client.open(URI, PAGE);
      await client.close(URI);
      assert.deepEqual(await ask(URI), []);
    });
  });

  test('says so in the log when a document changes that is not open', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.change(URI, 2, [{ text: '' }]);
      const { type, message } = await client.expect<{ type: number; message: string }>(
        'window/logMessage',
      );
      assert.equal(type, 2);
      assert.match(message, /not open/);
    });
  });

  test('stands positions that are out of range', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open(URI, PAGE);
      const far = { start: { line: 900, character: 9 }, end: { line: 1_000_000, character: 0 } };
      const params = { textDocument, range: far, context: { diagnostics: [] } };
      assert.ok(Array.isArray(await client.request('textDocument/codeAction', params)));
      assert.deepEqual(await client.request('textDocument/semanticTokens/range', params), {
        data: [],
      });
    });
  });

  for (const [method, params] of CANCELLABLE) {
    test(`drops ${method} when it is cancelled, and goes on: ${JSON.stringify(params)}`, async () => {
      const capabilities = withWorkspace({ textDocumentContent: {} });
      await withClient({ capabilities }, async (client) => {
        await client.open(URI, PAGE);
        await client.open(PROJECT_FILE, '{}', 'json');
        await assert.rejects(client.cancelled(method, params), { code: -32800 });
        assert.ok(await client.request('textDocument/hover', { textDocument, position: AT }));
      });
    });
  }

  for (const [what, bytes] of [
    ['is missing', undefined],
    ['is empty', ''],
    ['is something else', 'Not a model at all, but a text. '.repeat(100)],
  ] as const) {
    test(`says so when its model ${what}, and stays up`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'galley-'));
      try {
        copyFileSync(join(__dirname, '../../dist/server.js'), join(folder, 'server.js'));
        if (bytes !== undefined) writeFileSync(join(folder, 'model.bin'), bytes);
        const command = [join(folder, 'server.js'), '--stdio'];
        const initializationOptions = { status: true };
        await withClient({ capabilities: FULL, command, initializationOptions }, async (client) => {
          await client.open(URI, PAGE);
          const { type, message } = await client.expect<{ type: number; message: string }>(
            'window/logMessage',
          );
          assert.equal(type, 1);
          assert.match(message, /model did not load/);
          const { state } = await client.expect<StatusParams>('galley/status');
          assert.equal(state.type, 'failed');
          const none = await client.request('textDocument/documentSymbol', { textDocument });
          assert.deepEqual(none, []);
        });
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }

  test('says what is wrong when the arguments of its command are', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      for (const given of [[], [null], [{ uri: 7 }], [{ uri: URI, kind: 'body parts' }]]) {
        const params = { command: 'galley.strip', arguments: given };
        await assert.rejects(client.request('workspace/executeCommand', params), /arguments/);
      }
    });
  });

  test('takes its own language id for granted, whatever the file is called', async () => {
    await withClient(
      { capabilities: FULL, initializationOptions: { status: true } },
      async (client) => {
        await client.open('untitled:Untitled-1', PAGE, LANGUAGE_ID);
        const { state } = await client.expect<{ state: { type: string } }>('galley/status');
        assert.equal(state.type, 'source');
      },
    );
  });
});
