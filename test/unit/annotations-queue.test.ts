import assert from 'node:assert/strict';
import test from 'node:test';
import { doubts, type Reviewable, ReviewQueue } from '../../server/src/annotations/queue.ts';
import type { Kind } from '../../server/src/core/kinds.ts';
import { createParser } from '../../server/src/core/parser.ts';
import { toyModel } from '../support/toy-model.ts';

const parser = createParser(toyModel);

function reviewable(path: string, text: string, labels = new Map<number, Kind>()): Reviewable {
  return { path, source: parser.parse(text, { labels }), reviewed: false };
}

const a = reviewable('a', 'body| sure\nbody?| unsure\n\nshare?| unsure too\n');
const b = reviewable('b', 'share| sure\nshare?| unsure\n');

test('the least certain lines come first, over all sources', () => {
  const order = doubts([b, a], 0.01).map(({ source, line }) => `${source}${line}`);
  assert.deepEqual(order, ['a3', 'b1', 'a1']);
});

test('lines that somebody decided about, and reviewed sources, are not asked for', () => {
  const decided = reviewable('a', 'share?| one\nshare?| two\n', new Map([[0, 'promo']]));
  assert.deepEqual(
    doubts([decided, { ...b, reviewed: true }], 0.01).map(({ line }) => line),
    [1],
  );
});

test('what is skipped comes back when nothing else is left', () => {
  const queue = new ReviewQueue();
  const seen: number[] = [];
  const source = reviewable('a', 'share?| one\nshare?| two\n');
  for (let turn = 0; turn < 3; turn++) {
    const next = queue.next([source]);
    assert.ok(next);
    assert.equal(next.left, 2);
    seen.push(next.doubt.line);
    queue.skip(next.doubt, source.source);
  }
  assert.deepEqual(seen, [0, 1, 0]);
  assert.equal(queue.next([{ ...source, reviewed: true }]), undefined);
});
