import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { CodeAction, Hover } from 'vscode-languageserver-protocol';
import { KINDS, kindsOf } from '../../server/src/core/kinds.ts';
import { type Messages, messagesFor } from '../../server/src/language/messages.ts';
import { FULL, linesAt, PAGE, parser, THREAD, textDocument, URI, withClient } from './fixtures.ts';
import { diagnosticsAt } from './project.ts';

/** What a person can be told, each once. */
function spoken(messages: Messages): Map<string, string> {
  const said = new Map<string, string>();
  for (const kind of KINDS) {
    said.set(`kind ${kind}`, messages.kind(kind));
    said.set(`about ${kind}`, messages.about(kind));
    said.set(`stray ${kind}`, messages.stray(kind, 1));
    said.set(`suspected ${kind}`, messages.suspected(kind, 12));
    said.set(`block ${kind}`, messages.stripBlock(kind, false, 1));
    said.set(`all ${kind}`, messages.stripKind(kind, 2, 12));
  }
  for (const [name, message] of Object.entries(messages)) {
    if (typeof message === 'string') said.set(name, message);
  }
  said.set('sure', messages.sure(0.999));
  said.set('ceiling', messages.overCeiling(0.5, 0.25));
  for (const scope of ['line', 'source', 'workspace'] as const) {
    for (const count of [1, 3]) said.set(`keep ${scope} ${count}`, messages.keep(scope, count));
  }
  for (const reason of ['binary', 'json', 'markup', 'table', 'code'] as const)
    said.set(`no page: ${reason}`, messages.notAPage(reason));
  return said;
}

describe('what the server says', () => {
  test('is said in the language of the locale, or in English', () => {
    const [en, ja] = [messagesFor('en'), messagesFor('ja')];
    assert.notEqual(en, ja);
    assert.equal(messagesFor('ja-JP'), ja);
    for (const other of [undefined, '', 'xx', 'de_DE', 'constructor', 'jav'])
      assert.equal(messagesFor(other), en, other);
  });

  test('is all translated into Japanese', () => {
    const [en, ja] = [spoken(messagesFor('en')), spoken(messagesFor('ja'))];
    for (const [name, words] of ja) {
      assert.notEqual(words, en.get(name), name);
      assert.match(words, /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u, name);
    }
  });

  test('tells the kinds of boilerplate apart', () => {
    for (const locale of ['en', 'ja']) {
      const names = kindsOf('boilerplate').map((kind) => messagesFor(locale).kind(kind));
      assert.equal(new Set(names).size, names.length);
    }
  });

  test('follows the locale of the client, and what its user asks for before that', async () => {
    for (const [locale, asked, message] of [
      ['ja', undefined, /^不要な/],
      ['ja', 'en', /^Stray/],
      ['de', undefined, /^Stray/],
    ] as const) {
      const initializationOptions = asked === undefined ? {} : { locale: asked };
      await withClient({ capabilities: FULL, locale, initializationOptions }, async (client) => {
        await client.open(URI, PAGE);
        const share = (await diagnosticsAt(client, URI)).find(({ code }) => code === 'share');
        assert.match(String(share?.message), message);
      });
    }
  });

  test('words every reason of the model in Japanese too', () => {
    const { reason } = messagesFor('ja');
    for (const text of [PAGE, THREAD]) {
      const source = parser.parse(text);
      for (let line = 0; line < source.lines.count; line++) {
        for (const { text: said } of source.kinds[line] ? parser.explain(source, line) : []) {
          const own = reason(said).replaceAll(/‘[^’]*’/gu, '');
          assert.doesNotMatch(own, /[a-z]{2}/u, said);
        }
      }
    }
  });

  test('is Japanese to a client that is, while codes and commands stay', async () => {
    const initializationOptions = { locale: 'ja' };
    await withClient({ capabilities: FULL, initializationOptions }, async (client) => {
      await client.open(URI, PAGE);
      const share = (await diagnosticsAt(client, URI)).find(({ code }) => code === 'share');
      assert.match(String(share?.message), /^不要な共有操作、3 行: .*クイック フィックス/);
      const params = { textDocument, range: linesAt(19), context: { diagnostics: [] } };
      const [action] = await client.request<CodeAction[]>('textDocument/codeAction', params);
      assert.equal(action?.title, 'この共有操作のブロックを取り除く (3 行)');
      const position = { line: 19, character: 2 };
      const hover = await client.request<Hover>('textDocument/hover', { textDocument, position });
      assert.match(JSON.stringify(hover.contents), /共有.*定型部分.*確度/);
    });
  });
});
