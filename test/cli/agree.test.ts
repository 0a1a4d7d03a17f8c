import assert from 'node:assert/strict';
import test from 'node:test';
import { folderWith, galley } from './support.ts';

const lines = (...kinds: readonly string[]): string =>
  `${JSON.stringify({ id: 'a', lines: kinds.map((k, i) => ({ t: `Line ${i} 🌉`, k })) })}\n`;

test('two readers of the same lines are compared', async (t) => {
  const folder = folderWith(t, {
    'a.jsonl': lines('body', 'body', 'share', 'legal'),
    'b.jsonl': lines('body', 'body', 'promo', 'legal'),
  });
  const { code, stdout } = await galley(['agree', 'a.jsonl', 'b.jsonl'], { cwd: folder });
  assert.equal(code, 0);
  assert.match(stdout, /^all: 3 of 4 alike, κ 0\.636, α 0\.667\n/u);
  assert.match(stdout, /a: share \| promo \| Line 2 🌉\n$/u);
  const json = await galley(['agree', '--json', 'a.jsonl', 'b.jsonl'], { cwd: folder });
  const result = JSON.parse(json.stdout);
  assert.equal(result.units, 4);
  assert.deepEqual(result.disagreements, [
    { source: 'a', start: 18, quote: 'Line 2 🌉', a: { kind: 'share' }, b: { kind: 'promo' } },
  ]);
  assert.equal(result.kinds.body.kappa, 1);
});

test('a wrong file is told with its place', async (t) => {
  const folder = folderWith(t, { 'a.jsonl': lines('body'), 'b.jsonl': lines('advert') });
  const { code, stderr } = await galley(['agree', 'a.jsonl', 'b.jsonl'], { cwd: folder });
  assert.equal(code, 2);
  assert.match(stderr, /^galley: b\.jsonl: line 1: not a kind of section at \/lines\/0\/k/u);
});
