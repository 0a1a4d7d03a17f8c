import assert from 'node:assert/strict';
import test from 'node:test';
import { type Doubt, doubtsOf, ReviewQueue } from '../../server/src/annotations/queue.ts';
import type { Kind } from '../../server/src/core/kinds.ts';
import { createParser } from '../../server/src/core/parser.ts';
import { toyModel } from '../support/toy-model.ts';

const parser = createParser(toyModel);

function doubts(path: string, text: string, labels = new Map<number, Kind>()) {
  return doubtsOf(path, parser.parse(text, { labels }));
}

const placeOf = ({ source, line }: Doubt): string => `${source}${line}`;

test('the least certain lines come first, over all sources', () => {
  const a = doubts('a', 'body| sure\nbody?| unsure\n\nshare?| unsure too\n');
  const b = doubts('b', 'share| sure\nshare?| unsure\n');
  const queue = new ReviewQueue();
  const order: string[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const next = queue.next([b, a]);
    assert.ok(next);
    assert.equal(next.left, 3);
    order.push(placeOf(next.doubt));
    queue.skip(next.doubt.key);
  }
  assert.deepEqual(order, ['a3', 'b1', 'a1']);
});

test('lines that somebody decided about are not asked for', () => {
  const { list, count } = doubts('a', 'share?| one\nshare?| two\n', new Map([[0, 'promo']]));
  assert.deepEqual(
    list.map(({ line, kind }) => [line, kind]),
    [[1, 'share']],
  );
  assert.equal(count, 1);
});

test('all are counted, though the list is short', () => {
  const source = parser.parse('share?| one\nshare?| two\nbody?| three\n');
  const { list, count } = doubtsOf('a', source, 1);
  assert.deepEqual([list.length, count], [1, 3]);
});

test('what is skipped comes back when nothing else is left', () => {
  const queue = new ReviewQueue();
  const seen: number[] = [];
  const list = doubts('a', 'share?| one\nshare?| two\n');
  for (let turn = 0; turn < 3; turn++) {
    const next = queue.next([list]);
    assert.ok(next);
    seen.push(next.doubt.line);
    queue.skip(next.doubt.key);
  }
  assert.deepEqual(seen, [0, 1, 0]);
  assert.equal(queue.next([]), undefined);
});
