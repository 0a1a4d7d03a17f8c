import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Lines } from '../../server/src/core/lines.ts';
import { Model } from '../../server/src/core/model/model.ts';
import { costOf } from '../support/cost.ts';

const model = Model.load(readFileSync(path.join(process.cwd(), 'server', 'model', 'model.bin')));

/** Generous: the tests share their machine. */
const SECONDS = 60;

function timed(text: string): { lines: number; seconds: number } {
  let lines = 0;
  const took = costOf(() => {
    lines = model.read(Lines.of(text)).kinds.length;
  });
  return { lines, seconds: took / 1000 };
}

const hostile: readonly (readonly [string, () => string])[] = [
  ['nothing', () => ''],
  ['only blank lines', () => '\n'.repeat(100_000)],
  ['NUL', () => 'a\0b\n\0\0\n'.repeat(5000)],
  ['lone surrogates', () => '\ud800\n\udc00\ud800 x\n'.repeat(5000)],
  ['CR only', () => 'one\rtwo\r\rthree'.repeat(5000)],
  ['bidi controls and marks', () => '\u202ea\u202c\u0301\u0301\n'.repeat(5000)],
  ['one line of 10 MB', () => 'word, '.repeat(1_700_000)],
  ['one line of 10 MB without spaces', () => '漢'.repeat(10_000_000)],
  ['10 MB of white space around a word', () => `${' '.repeat(5e6)}x${' '.repeat(5e6)}`],
];

for (const [name, make] of hostile) {
  test(`reads ${name}`, () => {
    assert.ok(timed(make()).seconds < SECONDS);
  });
}

test('reads 1,000,000 lines, in time that grows with them', () => {
  const block =
    'Home\n\nThe minister said on Monday that nothing had changed.\n* News\n12 Comments\n';
  const part = timed(block.repeat(20_000));
  const full = timed(block.repeat(200_000));
  assert.equal(full.lines, 1_000_001);
  assert.ok(full.seconds < SECONDS);
  assert.ok(full.seconds < 25 * part.seconds + 1, `${part.seconds} s, then ${full.seconds} s`);
});
