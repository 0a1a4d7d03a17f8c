import assert from 'node:assert/strict';
import test from 'node:test';
import { Kernel } from '../../server/src/core/model/kernel/kernel.ts';
import { Look, lookRoom } from '../../server/src/core/model/look.ts';
import type { State } from '../../server/src/core/model/state.ts';
import type { Weights } from '../../server/src/core/model/weights.ts';

const [size, heads, key, reach, value] = [16, 2, 4, 8, 16];
const wide = heads * (2 * key + value);

function numbers(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

const tensors: Readonly<Record<string, Float32Array>> = {
  ask: numbers(size * wide, 1),
  askBias: numbers(wide, 2),
  near: numbers(heads * 2 * reach, 3),
  seen: numbers(heads * value * size, 4),
  seenBias: numbers(size, 5),
};
const weights = {
  about: { size, look: { heads, key, reach } },
  f32: (name: string) => tensors[name],
} as unknown as Weights;

const at = (name: string, i: number): number => tensors[name]?.[i] as number;

/** What a look at `count` rows says, worked out plainly. */
function plainly(rows: Float32Array, count: number): number[] {
  const asked = Array.from({ length: count }, (_, row) =>
    Array.from({ length: wide }, (_, o) => {
      let sum = at('askBias', o);
      for (let i = 0; i < size; i++)
        sum += (rows[row * size + i] as number) * at('ask', i * wide + o);
      return sum;
    }),
  );
  const of = (row: number, i: number): number => asked[row]?.[i] as number;
  return Array.from({ length: count }, (_, row) => {
    const seen = new Array<number>(heads * value).fill(0);
    for (let head = 0; head < heads; head++) {
      let total = 1;
      for (let d = -reach; d < reach; d++) {
        const other = row + d;
        if (other < 0 || other >= count) continue;
        let score = at('near', head * 2 * reach + d + reach);
        for (let i = head * key; i < (head + 1) * key; i++) {
          score += of(row, i) * of(other, heads * key + i);
        }
        const weight = Math.max(0, score) ** 2;
        total += weight;
        for (let i = head * value; i < (head + 1) * value; i++) {
          seen[i] = (seen[i] as number) + weight * of(other, 2 * heads * key + i);
        }
      }
      for (let i = head * value; i < (head + 1) * value; i++) seen[i] = (seen[i] as number) / total;
    }
    return Array.from({ length: size }, (_, o) => {
      let sum = (rows[row * size + o] as number) + at('seenBias', o);
      seen.forEach((each, i) => {
        sum += each * at('seen', i * size + o);
      });
      return sum;
    });
  }).flat();
}

/** The same by the product, some rows at a time, with as many kept as `kept` says. */
function looked(rows: Float32Array, count: number, pieces: readonly number[], kept: number) {
  const kernel = new Kernel(lookRoom(weights) * 4 + 4096);
  const look = new Look(weights, kernel, (_, low, high, into) => {
    assert.ok(low >= 0 && high <= count);
    kernel.f32.set(rows.subarray(low * size, high * size), into >>> 2);
  });
  const found = new Float32Array(count * size);
  look.begin(kept);
  for (const [i, from] of pieces.entries()) {
    const many = Math.min(pieces[i + 1] ?? count, count) - from;
    const x = look.output({ count } as State, from, many) >>> 2;
    found.set(kernel.f32.subarray(x, x + many * size), from * size);
  }
  look.end();
  return found;
}

const pieced = (count: number, size: number): number[] =>
  Array.from({ length: Math.ceil(count / size) }, (_, i) => i * size);

const counts = [1, 2, reach - 1, reach, reach + 1, 2 * reach, 64, 257];

test('each row sees those around it, as near as the model says, by the score of each head', () => {
  for (const count of counts) {
    const rows = numbers(count * size, count);
    const wanted = plainly(rows, count);
    looked(rows, count, pieced(count, 256), count).forEach((found, i) => {
      assert.ok(
        Math.abs(found - (wanted[i] as number)) < 0.02,
        `${count} rows: ${found} ${wanted[i]}`,
      );
    });
  }
});

test('what a row sees is the same to the bit, whatever is worked out with it and whatever is kept', () => {
  for (const count of counts) {
    const rows = numbers(count * size, count);
    const wanted = looked(rows, count, pieced(count, 256), count);
    for (const many of [1, 7, 33, 100]) {
      for (const kept of [0, count]) {
        assert.deepEqual(looked(rows, count, pieced(count, many), kept), wanted);
      }
    }
  }
});

test('a change is seen as far as a row sees and no further', () => {
  const [count, changed] = [64, 30];
  const rows = numbers(count * size, 7);
  const other = rows.slice();
  other.set(numbers(size, 8), changed * size);
  const [before, after] = [rows, other].map((each) => looked(each, count, [0], count));
  for (let row = 0; row < count; row++) {
    const own = (all: Float32Array | undefined) => all?.slice(row * size, (row + 1) * size);
    const sees = changed >= row - reach && changed < row + reach;
    if (!sees) assert.deepEqual(own(after), own(before), `row ${row}`);
    else if (row === changed) assert.notDeepEqual(own(after), own(before));
  }
});
