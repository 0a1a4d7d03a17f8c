import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type {
  CodeLens,
  DocumentHighlight,
  DocumentLink,
  Hover,
  InlayHint,
  MarkupContent,
  Range,
  SelectionRange,
} from 'vscode-languageserver-protocol';
import { AnnotationRequest, type LineKinds } from '../../server/src/annotationProtocol.ts';
import { applyEdits } from '../../server/src/core/source.ts';
import { SAFE } from '../../server/src/core/strip.ts';
import { cleanUri } from '../../server/src/protocol.ts';
import type { TestClient } from './client.ts';
import { FULL, PAGE, parser, textDocument, URI, withClient, withWorkspace } from './fixtures.ts';

const SHARE = { line: 19, character: 3 };
const BODY = { line: 8, character: 12 };
const BLANK = { line: 4, character: 0 };

async function onPage(
  run: (client: TestClient) => Promise<void>,
  text = PAGE,
  capabilities = FULL,
): Promise<void> {
  await withClient({ capabilities }, async (client) => {
    await client.open(URI, text);
    await run(client);
  });
}

describe('hover', () => {
  const hover = (client: TestClient, position: typeof SHARE) =>
    client.request<Hover | null>('textDocument/hover', { textDocument, position });

  test('says what a line is and how sure that is, with a link', async () => {
    await onPage(async (client) => {
      const answer = await hover(client, SHARE);
      const { kind, value } = contentsOf(answer);
      assert.equal(kind, 'markdown');
      const [title] = value.split('\n');
      assert.match(
        title ?? '',
        /^\*\*\[share\]\(http.*share\.md\)\*\* · boilerplate · (over )?\d+% sure$/,
      );
      assert.match(value, /\n- /, 'reasons');
      assert.equal(answer?.range?.start.line, SHARE.line);
      assert.equal(await hover(client, BLANK), null);
    });
  });

  test('quotes a source without obeying its markup', async () => {
    const text = PAGE.replaceAll(/Share on (\w+)/g, 'Share [on](command:$1) <img src=x> `$1`');
    await onPage(async (client) => {
      const { value } = contentsOf(await hover(client, { line: 20, character: 0 }));
      assert.doesNotMatch(value, /\]\(command|[^\\]<img|[^\\]`/);
    }, text);
  });

  test('is plain text for clients that show nothing else', async () => {
    const answered = async (client: TestClient) => {
      const { kind, value } = contentsOf(await hover(client, SHARE));
      assert.equal(kind, 'plaintext');
      assert.match(value, /^share \(boilerplate\), (over )?\d+% sure\n/);
    };
    await onPage(answered, PAGE, { textDocument: { diagnostic: {} } });
  });
});

function contentsOf(hover: Hover | null): MarkupContent {
  assert.ok(hover && typeof hover.contents === 'object' && 'kind' in hover.contents);
  return hover.contents;
}

describe('selection ranges', () => {
  test('grow from the line over its block to the source', async () => {
    await onPage(async (client) => {
      const positions = [SHARE, BODY, BLANK, { line: 9999, character: 9999 }];
      const answers = await client.request<SelectionRange[]>('textDocument/selectionRange', {
        textDocument,
        positions,
      });
      assert.equal(answers.length, positions.length);
      const chains = answers.map(chainOf);
      const lines = chains[0]?.map(({ start, end }) => [start.line, end.line]);
      const count = PAGE.split('\n').length;
      assert.deepEqual(lines, [
        [19, 19],
        [18, 20],
        [0, count - 1],
      ]);
      for (const chain of chains) {
        assert.deepEqual(chain.at(-1)?.start, { line: 0, character: 0 });
        for (const [index, range] of chain.entries()) {
          const parent = chain[index + 1];
          if (parent) assert.ok(holds(parent, range) && !holds(range, parent));
        }
      }
    });
  });
});

function chainOf({ range, parent }: SelectionRange): Range[] {
  return [range, ...(parent ? chainOf(parent) : [])];
}

function holds(outer: Range, inner: Range): boolean {
  const key = ({ line, character }: Range['start']) => line * 1e6 + character;
  return key(outer.start) <= key(inner.start) && key(inner.end) <= key(outer.end);
}

describe('the kinds of lines', () => {
  test('are those of the parser, with how sure they are; null for a blank one', async () => {
    await onPage(async (client) => {
      const ask = (uri: string, line: number, endLine?: number) =>
        client.request<LineKinds | null>(AnnotationRequest.kinds, { uri, line, endLine });
      const { kinds, confidence } = parser.parse(PAGE);
      const answer = await ask(URI, 0, 1e6);
      const expected = kinds.map(
        (kind, line) => kind && { kind, confidence: confidence[line], labelled: false },
      );
      assert.deepEqual(answer, { version: 1, lines: expected });
      assert.deepEqual((await ask(URI, SHARE.line))?.lines, [expected[SHARE.line]]);
      assert.deepEqual((await ask(URI, 1e6))?.lines, []);
      assert.equal(await ask('file:///elsewhere.txt', 0), null);
    });
  });
});

describe('document highlights', () => {
  test('are where the blocks of the kind begin, and none in prose', async () => {
    const block = 'Share on Facebook\nShare on Twitter\nCopy link\n';
    const text = PAGE.replace('MOST READ', `${block}\nMOST READ`);
    await onPage(async (client) => {
      const at = (position: typeof SHARE) =>
        client.request<DocumentHighlight[] | null>('textDocument/documentHighlight', {
          textDocument,
          position,
        });
      const lines = (await at({ line: 13, character: 0 }))?.map(({ range }) => [
        range.start.line,
        range.end.line,
      ]);
      assert.deepEqual(lines, [
        [12, 12],
        [22, 22],
      ]);
      assert.equal(await at(BODY), null);
      assert.equal(await at(BLANK), null);
    }, text);
  });
});

describe('document links', () => {
  test('lead where the addresses in the text do', async () => {
    const text = `${PAGE}See https://example.org/a?b=1, www.example.net/x or write to desk@example.com.\n`;
    await onPage(async (client) => {
      const links = await client.request<DocumentLink[]>('textDocument/documentLink', {
        textDocument,
      });
      assert.deepEqual(
        links.map(({ target }) => target),
        ['https://example.org/a?b=1', 'https://www.example.net/x', 'mailto:desk@example.com'],
      );
      const [first] = links;
      assert.equal(first?.range.start.character, 4);
    }, text);
  });
});

describe('code lenses and inlay hints', () => {
  const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const lenses = (client: TestClient) =>
    client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
  const hints = (client: TestClient, range = all) =>
    client.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range });
  const settings = { codeLens: { enabled: true }, inlayHints: { enabled: true } };
  const shown = { capabilities: FULL, initializationOptions: { settings } };

  test('are not there until they are asked for', async () => {
    await onPage(async (client) => {
      assert.deepEqual(await lenses(client), []);
      assert.deepEqual(await hints(client), []);
    });
  });

  test('strip the block under them, or all', async () => {
    await withClient(shown, async (client) => {
      await client.open(URI, PAGE);
      const [source, ...blocks] = await lenses(client);
      assert.match(source?.command?.title ?? '', /^Strip \d+ lines of boilerplate \(\d+% of/);
      assert.deepEqual(source?.command?.arguments, [{ uri: URI, version: 1, policy: 'safe' }]);
      const share = blocks.find(({ range }) => range.start.line === 18);
      assert.deepEqual(share?.command, {
        title: 'Strip 3 lines of share',
        command: 'galley.strip',
        arguments: [{ uri: URI, version: 1, kind: 'share', line: 18 }],
      });
    });
  });

  test('name the kind where it changes, in the range that is seen', async () => {
    await withClient(shown, async (client) => {
      await client.open(URI, PAGE);
      const { kinds } = parser.parse(PAGE);
      const filled = [...kinds.entries()].filter(([, kind]) => kind);
      const expected = filled.filter(([, kind], index) => kind !== filled[index - 1]?.[1]);
      assert.deepEqual(
        (await hints(client)).map(({ position, label }) => [position.line, label]),
        expected,
      );
      const seen = { start: { line: 8, character: 0 }, end: { line: 19, character: 0 } };
      assert.deepEqual(
        (await hints(client, seen)).map(({ position, label }) => [position.line, label]),
        expected.filter(([line]) => line >= 8 && line <= 19),
      );
    });
  });
});

describe('the clean view', () => {
  const CONTENT = 'workspace/textDocumentContent';
  const stripped = (text: string) => applyEdits(text, parser.strip(parser.parse(text), SAFE));

  test('is a document of its own, refreshed while the source changes', async () => {
    let refreshed = 0;
    const answers = {
      [`${CONTENT}/refresh`]: ({ uri }: { uri: string }) => {
        assert.equal(uri, cleanUri(URI));
        refreshed++;
        return null;
      },
    };
    const capabilities = withWorkspace({ textDocumentContent: {} });
    await withClient({ capabilities, answers }, async (client) => {
      const view = () => client.request<{ text: string }>(CONTENT, { uri: cleanUri(URI) });
      await client.open(URI, PAGE);
      assert.deepEqual(await view(), { text: stripped(PAGE) });
      const changed = `${PAGE}Share on Facebook\n`;
      await client.change(URI, 2, [{ text: changed }]);
      assert.deepEqual(await view(), { text: stripped(changed) });
      assert.equal(refreshed, 1);
      assert.equal(await client.request(CONTENT, { uri: 'file:///else.txt' }), null);
    });
  });

  test('is refreshed when settings change, and shows what is no source as it is', async () => {
    let refreshed = 0;
    const answers = { [`${CONTENT}/refresh`]: () => void refreshed++ };
    const capabilities = withWorkspace({ textDocumentContent: {} });
    await withClient({ capabilities, answers }, async (client) => {
      const view = () => client.request<{ text: string }>(CONTENT, { uri: cleanUri(URI) });
      const set = (galley: object) =>
        client.notify('workspace/didChangeConfiguration', { settings: { galley } });
      await client.open(URI, PAGE);
      assert.deepEqual(await view(), { text: stripped(PAGE) });
      await set({ exclude: ['**'] });
      assert.deepEqual(await view(), { text: PAGE });
      assert.equal(refreshed, 1);
      await set({ strip: { policy: 'thorough' } });
      const all = parser.strip(parser.parse(PAGE), { ...SAFE, level: 'thorough' });
      assert.deepEqual(await view(), { text: applyEdits(PAGE, all) });
      assert.equal(refreshed, 2);
    });
  });

  test('is not refreshed once it was closed, though its source is still open', async () => {
    const answers = { [`${CONTENT}/refresh`]: () => assert.fail('Nobody shows it.') };
    const capabilities = withWorkspace({ textDocumentContent: {} });
    await withClient({ capabilities, answers }, async (client) => {
      await client.open(URI, PAGE);
      const { text } = await client.request<{ text: string }>(CONTENT, { uri: cleanUri(URI) });
      await client.open(cleanUri(URI), text);
      await client.close(cleanUri(URI));
      await client.change(URI, 2, [{ text: `${PAGE}One more.\n` }]);
      assert.ok(await client.request('galley/clean', { uri: URI }));
    });
  });

  test('has a URI that keeps the source’s path and leads back to it', () => {
    assert.equal(
      cleanUri('file:///a%20b/c.txt'),
      'galley-clean:/a%20b/c.txt?file%3A%2F%2F%2Fa%2520b%2Fc.txt',
    );
    assert.equal(cleanUri('untitled:Untitled-1'), 'galley-clean:/Untitled-1?untitled%3AUntitled-1');
  });
});
