import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver-protocol';
import { KINDS } from '../../server/src/core/kinds.ts';
import { TOKEN_TYPES, typeId } from '../../server/src/language/legend.ts';
import { FULL, PAGE, parser, THREAD, textDocument, URI, withClient } from './fixtures.ts';
import { diagnosticsAt } from './project.ts';

interface Token {
  readonly line: number;
  readonly start: number;
  readonly length: number;
  readonly type: string;
}

function decoded(data: readonly number[]): Token[] {
  const tokens: Token[] = [];
  let line = 0;
  let start = 0;
  for (let i = 0; i < data.length; i += 5) {
    const [lines = 0, by = 0, length = 0, type = 0, modifiers] = data.slice(i, i + 5);
    start = lines === 0 ? start + by : by;
    line += lines;
    assert.equal(modifiers, 0);
    tokens.push({ line, start, length, type: TOKEN_TYPES[type]?.type ?? '' });
  }
  return tokens;
}

const FULL_TOKENS = 'textDocument/semanticTokens/full';

describe('semantic tokens', () => {
  test('have a legend of distinct types, none of them a standard one', async () => {
    await withClient({ capabilities: FULL }, async ({ server }) => {
      const provider = server.capabilities.semanticTokensProvider;
      assert.ok(provider);
      assert.deepEqual(
        provider.legend.tokenTypes,
        TOKEN_TYPES.map(({ type }) => type),
      );
      assert.equal(new Set(provider.legend.tokenTypes).size, TOKEN_TYPES.length);
      assert.ok(provider.legend.tokenTypes.every((type) => /^source[A-Z][A-Za-z]+$/.test(type)));
      assert.equal(typeId('comment-meta'), 'sourceCommentMeta');
    });
  });

  for (const [how, coloured, faded] of [
    ['both', true, true],
    ['tokens', true, false],
    ['fading', false, true],
    ['off', false, false],
  ] as const) {
    test(`and fading follow galley.highlighting: boilerplate by ${how}`, async () => {
      const initializationOptions = { settings: { highlighting: { boilerplate: how } } };
      await withClient({ capabilities: FULL, initializationOptions }, async (client) => {
        await client.open(URI, PAGE);
        const { data } = await client.request<SemanticTokens>(FULL_TOKENS, { textDocument });
        const types = new Set(decoded(data).map(({ type }) => type));
        assert.equal(types.has(typeId('share')), coloured);
        assert.ok(types.has(typeId('headline')), 'the article keeps its colours');
        const found = await diagnosticsAt(client, URI);
        assert.ok(found.length > 0);
        for (const { tags } of found) assert.equal(tags !== undefined, faded);
      });
    });
  }

  for (const [what, text] of [
    ['a page', PAGE],
    ['a thread', THREAD],
    ['a page with CRLF', PAGE.replaceAll('\n', '\r\n')],
    ['a page with a BOM', `\uFEFF${PAGE}`],
  ] as const) {
    test(`cover each line of ${what} with its kind, and do not overlap`, async () => {
      await withClient({ capabilities: FULL }, async (client) => {
        await client.open(URI, text);
        const { data } = await client.request<SemanticTokens>(FULL_TOKENS, { textDocument });
        const tokens = decoded(data);
        const { kinds, lines } = parser.parse(text);
        const ofKind = new Set(KINDS.map(typeId));
        kinds.forEach((kind, line) => {
          const own = tokens.filter((token) => token.line === line);
          assert.equal(own.length > 0, kind !== null, `line ${line}`);
          let at = 0;
          for (const { start, length, type } of own) {
            assert.ok(start >= at && length > 0, `line ${line}`);
            at = start + length;
            if (kind && ofKind.has(type)) assert.equal(type, typeId(kind));
          }
          assert.ok(at <= lines.end(line) - lines.start(line));
          const covered = own.reduce((sum, { length }) => sum + length, 0);
          assert.equal(covered, lines.textOf(line).trim().length, `line ${line}`);
        });
      });
    });
  }

  test('show what stands inside a line', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open(URI, THREAD);
      const { data } = await client.request<SemanticTokens>(FULL_TOKENS, { textDocument });
      const votes = decoded(data).filter(({ type }) => type === 'sourceVotes');
      const lines = THREAD.split('\n');
      assert.deepEqual(
        votes.map(({ line, start, length }) => lines[line]?.slice(start, start + length)),
        ['11 ( +13 / -2 )', '-3 ( +4 / -7 )', '6 ( +8 / -2 )'],
      );
    });
  });

  test('of a range are those of all', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open(URI, PAGE);
      const { data } = await client.request<SemanticTokens>(FULL_TOKENS, { textDocument });
      const all = decoded(data);
      for (const [first, last] of [
        [0, 0],
        [3, 9],
        [11, 40],
      ] as const) {
        const range = { start: { line: first, character: 2 }, end: { line: last, character: 1 } };
        const part = await client.request<SemanticTokens>('textDocument/semanticTokens/range', {
          textDocument,
          range,
        });
        assert.deepEqual(
          decoded(part.data),
          all.filter(({ line }) => line >= first && line <= last),
        );
      }
    });
  });

  test('of a delta, applied, are those of all', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open(URI, PAGE);
      let known = await client.request<SemanticTokens>(FULL_TOKENS, { textDocument });
      const at = { line: 12, character: 0 };
      const texts = ['Latest news\n', '', '\n\n- And one more thing\n', 'Share\nSave\n'];
      for (const [index, text] of texts.entries()) {
        await client.change(URI, index + 2, [{ range: { start: at, end: at }, text }]);
        const delta = await client.request<SemanticTokensDelta>(`${FULL_TOKENS}/delta`, {
          textDocument,
          previousResultId: known.resultId,
        });
        const data = [...known.data];
        for (const edit of delta.edits)
          data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
        known = await client.request<SemanticTokens>(FULL_TOKENS, { textDocument });
        assert.deepEqual(data, known.data, JSON.stringify(text));
      }
    });
  });

  test('of a delta to what the server does not know are all', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open(URI, PAGE);
      const params = { textDocument, previousResultId: 'of another life' };
      const answer = await client.request<SemanticTokens>(`${FULL_TOKENS}/delta`, params);
      assert.ok(answer.data.length > 0);
    });
  });
});
