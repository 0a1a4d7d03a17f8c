import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Lines } from '../../server/src/core/lines.ts';
import { Model, type Reading } from '../../server/src/core/model/model.ts';
import { layered, reheaded } from '../support/layered.ts';

const bytes = readFileSync('server/model/model.bin');
const one = Model.load(layered(bytes, [1]));
const two = Model.load(layered(bytes, [1, 4]));

const pieces = [
  'Most read',
  'By Jane Roe',
  '- x',
  '',
  'Tokyo, Sept. 10 — The government said on Wednesday that it plans to close all of its centres.',
  'Reply',
  'Jan 3, 10:14',
  '© 2025 Example Media. All rights reserved.',
  '* Home',
  'ランキング',
];

const page = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => {
    const piece = pieces[(i * 7 + (i >> 3)) % pieces.length];
    return `${piece}${i % 11 ? '' : ` ${i}`}`;
  });

const linesOf = (lines: readonly string[]): Lines => Lines.of(lines.join('\n'));

function assertSame(actual: Reading, expected: Reading): void {
  assert.deepEqual(actual.kinds, expected.kinds);
  assert.deepEqual(actual.confidence, expected.confidence);
  assert.deepEqual(actual.boilerplate, expected.boilerplate);
}

test('each layer counts, and so does how far apart the lines are that it sees', () => {
  const said = [one, two, Model.load(layered(bytes, [1, 1]))].map(
    (model) => model.read(linesOf(page(60))).confidence,
  );
  assert.notDeepEqual(said[0], said[1]);
  assert.notDeepEqual(said[1], said[2]);
});

test('after a change anywhere, through all layers, a text reads as if read anew', () => {
  const changes = [
    { removed: 1, come: [] },
    { removed: 0, come: ['Reply'] },
    { removed: 1, come: ['Most read now'] },
    { removed: 3, come: ['By A B', 'x', 'y', 'z', '-', ''] },
  ];
  // Around the ends of the text, of what the layers see, and of what is worked out at once.
  for (const count of [2, 9, 255, 256, 257, 264, 272, 300, 520]) {
    for (const at of [0, 1, 7, 8, 33, count >> 1, count - 33, count - 9, count - 2, count - 1]) {
      if (at < 0 || at >= count) continue;
      const before = page(count);
      for (const { removed, come } of changes) {
        const gone = Math.min(removed, count - at);
        const after = linesOf(before.toSpliced(at, gone, ...come));
        const change = { from: at, removed: gone, inserted: come.length };
        assertSame(two.reread(two.read(linesOf(before)), after, [change]), two.read(after));
      }
    }
  }
});

test('a long text gives its room back, and what comes after it reads as ever', () => {
  const [short, long] = [linesOf(page(40)), page(9000)];
  const wanted = two.read(short);
  const reading = two.read(linesOf(long));
  assertSame(two.read(short), wanted);
  const after = linesOf(long.toSpliced(4000, 1, 'Reply'));
  assertSame(
    two.reread(reading, after, [{ from: 4000, removed: 1, inserted: 1 }]),
    two.read(after),
  );
});

test('to explain lines leaves what a reading knows as it was', () => {
  const before = page(300);
  const lines = linesOf(before);
  const reading = two.read(lines);
  for (const line of [0, 1, 100, 255, 256, 298, 299]) two.explain(lines, reading, line);
  const after = linesOf(before.toSpliced(260, 1, 'Reply'));
  const change = { from: 260, removed: 1, inserted: 1 };
  assertSame(two.reread(reading, after, [change]), two.read(after));
});

test('lines are explained from their own text, whatever was read before', () => {
  const lines = linesOf(page(80));
  const reading = two.read(lines);
  const wanted = [0, 40, 79].map((line) => two.explain(lines, reading, line));
  two.read(linesOf(page(300).reverse()));
  assert.deepEqual(
    [0, 40, 79].map((line) => two.explain(lines, reading, line)),
    wanted,
  );
});

test('a header that does not say what the layers are is refused', () => {
  for (const apart of [undefined, null, [], '1', ['1'], [0], [-1], [1, -4], [0.5], [1e9]]) {
    const made = reheaded(bytes, ({ about }) => {
      about.apart = apart;
    });
    assert.throws(() => Model.load(made), /header cannot be read/, JSON.stringify(apart));
  }
  const deeper = reheaded(bytes, ({ about }) => {
    about.apart = [1, 4, 4, 4];
  });
  assert.throws(() => Model.load(deeper), /no f32 tensor 'deep\d'/);
});

test('how far a line sees is part of the model', () => {
  const before = page(200);
  const read = (lines: readonly string[], look: object) =>
    Model.load(
      reheaded(bytes, ({ about, tensors }) => {
        const { heads, key } = about.look as { heads: number; key: number };
        about.look = { heads, key, ...look };
        tensors.near = { ...tensors.near, shape: [heads, 2 * reachOf(look)] };
      }),
    ).read(linesOf(lines)).confidence;
  const [near, nearer] = [{ reach: 32 }, { reach: 8 }].map((look) => read(before, look));
  assert.notDeepEqual(near, nearer);
});

const reachOf = (look: object): number => (look as { reach: number }).reach;

test('a header that does not say how lines look around is refused', () => {
  const shape = { heads: 4, key: 8, reach: 32 };
  const others = [
    { heads: 0 },
    { heads: 1.5 },
    { key: -8 },
    { key: '8' },
    { reach: 30 },
    { reach: 1e9 },
  ];
  for (const look of [undefined, null, [], {}, ...others.map((each) => ({ ...shape, ...each }))]) {
    const made = reheaded(bytes, ({ about }) => {
      about.look = look;
    });
    assert.throws(() => Model.load(made), /header cannot be read/, JSON.stringify(look));
  }
  const more = reheaded(bytes, ({ about }) => {
    about.look = { ...shape, heads: 5 };
  });
  assert.throws(() => Model.load(more), /no f32 tensor 'ask'/);
});

test('a header that is none, or says not where a tensor is, is refused', () => {
  for (const header of [null, 1, {}, { about: {}, hash: '', tensors: {} }]) {
    const made = reheaded(bytes, () => header ?? 'null');
    assert.throws(() => Model.load(made), /header cannot be read/);
  }
  for (const offset of [undefined, -4, 2, 1e12]) {
    const made = reheaded(bytes, ({ tensors }) => {
      tensors.bias = { ...tensors.bias, offset };
    });
    assert.throws(() => Model.load(made), /gives no place of tensor 'bias'|cut short/);
  }
});
