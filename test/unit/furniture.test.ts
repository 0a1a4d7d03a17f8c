import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Kind } from '../../server/src/core/kinds.ts';
import { altered, type Row, random } from '../../training/alter.ts';
import { furnitureOf as documentsFurniture, Furniture } from '../../training/furniture.ts';
import { inventedPages, pagesOf } from '../../training/pages.ts';
import { Phrases } from '../../training/phrases.ts';

const rows = (text: string): Row[] =>
  text.split('\n').map((line) => {
    const [k = '', t = ''] = line.trim().split('|');
    return k === '' ? { t: '', k: null, sure: 1 } : { t, k: k as Kind, sure: 1 };
  });

const ferry = rows(`navigation|Home
  headline|Ferry line reopens
  deck|After eleven months, boats cross the sound again
  byline|By Anna Lund
  body|The ferry between Lindholm and Kastrup Island runs again.
  body|Mayor Lund said that the island had waited for it.
  caption|The ferry on Monday
  body|Repairs took the shipyard eleven months.
  body|Tickets cost four crowns at Nordhavn.
  share|Share
  related|Bridge to stay closed`);

const bakery = rows(`masthead|The Daily Loaf
  headline|A bakery turns a hundred
  timestamp|3 May
  body|The oven has never been cold since 1925.
  body|Four families have lit it.
  body|The flour comes from the mill next door.
  body|On Saturday everybody gets a roll.
  tags|bread
  comment|What rolls!
  legal|Copyright The Daily Loaf`);

const furnitureOf = (...pages: readonly Row[][]): Furniture => {
  const furniture = new Furniture();
  for (const page of pages) furniture.add(page, 'en');
  return furniture;
};

const draws = fc.integer({ min: 0, max: 1_000_000 });
const text = (of: readonly Row[]): Row[] => of.slice(4, 9);
const all = (of: readonly Row[], furniture: Furniture): Row[][] =>
  Array.from({ length: 60 }, (_, seed) => furniture.around(of, random(seed), 'en'));

test("an article keeps its text and its headline between another page's furniture", () => {
  const furniture = furnitureOf(bakery);
  fc.assert(
    fc.property(draws, (seed) => {
      const made = furniture.around(ferry, random(seed), 'en');
      const at = made.indexOf(ferry[4] as Row);
      assert.deepEqual(made.slice(at, at + 5), text(ferry));
      assert.ok(made.includes(ferry[1] as Row));
      assert.ok(made.every((row) => row.k !== 'body' || ferry.includes(row)));
      assert.ok(made.every((row) => row.k !== 'headline' || ferry.includes(row)));
    }),
  );
});

test('what comes before and after is all the one or all the other page', () => {
  const ends = all(ferry, furnitureOf(bakery)).map((made) => `${made[0]?.t} … ${made.at(-1)?.t}`);
  const own = 'Home … Bridge to stay closed';
  assert.deepEqual(new Set(ends), new Set([own, 'The Daily Loaf … Copyright The Daily Loaf']));
});

test('a page without a menu may get one, or stays without', () => {
  const [, ...cropped] = ferry;
  const starts = all(cropped, furnitureOf(bakery)).filter(
    (made) => made.at(-1)?.t === 'Copyright The Daily Loaf',
  );
  assert.deepEqual(
    new Set(starts.map((made) => made[0]?.t)),
    new Set(['The Daily Loaf', 'Ferry line reopens']),
  );
});

test("readers' comments are furniture, with all that stands between and after them", () => {
  const forum = [...bakery, ...rows('body|Our bakery tour starts at nine.\nlegal|Terms')];
  const made = all(ferry, furnitureOf(forum)).find((each) => each.at(-1)?.t === 'Terms');
  assert.deepEqual(
    made?.slice(-5).map((row) => row.k),
    ['tags', 'comment', 'legal', 'body', 'legal'],
  );
});

test('a page of the same language gives its furniture where there are enough of them', () => {
  const furniture = new Furniture();
  for (let i = 0; i < 3; i++) furniture.add(bakery, 'de', 'lynx');
  for (let i = 0; i < 9; i++) furniture.add(ferry, 'en');
  const german = Array.from({ length: 200 }, (_, seed) =>
    furniture.around(ferry, random(seed), 'de', 'lynx'),
  ).filter((made) => made.at(-1)?.t === 'Copyright The Daily Loaf');
  // A third of the copies have another page's; of all pages, a quarter is German.
  assert.ok(german.length > 200 * 0.35 * 0.6, `${german.length} of 200`);
});

test('a site that is held out gives nothing', () => {
  const documents = [{ site: 'held.example', lang: 'en' }];
  const of = (held: readonly string[]): Furniture =>
    documentsFurniture(documents, () => bakery, new Set(held));
  assert.notDeepEqual(all(ferry, of([])), all(ferry, furnitureOf()));
  assert.deepEqual(all(ferry, of(['held.example'])), all(ferry, furnitureOf()));
});

test('names and dates come from one page, titles from the own', () => {
  const fronts = all(ferry, furnitureOf(bakery)).map((made) =>
    made.slice(1, made.indexOf(ferry[4] as Row)).map((row) => row.t),
  );
  const titles = ['Ferry line reopens', 'After eleven months, boats cross the sound again'];
  assert.deepEqual(
    new Set(fronts.map((front) => front.join(' / '))),
    new Set([[...titles, 'By Anna Lund'].join(' / '), [titles[0], '3 May'].join(' / ')]),
  );
});

test('a headline of several lines keeps them all at the place of the other', () => {
  const [home, headline, ...rest] = ferry as [Row, Row, ...Row[]];
  const long = [home, headline, ...rows('headline|after eleven months'), ...rest];
  for (const made of all(long, furnitureOf(bakery))) {
    const at = made.indexOf(headline);
    assert.deepEqual(
      made.slice(at, at + 2).map((row) => row.t),
      ['Ferry line reopens', 'after eleven months'],
    );
  }
});

test('a menu between headline and text is no front', () => {
  const menu = rows(Array.from({ length: 16 }, (_, i) => `navigation|Part ${i}`).join('\n'));
  const [masthead, headline, ...rest] = bakery as [Row, Row, ...Row[]];
  const given = (rows: readonly Row[]): boolean =>
    all(ferry, furnitureOf([masthead, headline, ...rows, ...rest])).some((made) =>
      made.some((row) => row.t === '3 May'),
    );
  assert.ok(given(menu.slice(0, 15)));
  assert.ok(!given(menu));
});

test('a page without a text of its own neither gives nor takes', () => {
  const menu = rows('navigation|Home\nnavigation|News\nbody|Welcome');
  assert.deepEqual(all(ferry, furnitureOf(menu)), all(ferry, furnitureOf()));
  for (const made of all(menu, furnitureOf(bakery))) assert.deepEqual(made, menu);
});

test('a copy is the same for the same seed', () => {
  const means = { phrases: new Phrases('training/phrases.txt'), furniture: furnitureOf(bakery) };
  fc.assert(
    fc.property(draws, (seed) => {
      const copy = (): Row[] => altered(ferry, seed, { lang: 'en' }, means);
      assert.deepEqual(copy(), copy());
    }),
  );
});

test('every invented page has a text, and its lines are read as kinds', () => {
  const pages = inventedPages('training/pages');
  assert.ok(pages.length > 0);
  for (const { id, lines } of pages) {
    assert.ok(
      lines.some((line) => line.k === 'body'),
      id,
    );
  }
});

test('a line of an invented page that is neither kind nor empty is named', () => {
  assert.throws(() => pagesOf('en.txt', '=== en\nbody|One.\nbdy|Two.'), /^Error: en\.txt:3: /);
  assert.throws(() => pagesOf('en.txt', 'body|One.'), /^Error: en\.txt:1: /);
});
