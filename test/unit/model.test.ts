import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { KINDS, type Kind } from '../../server/src/core/kinds.ts';
import { Lines } from '../../server/src/core/lines.ts';
import { BLANK, type Change, Model, type Reading } from '../../server/src/core/model/model.ts';

const bytes = readFileSync(path.join(process.cwd(), 'server', 'model', 'model.bin'));
const model = Model.load(bytes);

/** Lines like those of a page, so that the random texts have lists, threads and paragraphs. */
const pieces = [
  '',
  '',
  '-',
  '* Home',
  'Most read',
  'Tokyo, Sept. 10 — The government said on Wednesday that it plans to close all of its centres.',
  'He said the decision was “difficult”, and that no one had asked for it in years.',
  '7 ( +8 / -1 )',
  'Jan 3, 10:14',
  'Reply',
  'By Jane Roe',
  '16:46 JST, September 11, 2025',
  '© 2025 Example Media. All rights reserved.',
  'Войти | Регистрация',
  'Читайте также',
  '政府は十日、国内にあるすべての拠点を閉鎖すると発表した。',
  'ランキング',
  'Σχετικά άρθρα',
  'https://example.org/a?b=c',
  '   12   ',
  '\u{1f600}\ud800',
  '\0',
];
const line = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...pieces) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }).map(oneLine) },
);
const text = fc.array(line, { maxLength: 120 });

function oneLine(value: string): string {
  return value.replace(/[\r\n]/g, ' ');
}

function read(lines: readonly string[], labels?: ReadonlyMap<number, Kind>): Reading {
  return model.read(Lines.of(lines.join('\n')), labels);
}

function assertSame(actual: Reading, expected: Reading): void {
  assert.deepEqual(actual.kinds, expected.kinds);
  assert.deepEqual(actual.confidence, expected.confidence);
  assert.deepEqual(actual.boilerplate, expected.boilerplate);
}

test('a reading has a kind and probabilities for each line that is not blank', () => {
  fc.assert(
    fc.property(text, (lines) => {
      const { kinds, confidence, boilerplate } = read(lines);
      const count = lines.length || 1;
      assert.equal(kinds.length, count);
      for (let i = 0; i < count; i++) {
        if ((lines[i] ?? '').trim() === '') {
          assert.deepEqual([kinds[i], confidence[i], boilerplate[i]], [BLANK, 0, 0]);
          continue;
        }
        assert.ok((kinds[i] as number) < KINDS.length);
        const values = [confidence[i] as number, boilerplate[i] as number];
        assert.ok(values.every((value) => value >= 0 && value <= 1));
      }
    }),
  );
});

test('the same text reads the same, whatever was read before', () => {
  fc.assert(
    fc.property(text, text, (lines, others) => {
      const first = read(lines);
      read(others);
      assertSame(read(lines), first);
      assertSame(Model.load(bytes).read(Lines.of(lines.join('\n'))), first);
    }),
    { numRuns: 12 },
  );
});

test('rereading after an edit equals reading the new text, bit for bit', () => {
  const edit = fc.record({
    at: fc.nat(),
    removed: fc.nat({ max: 12 }),
    lines: fc.array(line, { maxLength: 12 }),
  });
  fc.assert(
    fc.property(text, fc.array(edit, { minLength: 1, maxLength: 5 }), (start, edits) => {
      let lines = start.length ? start : [''];
      let reading = read(lines);
      for (const { at, removed, lines: inserted } of edits) {
        const from = at % lines.length;
        const gone = Math.min(removed, lines.length - from);
        const next = lines.toSpliced(from, gone, ...inserted);
        if (next.length === 0) return;
        const change = { from, removed: gone, inserted: inserted.length };
        reading = model.reread(reading, Lines.of(next.join('\n')), [change]);
        assertSame(reading, read(next));
        lines = next;
      }
    }),
    { numRuns: 300 },
  );
});

test('rereading after several changes at once equals reading the new text', () => {
  const parts = fc.array(
    fc.record({
      kept: fc.array(line, { maxLength: 30 }),
      gone: fc.array(line, { maxLength: 4 }),
      come: fc.array(line, { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(parts, (pieces) => {
      let from = 0;
      const changes = pieces.map(({ kept, gone, come }) => {
        const change = { from: from + kept.length, removed: gone.length, inserted: come.length };
        from = change.from + change.removed;
        return change;
      });
      const before = pieces.flatMap(({ kept, gone }) => [...kept, ...gone]);
      const after = pieces.flatMap(({ kept, come }) => [...kept, ...come]);
      if (before.length === 0 || after.length === 0) return;
      const reading = model.reread(read(before), Lines.of(after.join('\n')), changes);
      assertSame(reading, read(after));
    }),
    { numRuns: 300 },
  );
});

test('a reading from which another one was read on can be read on again', () => {
  const reading = read(pieces);
  const insert = (at: number): void => {
    const lines = pieces.toSpliced(at, 0, 'Most read');
    const changes = [{ from: at, removed: 0, inserted: 1 }];
    assertSame(model.reread(reading, Lines.of(lines.join('\n')), changes), read(lines));
  };
  insert(3);
  insert(9);
});

test('rereading what is left of a text equals reading it as a text of its own', () => {
  const flags = fc.array(fc.boolean(), { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(fc.array(line, { minLength: 60, maxLength: 60 }), flags, flags, (lines, a, b) => {
      const whole = Lines.of(lines.join('\n'));
      const left = (keep: readonly boolean[]): number[] =>
        lines.flatMap((_, i) => (keep[i] ? [i] : []));
      if (left(a).length === 0 || left(b).length === 0) return;
      const first = model.readRest(model.read(whole), whole, Uint32Array.from(left(a)));
      const { changes } = lines.reduce<{ from: number; changes: Change[] }>(
        ({ from, changes }, _, i) => {
          const [was, is] = [a[i] ? 1 : 0, b[i] ? 1 : 0];
          if (was === is) return { from: from + was, changes };
          return { from: from + was, changes: [...changes, { from, removed: was, inserted: is }] };
        },
        { from: 0, changes: [] },
      );
      const rest = model.reread(first, whole, changes, undefined, Uint32Array.from(left(b)));
      assertSame(rest, read(left(b).map((i) => lines[i] as string)));
    }),
    { numRuns: 200 },
  );
});

test('rereading a long text equals reading it anew', () => {
  const lines = Array.from(
    { length: 900 },
    (_, i) => pieces[(i * 7 + (i >> 3)) % pieces.length] ?? '',
  );
  let reading = read(lines);
  for (const at of [0, 255, 256, 257, 511, 600, 880]) {
    lines.splice(at, 3, 'Most read', 'By Jane Roe');
    const change = { from: at, removed: 3, inserted: 2 };
    reading = model.reread(reading, Lines.of(lines.join('\n')), [change]);
    assertSame(reading, read(lines));
  }
});

test('rereading heeds labels that come, go and change', () => {
  const labels = fc
    .array(fc.tuple(fc.nat({ max: 60 }), fc.constantFrom(...KINDS)), { maxLength: 6 })
    .map((pairs) => new Map(pairs));
  fc.assert(
    fc.property(text, labels, labels, (start, before, after) => {
      const lines = start.length ? start : [''];
      const reading = read(lines, before);
      const change = { from: 0, removed: 0, inserted: 0 };
      const next = model.reread(reading, Lines.of(lines.join('\n')), [change], after);
      assertSame(next, read(lines, after));
    }),
  );
});

test("a person's label stands, and is sure", () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.constantFrom(...KINDS), (lines, at, kind) => {
      const number = at % (lines.length || 1);
      if ((lines[number] ?? '').trim() === '') return;
      const { kinds, confidence } = read(lines, new Map([[number, kind]]));
      assert.equal(KINDS[kinds[number] as number], kind);
      assert.equal(confidence[number], 1);
    }),
  );
});

test('reading what is left of a text equals reading it as a text of its own', () => {
  fc.assert(
    fc.property(text, fc.array(fc.boolean(), { maxLength: 120 }), (lines, keep) => {
      const whole = Lines.of(lines.join('\n'));
      const left = lines.flatMap((_, i) => (keep[i] ? [i] : []));
      if (left.length === 0) return;
      const rest = model.readRest(model.read(whole), whole, Uint32Array.from(left));
      assertSame(rest, read(left.map((i) => lines[i] as string)));
    }),
  );
});

test('a text reads the same in the memory that another one gave back, which keeps what was said of it', () => {
  fc.assert(
    fc.property(text, text, (first, second) => {
      const before = read(first);
      const kept = {
        ...before,
        kinds: before.kinds.slice(),
        confidence: before.confidence.slice(),
      };
      const wanted = read(second);
      model.release(before);
      const lines = Lines.of(second.join('\n'));
      const found = model.read(lines);
      assertSame(found, wanted);
      assertSame(before, kept);
      // Given back already: nobody else gets what `found` is in.
      model.release(before);
      read(first);
      assertSame(model.reread(found, lines, []), wanted);
    }),
  );
});

test('bytes that are no model are refused in clear words', () => {
  assert.throws(() => Model.load(new Uint8Array(4)), /not a model/);
  assert.throws(() => Model.load(bytes.subarray(0, bytes.length / 2)), /cut short/);
  const other = new Uint8Array(bytes);
  other[4] = 99;
  assert.throws(() => Model.load(other), /version 99/);
});

test('explains what moved a decision, strongest first, and says who labelled a line', () => {
  const lines = Lines.of(
    ['Most read', '- One more thing', '- And another', '', '© 2025 A'].join('\n'),
  );
  const labels = new Map<number, Kind>([[4, 'legal']]);
  const reading = model.read(lines, labels);
  for (const line of [0, 1, 2]) {
    const evidence = model.explain(lines, reading, line);
    assert.ok(evidence.length > 0);
    const weights = evidence.map(({ weight }) => weight);
    assert.deepEqual(
      weights,
      [...weights].sort((a, b) => b - a),
    );
    assert.ok(evidence.every(({ reason, text }) => /^[\w-]+$/.test(reason) && text !== ''));
  }
  assert.deepEqual(model.explain(lines, reading, 3), []);
  assert.deepEqual(
    model.explain(lines, reading, 4).map(({ reason }) => reason),
    ['label'],
  );
  assertSame(model.read(lines, labels), reading);
});
