import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Dense } from '../../server/src/core/model/dense.ts';
import { Kernel } from '../../server/src/core/model/kernel/kernel.ts';

const { fround } = Math;

/** Numbers of either sign as the layers see them, a third of them 0. */
function numbers(count: number, seed: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % 3 === 0 ? 0 : state / 2 ** 31 - 1;
  });
}

interface Layer {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly add: boolean;
  readonly scale: number;
  readonly seed: number;
}

const layers: fc.Arbitrary<Layer> = fc.record({
  rows: fc.integer({ min: 1, max: 7 }),
  inputs: fc.constantFrom(8, 48, 64, 96),
  outputs: fc.constantFrom(16, 32, 48, 96),
  add: fc.boolean(),
  scale: fc.constantFrom(1e-3, 1, 50),
  seed: fc.integer(),
});

/** The numbers of a layer: its rows, weights and biases, and what stands where its outputs go. */
function made({ rows, inputs, outputs, scale, seed }: Layer) {
  return {
    from: numbers(rows * inputs, seed).map((each) => each * scale),
    weights: numbers(inputs * outputs, seed + 1),
    bias: numbers(outputs, seed + 2),
    before: numbers(rows * outputs, seed + 3),
  };
}

/** What a dense layer says of its rows. */
function dense(
  { rows, outputs, add }: Layer,
  { from, weights, bias, before }: Numbers,
): Float32Array {
  const kernel = new Kernel(1 << 17);
  const layer = new Dense(kernel, weights, bias);
  const into = kernel.put(before);
  layer.run(kernel.put(from), rows, into, add);
  return kernel.f32.slice(into >>> 2, (into >>> 2) + rows * outputs);
}

type Numbers = ReturnType<typeof made>;

test('a dense layer comes within what 12 bits of each row and more of each weight can hold', () => {
  fc.assert(
    fc.property(layers, (layer) => {
      const { inputs, outputs } = layer;
      const given = made(layer);
      const { from, weights, bias, before } = given;
      dense(layer, given).forEach((found, i) => {
        const [row, o] = [Math.floor(i / outputs), i % outputs];
        let wanted = (bias[o] as number) + (layer.add ? (before[i] as number) : 0);
        let [most, heaviest] = [0, 0];
        for (let k = 0; k < inputs; k++) {
          const [x, w] = [from[row * inputs + k], weights[k * outputs + o]] as [number, number];
          wanted += x * w;
          most = Math.max(most, Math.abs(x));
          heaviest = Math.max(heaviest, Math.abs(w));
        }
        const coarse = (inputs * most * heaviest) / 2047;
        assert.ok(Math.abs(found - wanted) <= coarse + 1e-5, `${found} ${wanted} ${coarse}`);
      });
    }),
  );
});

test('a dense layer says the same of a row by itself and beside others', () => {
  fc.assert(
    fc.property(layers, (layer) => {
      const { rows, inputs, outputs } = layer;
      const given = made(layer);
      const all = dense(layer, given);
      for (let row = 0; row < rows; row++) {
        const own = {
          ...given,
          from: given.from.slice(row * inputs, (row + 1) * inputs),
          before: given.before.slice(row * outputs, (row + 1) * outputs),
        };
        const found = dense({ ...layer, rows: 1 }, own);
        assert.deepEqual(found, all.slice(row * outputs, (row + 1) * outputs));
      }
    }),
  );
});

test('a dense layer that the kernel cannot work out is refused', () => {
  const kernel = new Kernel(1 << 16);
  for (const [inputs, outputs] of [
    [12, 16],
    [8, 24],
  ] as const) {
    const [weights, bias] = [new Float32Array(inputs * outputs), new Float32Array(outputs)];
    assert.throws(() => new Dense(kernel, weights, bias), /inputs and .* outputs/);
  }
});

test('a dense layer of the largest numbers there are passes no bound', () => {
  const [inputs, outputs] = [96, 16];
  const ones = (count: number, each: number) => new Float32Array(count).fill(each);
  const layer = { rows: 2, inputs, outputs, add: false, scale: 1, seed: 0 };
  const given = {
    weights: ones(inputs * outputs, -3),
    bias: ones(outputs, 0),
    before: ones(2 * outputs, 0),
  };
  for (const each of [0, 1e-38, 5]) {
    const found = dense(layer, { ...given, from: ones(2 * inputs, each) });
    for (const number of found)
      assert.ok(Math.abs(number + 3 * inputs * each) <= 0.01 * each + 1e-30);
  }
});

test('a rectified layer adds what is over zero of the inputs of each output, in their order', () => {
  fc.assert(
    fc.property(layers, (layer) => {
      const { rows, inputs, outputs, add } = layer;
      const { from, weights, bias, before } = made(layer);
      const kernel = new Kernel(1 << 17);
      const [into, list] = [kernel.put(before), kernel.room(inputs * 8)];
      const [x, w, b] = [kernel.put(from), kernel.put(weights), kernel.put(bias)];
      kernel.run.rectified(x, rows, inputs, outputs, w, b, into, add ? 1 : 0, list);
      const wanted = before.map((old, i) => {
        const [row, o] = [Math.floor(i / outputs), i % outputs];
        let sum = fround((bias[o] as number) + (add ? old : 0));
        for (let k = 0; k < inputs; k++) {
          const seen = Math.max(0, from[row * inputs + k] as number);
          sum = fround(sum + fround(seen * (weights[k * outputs + o] as number)));
        }
        return sum;
      });
      const found = kernel.f32.slice(into >>> 2, (into >>> 2) + rows * outputs);
      // A sum that began as -0 stays so where nothing is added, which is no other number.
      assert.deepEqual(
        found.map((each) => each + 0),
        wanted.map((each) => each + 0),
      );
    }),
  );
});

test('rows of a table are added to each row in the order of its list', () => {
  const wide = 48;
  const table = numbers(5 * wide, 1);
  const before = numbers(3 * wide, 2);
  const lists = [4, 0, 2, 2, 1, 3];
  const kernel = new Kernel(1 << 16);
  const [into, at] = [kernel.put(before), kernel.put(table)];
  const list = kernel.room(lists.length * 2);
  kernel.u16.set(lists, list >>> 1);
  kernel.run.sum(list, 2, 3, at, into, wide);
  const wanted = before.map((old, i) => {
    const [row, column] = [Math.floor(i / wide), i % wide];
    return lists
      .slice(row * 2, row * 2 + 2)
      .reduce((sum, id) => fround(sum + (table[id * wide + column] as number)), old);
  });
  assert.deepEqual(kernel.f32.slice(into >>> 2, (into >>> 2) + 3 * wide), wanted);
});

test('scores become weights as Math.exp has them, and what is no kind has none', () => {
  const kinds = 22;
  const kernel = new Kernel(1 << 16);
  const mask = kernel.put(new Float32Array(24).fill(Number.NEGATIVE_INFINITY, kinds));
  const row = kernel.room(24 * 4);
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(1e-6, 1, 20, 300), (seed, scale) => {
      const scores = numbers(24, seed).map((each) => each * scale);
      kernel.f32.set(scores, row >>> 2);
      kernel.run.weigh(1, row, mask);
      const top = Math.max(...scores.subarray(0, kinds));
      const wanted = scores.map((score, k) => (k < kinds ? Math.exp(score - top) : 0));
      assert.deepEqual(kernel.f32.slice(row >>> 2, (row >>> 2) + 24), wanted);
    }),
    { numRuns: 2000 },
  );
});

test('a convolution adds rows so many apart, each times its row of taps, in their order', () => {
  const [size, width, rows] = [32, 5, 7];
  for (const apart of [1, 3, 4]) {
    const from = numbers((rows + (width - 1) * apart) * size, 1);
    const [taps, bias] = [numbers(width * size, 2), numbers(size, 3)];
    const kernel = new Kernel(1 << 16);
    const [x, t, b] = [kernel.put(from), kernel.put(taps), kernel.put(bias)];
    const into = kernel.room(rows * size * 4);
    kernel.run.deep(x, rows, size, width, apart, t, b, into);
    const wanted = Float32Array.from({ length: rows * size }, (_, i) => {
      const [row, column] = [Math.floor(i / size), i % size];
      let sum = bias[column] as number;
      for (let tap = 0; tap < width; tap++) {
        const seen = from[(row + tap * apart) * size + column] as number;
        sum = fround(sum + fround(seen * (taps[tap * size + column] as number)));
      }
      return sum;
    });
    assert.deepEqual(kernel.f32.slice(into >>> 2, (into >>> 2) + rows * size), wanted);
  }
});

/** To the nearest 64th, a half to the even one. */
function rounded(value: number): number {
  const low = Math.floor(value * 64);
  const rest = value * 64 - low;
  return (rest > 0.5 || (rest === 0.5 && low % 2 !== 0) ? low + 1 : low) / 64;
}

test('a recurrence keeps as much of its state as the gate says, either way, to the nearest 64th', () => {
  const [size, rows] = [16, 6];
  const gates = numbers(rows * 2 * size, 1).map((each) => each * 2);
  const first = numbers(size, 2);
  const wide = size * 4;
  for (const way of [1, -1]) {
    const kernel = new Kernel(1 << 16);
    const [at, state] = [kernel.put(gates), kernel.put(first)];
    const into = kernel.room(rows * wide);
    const start = way > 0 ? 0 : rows - 1;
    const [from, to] = [at + start * 2 * wide, into + start * wide];
    kernel.run.recur(from, rows, size, state, to, way * 2 * wide, way * wide);
    const wanted = new Float32Array(rows * size);
    let last = first;
    for (let row = start; row >= 0 && row < rows; row += way) {
      last = last.map((old, j) => {
        const keep = Math.min(1, Math.max(0, gates[row * 2 * size + j] as number));
        const value = gates[row * 2 * size + size + j] as number;
        return rounded(fround(fround(keep * old) + fround(fround(1 - keep) * value)));
      });
      wanted.set(last, row * size);
    }
    assert.deepEqual(kernel.f32.slice(into >>> 2, (into >>> 2) + rows * size), wanted);
  }
});

test('a look is the mean of the rows around, each weighed by what is over 0 of its score, squared', () => {
  const [rows, size, span, value] = [5, 8, 16, 16];
  const all = rows + span;
  const wide = 2 * size + value;
  const asked = numbers(all * wide, 1);
  const near = numbers(span, 2);
  const mask = Float32Array.from({ length: all }, (_, row) => (row < 3 || row > 17 ? -1e9 : 0));
  const kernel = new Kernel(1 << 17);
  const turned = new Float32Array(size * all);
  for (let row = 0; row < all; row++) {
    for (let i = 0; i < size; i++) turned[i * all + row] = asked[row * wide + size + i] as number;
  }
  const [x, k, n, m] = [asked, turned, near, mask].map((each) => kernel.put(each)) as Four;
  const [scores, into] = [kernel.room(span * 4), kernel.room(rows * value * 4)];
  const step = wide * 4;
  const q = x + (span / 2) * step;
  const v = x + 2 * size * 4;
  kernel.run.look(q, k, v, rows, size, span, n, m, step, all * 4, scores, into, value * 4);
  const found = kernel.f32.slice(into >>> 2, (into >>> 2) + rows * value);
  for (let row = 0; row < rows; row++) {
    const weights = Array.from({ length: span }, (_, d) => {
      let score = (near[d] as number) + (mask[row + d] as number);
      for (let i = 0; i < size; i++) {
        const own = asked[(row + span / 2) * wide + i] as number;
        score += own * (turned[i * all + row + d] as number);
      }
      return Math.max(0, score) ** 2;
    });
    const total = weights.reduce((sum, each) => sum + each, 1);
    assert.ok(total > 1.1);
    for (let i = 0; i < value; i++) {
      const sum = weights.reduce(
        (so, each, d) => so + each * (asked[(row + d) * wide + 2 * size + i] as number),
        0,
      );
      assert.ok(Math.abs((found[row * value + i] as number) - sum / total) < 1e-5);
    }
  }
});

type Four = [number, number, number, number];

test('room is refused where there is none', () => {
  assert.throws(() => new Kernel(100).room(70_000), /no room/);
});
