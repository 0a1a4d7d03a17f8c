import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import {
  cohensKappa,
  compare,
  type Judgement,
  krippendorffsAlpha,
} from '../../server/src/annotations/agreement.ts';
import type { Kind } from '../../server/src/core/kinds.ts';

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

function close(actual: number | undefined, expected: number, digits: number): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) < 0.5 * 10 ** -digits, `${actual}`);
}

describe('agreement, on published examples', () => {
  test('κ of two readers of 50 grants is 0.4 (the usual example of Cohen’s κ)', () => {
    const pairs = [
      ...times(20, ['yes', 'yes'] as const),
      ...times(5, ['yes', 'no'] as const),
      ...times(10, ['no', 'yes'] as const),
      ...times(15, ['no', 'no'] as const),
    ];
    close(cohensKappa(pairs), 0.4, 10);
  });

  test('κ is lower where the same agreement is likelier by chance: 0.13 and 0.26', () => {
    const table = (yy: number, yn: number, ny: number, nn: number) => [
      ...times(yy, ['yes', 'yes'] as const),
      ...times(yn, ['yes', 'no'] as const),
      ...times(ny, ['no', 'yes'] as const),
      ...times(nn, ['no', 'no'] as const),
    ];
    close(cohensKappa(table(45, 15, 25, 15)), 0.1304, 4);
    close(cohensKappa(table(25, 35, 5, 35)), 0.2593, 4);
  });

  test('α of two observers, nominal data: 0.692 (Krippendorff 2011, example B)', () => {
    const [first, second] = [
      ['a', 'a', 'b', 'b', 'd', 'c', 'c', 'c', 'e', 'd', 'd', 'a'],
      ['b', 'a', 'b', 'b', 'b', 'c', 'c', 'c', 'e', 'd', 'd', 'd'],
    ];
    close(krippendorffsAlpha(first.map((label, i) => [label, second[i] ?? ''])), 0.692, 3);
  });

  test('α of four observers with gaps, nominal data: 0.743 (Krippendorff 2011, example C)', () => {
    const a = [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0];
    const b = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3];
    const c = [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0];
    const d = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0];
    const units = a.map((_, i) => [a, b, c, d].flatMap((row) => (row[i] ? [String(row[i])] : [])));
    close(krippendorffsAlpha(units), 0.743, 3);
  });

  test('α of two observers, binary data: 0.095 (Krippendorff 2011, example A)', () => {
    const a = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
    const b = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
    close(krippendorffsAlpha(a.map((label, i) => [`${label}`, `${b[i]}`])), 0.095, 3);
  });

  test('is undefined where nothing can vary', () => {
    assert.equal(cohensKappa([]), undefined);
    assert.equal(cohensKappa([['a', 'a']]), undefined);
    assert.equal(krippendorffsAlpha([['a', 'a']]), undefined);
    assert.equal(krippendorffsAlpha([]), undefined);
  });
});

test('two sets of labels are compared by kind and source, and what differs is listed', () => {
  const set = (labels: Record<string, Record<string, Kind>>) =>
    new Map(
      Object.entries(labels).map(([source, units]) => [
        source,
        new Map(
          Object.entries(units).map(([unit, kind]): [string, Judgement] => [
            unit,
            { kind, quote: `words ${unit}` },
          ]),
        ),
      ]),
    );
  const a = set({ x: { 0: 'body', 1: 'share', 2: 'legal' }, y: { 0: 'body' }, z: { 0: 'tags' } });
  const b = set({ x: { 0: 'body', 1: 'promo', 3: 'legal' }, y: { 0: 'body' } });
  const result = compare(a, b);
  assert.equal(result.all.units, 3);
  assert.equal(result.all.agreed, 2);
  assert.deepEqual([...result.byKind.keys()], ['body', 'promo', 'share']);
  assert.equal(result.byKind.get('body')?.kappa, 1);
  assert.equal(result.bySource.get('y')?.agreed, 1);
  assert.deepEqual(result.disagreements, [
    {
      source: 'x',
      unit: '1',
      quote: 'words 1',
      a: { kind: 'share', quote: 'words 1' },
      b: { kind: 'promo', quote: 'words 1' },
    },
  ]);
  assert.deepEqual([result.onlyA, result.onlyB], [2, 1]);
});
