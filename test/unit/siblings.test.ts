import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Kind } from '../../server/src/core/kinds.ts';
import { projected } from '../../training/siblings.ts';

const rendering = (text: string): { id: string; lines: { t: string; k: Kind | null }[] } => ({
  id: 'page.w3m.full',
  lines: text.split('\n').map((t) => ({ t, k: t === '' ? null : 'widget' })),
});
const labelled = (...lines: [Kind, string][]): ReturnType<typeof rendering> => ({
  id: 'page.blocks.full',
  lines: lines.map(([k, t]) => ({ t, k })),
});
const judgements = (found: ReturnType<typeof projected>): string[] =>
  found?.lines.map(({ k }, i) => (found.judged[i] ? String(k) : '-')) ?? [];

describe('labels of one rendering on another', () => {
  it('go with the words, however these are wrapped', () => {
    const found = projected(
      labelled(
        ['headline', 'Ferry stuck'],
        ['body', 'The ferry to the island has not left for two days.'],
      ),
      rendering('Ferry stuck\n\nThe ferry to the island\nhas not left for two days.'),
    );
    assert.deepEqual(judgements(found), ['headline', '-', 'body', 'body']);
  });

  it('leave what only the other has unjudged', () => {
    const found = projected(
      labelled(['headline', 'Ferry stuck'], ['body', 'It has not left for two days.']),
      rendering('Skip to content\nFerry stuck\nIt has not left for two days.'),
    );
    assert.deepEqual(judgements(found), ['-', 'headline', 'body']);
  });

  it('of a part of a long text are on that part of the other alone', () => {
    const thread = Array.from(
      { length: 400 },
      (_, i) => `Answer number ${i} says that ${i * 7} is odd.`,
    );
    const part = thread.slice(200, 230).map((t): [Kind, string] => ['comment', t]);
    const found = projected(labelled(...part), rendering(thread.join('\n')));
    assert.deepEqual(
      found?.lines.map(({ t }) => t),
      thread.slice(200, 230),
    );
    assert.ok(found.judged.every(Boolean));
  });

  it('are none where the other says something else', () => {
    const found = projected(
      labelled(['body', 'The ferry to the island has not left for two days.']),
      rendering('Menu\nNews\nSports\nAbout us'),
    );
    assert.equal(found, undefined);
  });
});
