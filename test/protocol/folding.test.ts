import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { FoldingRange } from 'vscode-languageserver-protocol';
import { FULL, PAGE, THREAD, textDocument, URI, withClient } from './fixtures.ts';

const FOLDING = 'textDocument/foldingRange';

describe('folding ranges', () => {
  test('are the article, and each block of boilerplate as a region', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open(URI, PAGE);
      const ranges = await client.request<FoldingRange[]>(FOLDING, { textDocument });
      const lines = PAGE.split('\n');
      const first = (text: string) => lines.findIndex((line) => line.startsWith(text));
      assert.ok(
        ranges.some(
          ({ startLine, endLine, kind }) =>
            startLine === first('Night ferry') && endLine === first('Tickets') && !kind,
        ),
        'the article',
      );
      assert.ok(
        ranges.some(
          ({ startLine, endLine, kind }) =>
            startLine === first('Share on') && endLine === first('Copy') && kind === 'region',
        ),
        'a block',
      );
      for (const { startLine, endLine } of ranges) {
        assert.ok(startLine < endLine);
        assert.ok(lines[startLine]?.trim() && lines[endLine]?.trim(), 'no blank line at an end');
      }
    });
  });

  test('are each comment of a thread', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open(URI, THREAD);
      const ranges = await client.request<FoldingRange[]>(FOLDING, { textDocument });
      const lines = THREAD.split('\n');
      for (const [line, text] of lines.entries()) {
        if (text !== 'Reply') continue;
        assert.ok(
          ranges.some(({ startLine, endLine }) => endLine === line && startLine === line - 3),
          `the comment that ends in line ${line}`,
        );
      }
    });
  });

  test('are at most as many as the client takes, the outermost first', async () => {
    const capabilities = {
      ...FULL,
      textDocument: { ...FULL.textDocument, foldingRange: { rangeLimit: 2 } },
    };
    await withClient({ capabilities }, async (client) => {
      await client.open(URI, THREAD);
      const ranges = await client.request<FoldingRange[]>(FOLDING, { textDocument });
      assert.equal(ranges.length, 2);
      assert.equal(
        Math.max(...ranges.map(({ endLine }) => endLine)),
        THREAD.trimEnd().split('\n').length - 1,
      );
    });
  });
});
