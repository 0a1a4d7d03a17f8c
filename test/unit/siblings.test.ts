import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Kind } from '../../server/src/core/kinds.ts';
import { Pages, projected } from '../../training/siblings.ts';

const rendering = (text: string): { id: string; lines: { t: string; k: Kind | null }[] } => ({
  id: 'page.w3m.full',
  lines: text.split('\n').map((t) => ({ t, k: t === '' ? null : 'widget' })),
});
const labelled = (...lines: [Kind, string][]): ReturnType<typeof rendering> => ({
  id: 'page.blocks.full',
  lines: lines.map(([k, t]) => ({ t, k })),
});
type Found = { readonly lines: readonly { k: Kind | null }[]; readonly judged: readonly boolean[] };
const judgements = (found: Found | undefined): string[] =>
  found ? found.lines.map((line, i) => (found.judged[i] ? String(line.k) : '-')) : [];

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

  it('reach through bullets on lines of their own', () => {
    const items = Array.from({ length: 30 }, (_, i) => `Story number ${i} of this week`);
    const page = [
      ...Array.from({ length: 200 }, (_, i) => `Word${i} of something else`),
      ...items.flatMap((t) => ['-', t]),
    ];
    const found = projected(
      labelled(...items.map((t): [Kind, string] => ['related', t])),
      rendering(page.join('\n')),
    );
    assert.equal(found?.lines.length, 59);
    assert.equal(found.judged.filter(Boolean).length, 30);
  });
});

describe('the renderings of pages labelled by hand', () => {
  const lines = Array.from({ length: 40 }, (_, i) => `Sentence ${i} is about number ${i * 3}.`);
  const whole = rendering(lines.join('\n'));
  const part = (
    id: string,
    from: number,
    to: number,
    k: Kind,
  ): Parameters<Pages<typeof whole>['add']>[0] =>
    ({ id, lines: lines.slice(from, to).map((t) => ({ t, k })), part: [from, to] }) as typeof whole;

  it('keep for themselves what has labels of its own', () => {
    const [byHand, latest] = [new Pages<typeof whole>(), new Pages<typeof whole>()];
    for (const document of [
      part('page.blocks.full', 0, 30, 'body'),
      part(whole.id, 0, 10, 'comment'),
    ]) {
      byHand.add(document);
      latest.add(document);
    }
    const [found, ...others] = byHand.labelled(whole, latest);
    assert.deepEqual(others, []);
    assert.deepEqual(
      found?.lines.map(({ k }) => k),
      [...new Array(10).fill(null), ...new Array(20).fill('body'), ...new Array(10).fill(null)],
    );
  });

  it('are none of a rendering that is labelled wholly', () => {
    const pages = new Pages<typeof whole>();
    pages.add(part('page.blocks.full', 0, 30, 'body'));
    pages.add(whole);
    assert.deepEqual(pages.labelled(whole, pages), []);
  });
});
