import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Kind } from '../../server/src/core/kinds.ts';
import { type Row, random } from '../../training/alter.ts';
import { Phrases } from '../../training/phrases.ts';
import { withTopics } from '../../training/topics.ts';

const phrases = new Phrases('training/phrases.txt');
const row = (k: Kind | null, t: string): Row => ({ t, k, sure: 1 });

const article: readonly Row[] = [
  row('navigation', 'Home'),
  row('headline', 'Ferry line reopens'),
  row('body', 'The ferry between Lindholm and Kastrup Island runs again.'),
  row('body', 'Mayor Anna Lund said that Kastrup Island had waited for the ferry.'),
  row(null, ''),
  row('body', 'Repairs took the Nordhavn Shipyard eleven months, said Anna Lund.'),
  row('body', 'Tickets cost four crowns at Nordhavn and at Lindholm.'),
  row('share', 'Share'),
  row('related', 'Bridge to stay closed'),
];

const draws = fc.integer({ min: 0, max: 1_000_000 });

test('topics are added to the rows, and nothing is taken from them', () => {
  fc.assert(
    fc.property(draws, (seed) => {
      const all = withTopics(article, random(seed), 'en', phrases);
      const rest = all.filter((r) => article.includes(r));
      assert.deepEqual(rest, article);
      for (const added of all.filter((r) => !article.includes(r))) {
        assert.equal(added.k, added.t === '' ? null : 'tags');
      }
    }),
  );
});

test('topics stand behind the article, before or behind what is shared there', () => {
  fc.assert(
    fc.property(draws, (seed) => {
      const all = withTopics(article, random(seed), 'en', phrases);
      const first = all.findIndex((r) => r.k === 'tags');
      assert.ok(first > all.findLastIndex((r) => r.k === 'body'));
      assert.ok(first < all.findIndex((r) => r.k === 'related'));
    }),
  );
});

test('an article that has topics, or is too short to have any, stays as it is', () => {
  const tagged = [...article, row('tags', 'Tags: ferries')];
  const short = article.slice(0, 4);
  fc.assert(
    fc.property(draws, (seed) => {
      assert.deepEqual(withTopics(tagged, random(seed), 'en', phrases), tagged);
      assert.deepEqual(withTopics(short, random(seed), 'en', phrases), short);
    }),
  );
});
