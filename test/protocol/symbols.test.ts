import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { DocumentSymbol, SymbolInformation } from 'vscode-languageserver-protocol';
import { type OutlineItem, outlineOf } from '../../server/src/core/outline.ts';
import { FULL, PAGE, parser, THREAD, textDocument, URI, withClient } from './fixtures.ts';

type Names = readonly [string, readonly Names[]];

function ofOutline({ name, children }: OutlineItem): Names {
  return [name, children.map(ofOutline)];
}

function ofSymbol({ name, children = [] }: DocumentSymbol): Names {
  return [name, children.map(ofSymbol)];
}

function within(inner: DocumentSymbol['range'], outer: DocumentSymbol['range']): boolean {
  const before = (a: typeof inner.start, b: typeof inner.start) =>
    a.line < b.line || (a.line === b.line && a.character <= b.character);
  return before(outer.start, inner.start) && before(inner.end, outer.end);
}

function check(symbol: DocumentSymbol): void {
  assert.ok(symbol.name.trim(), 'a name');
  assert.ok(within(symbol.selectionRange, symbol.range), symbol.name);
  for (const child of symbol.children ?? []) {
    assert.ok(within(child.range, symbol.range), `${child.name} in ${symbol.name}`);
    check(child);
  }
}

describe('document symbols', () => {
  for (const [what, text] of [
    ['a page', PAGE],
    ['a thread', THREAD],
    ['a page with CRLF', PAGE.replaceAll('\n', '\r\n')],
  ] as const) {
    test(`are the outline of ${what}`, async () => {
      await withClient({ capabilities: FULL }, async (client) => {
        await client.open(URI, text);
        const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', {
          textDocument,
        });
        assert.deepEqual(symbols.map(ofSymbol), outlineOf(parser.parse(text)).map(ofOutline));
        symbols.forEach(check);
      });
    });
  }

  test('of a thread name each comment and tell its votes', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open(URI, THREAD);
      const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', {
        textDocument,
      });
      const thread = symbols.find(({ detail }) => detail === '3 comments');
      const comments = thread?.children?.filter(({ detail }) => detail?.includes('votes')) ?? [];
      assert.deepEqual(
        comments.map(({ detail }) => detail),
        ['11 votes (+13 / -2)', '-3 votes (+4 / -7)', '6 votes (+8 / -2)'],
      );
    });
  });

  test('are flat for clients without hierarchy', async () => {
    await withClient({ capabilities: { textDocument: { diagnostic: {} } } }, async (client) => {
      await client.open(URI, PAGE);
      const symbols = await client.request<SymbolInformation[]>('textDocument/documentSymbol', {
        textDocument,
      });
      const count = (items: readonly OutlineItem[]): number =>
        items.reduce((sum, { children }) => sum + 1 + count(children), 0);
      assert.equal(symbols.length, count(outlineOf(parser.parse(PAGE))));
      assert.ok(symbols.every(({ location }) => location.uri === URI));
      const share = symbols.find(({ name }) => name === 'Copy link');
      assert.ok(share?.containerName, 'an item says what it is in');
    });
  });

  test('of an empty or blank source are none', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      for (const [version, text] of ['', '\n', ' \r\n\t\n'].entries()) {
        await client.open(URI, text, 'source-text', version);
        const symbols = await client.request('textDocument/documentSymbol', { textDocument });
        assert.deepEqual(symbols, []);
        await client.close(URI);
      }
    });
  });
});
