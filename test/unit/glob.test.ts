import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { claimOf, matcher, matches } from '../../server/src/settings/files.ts';
import { parseGlob } from '../../server/src/settings/glob.ts';

/** A glob, what it names, and what it does not. */
const TABLE: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['page.txt', ['page.txt', 'sub/page.txt', 'a/b/page.txt'], ['page.txt/x', 'apage.txt', 'page']],
  ['./page.txt', ['page.txt'], ['sub/page.txt']],
  ['/page.txt', ['page.txt', '/page.txt'], ['sub/page.txt']],
  ['*.txt', ['a.txt', '.txt', '.a.txt', 'b/c.txt'], ['a.text', 'a.txt/b']],
  ['raw/**', ['raw', 'raw/a', 'raw/b/c.txt'], ['a/raw/b', 'raws/a']],
  ['./raw/**', ['raw/a', 'raw/b/c.txt'], ['a/raw/b']],
  ['**/raw/**', ['raw/a', 'a/raw/b', 'a/b/raw/c/d'], ['a/raws/b']],
  ['**/*.txt', ['a.txt', 'b/a.txt', 'b/c/.d/a.txt'], ['a.md', 'b.txt/a.md']],
  ['a/**/b/**/c.txt', ['a/b/c.txt', 'a/x/b/y/z/c.txt', 'a/b/b/c.txt'], ['a/c.txt', 'a/b/c/d']],
  ['a/*/c', ['a/b/c'], ['a/c', 'a/b/b/c']],
  ['a*b*c', ['abc', 'aXbXc', 'abcbc', 'x/aabbcc'], ['ab', 'abcd', 'a/b/c']],
  ['a**b', ['ab', 'axb'], ['a/b']],
  ['?.txt', ['a.txt', 'x/b.txt'], ['.txt', 'ab.txt']],
  ['[0-9][!a-c].txt', ['0d.txt', '9-.txt'], ['0a.txt', 'xd.txt']],
  ['[]-].txt', ['].txt', '-.txt'], ['a.txt']],
  ['[a/b].txt', ['a.txt'], ['c.txt']],
  ['[^x]y', ['ay'], ['xy']],
  ['{a,b/**}/*.{txt,md}', ['a/x.txt', 'b/x.md', 'b/c/d/x.md'], ['c/x.txt', 'a/b/x.txt']],
  ['{page,{a,b}c}.txt', ['page.txt', 'ac.txt', 'x/bc.txt'], ['c.txt', 'a.txt']],
  ['a{,b}.txt', ['a.txt', 'ab.txt'], ['abb.txt']],
  ['\\*\\{a,b\\}\\[.txt', ['*{a,b}[.txt'], ['xa.txt']],
  ['[\\]].txt', ['].txt'], ['a.txt']],
  ['+(a|b).txt', ['+(a|b).txt'], ['a.txt', 'aa.txt']],
  ['a!b@(c)', ['a!b@(c)'], ['c']],
  ['ü*.txt', ['übung.txt'], ['ubung.txt']],
  ['a//b', ['a/b'], []],
];

for (const [glob, named, others] of TABLE) {
  test(`${glob} names the same wherever it is set`, () => {
    for (const path of named) assert.ok(matches(path, glob), `it names ${path}`);
    for (const path of others) assert.ok(!matches(path, glob), `it does not name ${path}`);
    const settings = { sources: [], exclude: [glob] };
    for (const path of [...named, ...others]) {
      const excluded = claimOf({ path, declared: true }, settings).type === 'excluded';
      assert.equal(matcher(['nothing', glob])(path), excluded);
    }
  });
}

const MISTAKES = {
  '': 'empty',
  './': 'empty',
  '/': 'empty',
  'raw/': 'folder',
  '!raw/**': 'negated',
  'a[b': 'unclosed',
  'a{b,c': 'unclosed',
  'a{b{c}': 'unclosed',
  [`${'{a,b}'.repeat(30)}`]: 'tooManyAlternatives',
  [`${'a'.repeat(1001)}`]: 'tooLong',
} as const;

for (const [glob, mistake] of Object.entries(MISTAKES)) {
  test(`${JSON.stringify(glob.slice(0, 20))} names nothing: ${mistake}`, () => {
    assert.deepEqual(parseGlob(glob), { type: 'mistake', mistake });
    for (const path of ['a', 'a/b', '', 'raw', 'raw/a', glob]) assert.ok(!matches(path, glob));
  });
}

/** A matcher that tries one way after the other would not come to an end with them. */
const HOSTILE = [
  '+(+(a|p)+(a))b',
  `${'*a'.repeat(40)}b.txt`,
  `${'*a*'.repeat(300)}b`,
  `${'**/a/'.repeat(150)}b`,
  `${'{*a,*aa}'.repeat(6)}b`,
  `${'{'.repeat(490)}a${'}'.repeat(490)}b`,
  `${'?*'.repeat(400)}b`,
  `${'[a-z]*'.repeat(150)}b`,
];

for (const glob of HOSTILE) {
  test(`${glob.slice(0, 20)}… names none of the long names`, () => {
    for (const path of ['a'.repeat(255), 'a/'.repeat(2000), `${'a'.repeat(255)}/`.repeat(15)]) {
      assert.equal(matches(path, glob), false);
    }
  });
}

test('any glob is understood or is a mistake, and any literal one names itself', () => {
  const glob = fc.string({ unit: fc.constantFrom(...'ab*?[]{},\\/!-.'), maxLength: 24 });
  fc.assert(
    fc.property(glob, glob, (one, path) => {
      matches(path, one);
    }),
    { numRuns: 5000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
      fc.pre(!name.includes('/') && !/^\.+$/u.test(name));
      const literal = `/${name.replace(/[\\*?[\]{}()!+@|,]/g, '\\$&')}`;
      assert.ok(matches(name, literal));
      assert.ok(!matches(`${name}x`, literal));
    }),
  );
});

test('a glob agrees with a plain search for what it may stand for', () => {
  const part = fc.string({ unit: fc.constantFrom(...'ab*?'), minLength: 1, maxLength: 5 });
  const names = fc.string({ unit: fc.constantFrom(...'ab'), minLength: 1, maxLength: 5 });
  const glob = fc.array(fc.oneof(part, fc.constant('**')), { minLength: 2, maxLength: 5 });
  const path = fc.array(names, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(glob, path, (segments, parts) => {
      assert.equal(matches(parts.join('/'), segments.join('/')), plain(segments, parts));
    }),
    { numRuns: 5000 },
  );
});

/** The meaning of globs, by trying everything. */
function plain(segments: readonly string[], parts: readonly string[]): boolean {
  const [segment, ...rest] = segments;
  if (segment === undefined) return parts.length === 0;
  if (segment === '**') {
    return parts.some((_, at) => plain(rest, parts.slice(at))) || plain(rest, []);
  }
  const [part, ...others] = parts;
  if (part === undefined) return false;
  const pattern = segment.replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${pattern}$`, 'u').test(part) && plain(rest, others);
}
