import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import type {
  FullDocumentDiagnosticReport,
  Position,
  SemanticTokens,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CleanResult } from '../../server/src/protocol.ts';
import type { TestClient } from './client.ts';
import { FULL, PAGE, THREAD, withClient } from './fixtures.ts';

/** All that the server makes of a document, but for ids of results. */
async function answers(client: TestClient, uri: string) {
  const textDocument = { uri };
  const { items } = await client.request<FullDocumentDiagnosticReport>('textDocument/diagnostic', {
    textDocument,
  });
  const { data } = await client.request<SemanticTokens>('textDocument/semanticTokens/full', {
    textDocument,
  });
  const symbols = await client.request('textDocument/documentSymbol', { textDocument });
  const folds = await client.request('textDocument/foldingRange', { textDocument });
  const clean = await client.request<CleanResult>('galley/clean', { uri });
  return { items, data, symbols, folds, clean: clean?.text };
}

const PIECES = [
  '',
  'x',
  '\n',
  '\r',
  '\r\n',
  '\n\n',
  '😀',
  '\uFEFF',
  'MOST READ\n- One\n- Two\n',
  '7 ( +8 / -1 )\n',
  '© 2026 All rights reserved.\n',
  'Somebody wrote a whole sentence here, and then another one. It is long.\n',
];

interface RandomEdit {
  readonly from: number;
  readonly length: number;
  readonly text: string;
  readonly whole: boolean;
}

const randomEdit: fc.Arbitrary<RandomEdit> = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(60),
  text: fc.constantFrom(...PIECES),
  whole: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.boolean()),
});

function changeOf(document: TextDocument, edit: RandomEdit): TextDocumentContentChangeEvent {
  const size = document.getText().length;
  const start = Math.floor(edit.from * size);
  const range = {
    start: document.positionAt(start),
    end: document.positionAt(Math.min(size, start + edit.length)),
  };
  if (!edit.whole) return { range, text: edit.text };
  return { text: TextDocument.applyEdits(document, [{ range, newText: edit.text }]) };
}

describe('documents', () => {
  test('after any changes are as if they were opened so', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      let count = 0;
      const same = async (text: string, steps: readonly RandomEdit[][], asked: boolean) => {
        const uri = `untitled:changed-${++count}`;
        let document = TextDocument.create(uri, 'source-text', 1, text);
        await client.open(uri, text);
        if (asked) await answers(client, uri);
        for (const edits of steps) {
          const changes = edits.map((edit) => {
            const change = changeOf(document, edit);
            document = TextDocument.update(document, [change], document.version + 1);
            return change;
          });
          await client.change(uri, document.version, changes);
          if (asked) await answers(client, uri);
        }
        const opened = `untitled:opened-${count}`;
        await client.open(opened, document.getText());
        assert.deepEqual(await answers(client, uri), await answers(client, opened));
        await client.close(uri);
        await client.close(opened);
      };
      const texts = fc.constantFrom(PAGE, THREAD, PAGE.replaceAll('\n', '\r\n'), '', 'one line');
      const steps = fc.array(fc.array(randomEdit, { maxLength: 4 }), { maxLength: 5 });
      await fc.assert(fc.asyncProperty(texts, steps, fc.boolean(), same), { numRuns: 60 });
    });
  });

  test('take positions beyond a line and beyond the text as their ends', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      const uri = 'untitled:beyond';
      await client.open(uri, 'One line.\nAnother line.');
      const at = (line: number, character: number): Position => ({ line, character });
      await client.change(uri, 2, [
        { range: { start: at(0, 900), end: at(0, 900) }, text: ' End of the first.' },
        { range: { start: at(90, 0), end: at(99, 0) }, text: ' End of all.' },
      ]);
      const clean = await client.request<CleanResult>('galley/clean', { uri });
      assert.equal(clean?.text, 'One line. End of the first.\nAnother line. End of all.');
      assert.equal(clean?.version, 2);
    });
  });

  test('are what the client last opened under their name', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      const uri = 'untitled:twice';
      await client.open(uri, PAGE);
      await answers(client, uri);
      await client.open(uri, THREAD, 'source-text', 7);
      const clean = await client.request<CleanResult>('galley/clean', { uri });
      assert.deepEqual(clean, { version: 7, text: THREAD });
    });
  });

  for (const [what, text] of [
    ['NUL and lone surrogates', 'a\0b\uD800\n\uDC00\n'],
    ['bidi controls', '\u202Eabc\u202C\n\u2066x\u2069\n'],
    ['lone CRs', 'One\rTwo\r\rThree\r'],
    ['one line of a million characters', 'word '.repeat(200_000)],
    ['a hundred thousand lines', 'x\n'.repeat(100_000)],
  ] as const) {
    test(`of ${what} do no harm`, async () => {
      await withClient({ capabilities: FULL }, async (client) => {
        await client.open('untitled:odd', text);
        const { data } = await answers(client, 'untitled:odd');
        assert.ok(data.length > 0);
      });
    });
  }
});
