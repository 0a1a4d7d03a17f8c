import assert from 'node:assert/strict';
import test, { beforeEach, describe } from 'node:test';
import { Page } from '../../server/src/annotations/page.ts';
import type { Kind } from '../../server/src/core/kinds.ts';
import type { Parser } from '../../server/src/core/parser.ts';
import type { FileSystem } from '../../server/src/files.ts';
import { Pages } from '../../server/src/language/annotating/pages.ts';
import { Configuration } from '../../server/src/language/configuration.ts';
import { OpenDocument } from '../../server/src/language/documents.ts';
import { messagesFor } from '../../server/src/language/messages.ts';
import { type OpenAnnotations, Session } from '../../server/src/language/session.ts';
import { MemoryFiles } from '../support/memory-files.ts';
import { PAGE, parser, URI } from './fixtures.ts';

const SHARE = 19;

/** A page of a text with a label on a line. */
function labelled(text: string, line: number, kind: Kind): Page {
  let count = 0;
  const page = new Page(text, { annotations: [] }, () => `urn:x:${++count}`);
  page.label([line], kind, { who: 'Ann', when: '2026-01-01T00:00:00.000Z' });
  return page;
}

function sessionWith(annotations: OpenAnnotations, using: Parser = parser): Session {
  const configuration = new Configuration({ base: {}, warn: assert.fail });
  const session = new Session({
    configuration,
    parser: async () => ({ parser: using }),
    annotations,
    messages: messagesFor('en'),
    all: false,
  });
  session.open(new OpenDocument(URI, 'source-text', 1, PAGE));
  return session;
}

describe('a source that was closed', () => {
  /** The texts that were parsed. */
  let parsed: string[];
  const counting: Parser = {
    ...parser,
    parse(text, options) {
      parsed.push(text);
      return parser.parse(text, options);
    },
  };

  beforeEach(() => {
    parsed = [];
  });

  test('costs nothing: it is not parsed, however often it changed before', async () => {
    const session = sessionWith(async () => undefined, counting);
    session.document(URI)?.change([{ text: `Menu\n${PAGE}` }], 2);
    const asked = session.source(URI);
    session.close(URI);
    assert.equal(await asked, undefined);
    assert.equal(await session.source(URI), undefined);
    assert.deepEqual(parsed, []);
  });

  test('costs nothing either where its labels were being read', async () => {
    const session = sessionWith(async () => {
      session.close(URI);
      return undefined;
    }, counting);
    assert.equal(await session.source(URI), undefined);
    assert.deepEqual(parsed, []);
  });

  test('is another one when it is opened again, also for whoever asked before', async () => {
    let isFirst = true;
    const session = sessionWith(async (_, text) => {
      if (isFirst) {
        isFirst = false;
        session.close(URI);
        session.open(new OpenDocument(URI, 'source-text', 7, `Menu\n${PAGE}`));
      }
      return labelled(text, SHARE, 'body');
    }, counting);
    assert.equal((await session.source(URI))?.version, 7);
    assert.deepEqual(parsed, [`Menu\n${PAGE}`]);
  });
});

describe('labels of people', () => {
  const body = async (_: string, text: string) => labelled(text, SHARE, 'body');

  test('decide about their lines, and no finding touches them', async () => {
    const open = await sessionWith(body).source(URI);
    assert.equal(open?.source.kinds[SHARE], 'body');
    assert.equal(open?.findings.sure[SHARE], 0);
    assert.ok(open?.findings.blocks.every(({ first, end }) => SHARE < first || SHARE >= end));
  });

  test('move with the lines that an edit moves', async () => {
    const session = sessionWith(body);
    await session.source(URI);
    const top = { line: 0, character: 0 };
    session.document(URI)?.change([{ range: { start: top, end: top }, text: 'Menu\n' }], 2);
    const open = await session.source(URI);
    assert.deepEqual([...(open?.source.labels ?? [])], [[SHARE + 1, 'body']]);
  });

  test('hold for a text that changed while they were read', async () => {
    const session = sessionWith(async (_, text) => {
      session.document(URI)?.change([{ text: `Menu\n${PAGE}` }], 2);
      return labelled(text, SHARE, 'body');
    });
    const open = await session.source(URI);
    assert.equal(open?.version, 2);
    assert.deepEqual([...(open?.source.labels ?? [])], [[SHARE + 1, 'body']]);
  });

  test('that are given later decide at once, about the neighbours too', async () => {
    const page = new Page(PAGE, { annotations: [] }, () => 'urn:x:1');
    const session = sessionWith(async () => page);
    const before = await session.source(URI);
    page.label([SHARE], 'comment', { who: 'Ann', when: '2026-01-01T00:00:00.000Z' });
    const open = await session.source(URI);
    assert.equal(open?.version, before?.version);
    const labels = new Map([[SHARE, 'comment' as const]]);
    assert.deepEqual(open?.source.kinds, parser.parse(PAGE, { labels }).kinds);
    assert.deepEqual(open?.source.confidence, parser.parse(PAGE, { labels }).confidence);
  });

  test('are read once, and again when somebody says so', async () => {
    let count = 0;
    const session = sessionWith(async () => {
      count++;
      return undefined;
    });
    await Promise.all([session.source(URI), session.source(URI)]);
    await session.source(URI);
    assert.equal(count, 1);
    session.reread(URI);
    await session.source(URI);
    assert.equal(count, 2);
  });

  test('are those of the latest reading, also where an earlier one ends after it', async () => {
    const endings: ((page: Page) => void)[] = [];
    const session = sessionWith(() => new Promise<Page>((resolve) => endings.push(resolve)));
    const asked = session.source(URI);
    // The settings are known a tick later, and then the first reading is under way.
    while (endings.length < 1) await Promise.resolve();
    session.reread(URI);
    const askedAgain = session.source(URI);
    while (endings.length < 2) await Promise.resolve();
    endings[1]?.(labelled(PAGE, SHARE, 'comment'));
    await askedAgain;
    endings[0]?.(labelled(PAGE, SHARE, 'body'));
    for (const open of [await asked, await askedAgain, await session.source(URI)]) {
      assert.equal(open?.source.kinds[SHARE], 'comment');
    }
    assert.equal(endings.length, 2);
  });

  test('are read again for whoever waits for them where they were to be', async () => {
    const session = sessionWith(async (_, text) => {
      const isFirst = count++ === 0;
      if (isFirst) queueMicrotask(() => session.reread(URI));
      return labelled(text, SHARE, isFirst ? 'body' : 'comment');
    });
    let count = 0;
    const open = await session.source(URI);
    assert.deepEqual([count, open?.source.kinds[SHARE]], [2, 'comment']);
  });
});

test('whoever asks for the labels of a source at once gets one page of them', async () => {
  const files = new MemoryFiles();
  const system: FileSystem = {
    has: () => true,
    exists: async () => false,
    read: (uri) => files.read(uri),
    walk: () => assert.fail('No folder is looked through.'),
    at: () => files,
  };
  const pages = new Pages(system, () => undefined, assert.fail);
  const [one, other] = await Promise.all([pages.of(URI, PAGE), pages.of(URI, PAGE)]);
  assert.ok(one);
  assert.equal(one, other);
  assert.equal(one, pages.get(URI)?.opened.page);
});
