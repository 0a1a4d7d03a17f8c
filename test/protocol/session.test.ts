import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Labels } from '../../server/src/core/source.ts';
import { Configuration } from '../../server/src/language/configuration.ts';
import { OpenDocument } from '../../server/src/language/documents.ts';
import { messagesFor } from '../../server/src/language/messages.ts';
import { type ReadLabels, Session } from '../../server/src/language/session.ts';
import { PAGE, parser, URI } from './fixtures.ts';

const SHARE = 19;

function sessionWith(labels: ReadLabels): Session {
  const configuration = new Configuration({ base: {}, warn: assert.fail });
  const session = new Session({
    configuration,
    parser: async () => ({ parser }),
    labels,
    messages: messagesFor('en'),
    all: false,
  });
  session.open(new OpenDocument(URI, 'source-text', 1, PAGE));
  return session;
}

describe('labels of people', () => {
  const body: Labels = new Map([[SHARE, 'body']]);

  test('decide about their lines, and no finding touches them', async () => {
    const open = await sessionWith(async () => body).source(URI);
    assert.equal(open?.source.kinds[SHARE], 'body');
    assert.equal(open?.findings.sure[SHARE], 0);
    assert.ok(open?.findings.blocks.every(({ first, end }) => SHARE < first || SHARE >= end));
  });

  test('move with the lines that an edit moves', async () => {
    const session = sessionWith(async () => body);
    await session.source(URI);
    const top = { line: 0, character: 0 };
    session.document(URI)?.change([{ range: { start: top, end: top }, text: 'Menu\n' }], 2);
    const open = await session.source(URI);
    assert.deepEqual([...(open?.source.labels ?? [])], [[SHARE + 1, 'body']]);
  });

  test('are read again for a text that changed while they were read', async () => {
    const seen: string[] = [];
    const session = sessionWith(async (_, text) => {
      if (seen.push(text) === 1) session.document(URI)?.change([{ text: `\n${PAGE}` }], 2);
      return new Map([[text === PAGE ? SHARE : SHARE + 1, 'body']]);
    });
    const open = await session.source(URI);
    assert.deepEqual(seen, [PAGE, `\n${PAGE}`]);
    assert.equal(open?.version, 2);
    assert.equal(open?.source.kinds[SHARE + 1], 'body');
  });

  test('are read once, and again when somebody says so', async () => {
    let count = 0;
    const session = sessionWith(async () => {
      count++;
      return new Map();
    });
    await Promise.all([session.source(URI), session.source(URI)]);
    await session.source(URI);
    assert.equal(count, 1);
    session.relabel(URI);
    await session.source(URI);
    assert.equal(count, 2);
  });
});
