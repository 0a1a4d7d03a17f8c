import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { Lines } from '../../server/src/core/lines.ts';
import { Model } from '../../server/src/core/model/model.ts';

const model = Model.load(readFileSync(path.join(process.cwd(), 'server', 'model', 'model.bin')));

/** How many lines are read; where the cost grew faster than the text, they would never be. */
function read(text: string): number {
  const lines = Lines.of(text);
  const { kinds } = model.read(lines);
  assert.equal(kinds.length, lines.count);
  return lines.count;
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
  test(`reads ${name}`, () => assert.ok(read(make()) > 0));
}

test('reads 1,000,000 lines', () => {
  const block =
    'Home\n\nThe minister said on Monday that nothing had changed.\n* News\n12 Comments\n';
  assert.equal(read(block.repeat(200_000)), 1_000_001);
});
