import assert from 'node:assert/strict';
import test from 'node:test';
import { anywhere } from '../../client/src/anywhere.ts';

/** A glob of `galley.sources`, and what VS Code is told, which matches whole paths. */
const TABLE: readonly (readonly [unknown, string | undefined])[] = [
  ['corpus/*.txt', '**/corpus/*.txt'],
  ['/corpus/*.txt', '**/corpus/*.txt'],
  ['./corpus/*.txt', '**/corpus/*.txt'],
  ['.//corpus//*.txt', '**/corpus/*.txt'],
  ['*.txt', '**/*.txt'],
  ['**/raw/*.txt', '**/raw/*.txt'],
  ['/**/raw/*.txt', '**/raw/*.txt'],
  ['.hidden/*.txt', '**/.hidden/*.txt'],
  ['../up/*.txt', '**/../up/*.txt'],
  ['{a,b}/[0-9].txt', '**/{a,b}/[0-9].txt'],
  ['\\[old\\]/*.txt', '**/?old?/*.txt'],
  ['[\\]x].txt', '**/?.txt'],
  ['', undefined],
  ['/', undefined],
  ['./', undefined],
  ['!corpus/*.txt', undefined],
  ['corpus/', undefined],
  ['{corpus', undefined],
  ['[0-9', undefined],
  [7, undefined],
  [null, undefined],
];

for (const [glob, expected] of TABLE) {
  test(`VS Code is told of ${JSON.stringify(glob)} wherever its folder lies`, () => {
    assert.equal(anywhere(glob), expected);
  });
}
