import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { KINDS, type Kind } from '../../server/src/core/kinds.ts';
import { Model } from '../../server/src/core/model/model.ts';
import { createParser } from '../../server/src/core/parser.ts';
import { applyEdits, type Source } from '../../server/src/core/source.ts';
import { SAFE, type StripPolicy, THOROUGH } from '../../server/src/core/strip.ts';
import { wildAdaptation } from '../support/adaptations.ts';
import { textWithAnyLineEnds } from '../support/arbitraries.ts';
import { readSamples } from '../support/samples.ts';

const samples = readSamples();
const model = Model.load(readFileSync('server/model/model.bin'));
const texts = samples.map(({ text }) => text);
const adaptation = wildAdaptation(model, texts);
const plain = createParser(model);
const parser = createParser(model.adapted(adaptation));
const sample = fc.constantFrom(...texts);
const policy = fc.constantFrom<StripPolicy>(SAFE, THOROUGH, { level: 'safe', comments: 'strip' });
const edit = fc.tuple(
  fc.nat(),
  fc.nat(300),
  fc.oneof(
    textWithAnyLineEnds,
    sample.map((text) => text.slice(0, 400)),
  ),
);

function assertSame(actual: Source, expected: Source): void {
  assert.deepEqual(actual.kinds, expected.kinds);
  assert.deepEqual(actual.confidence, expected.confidence);
  assert.deepEqual(actual.boilerplate, expected.boilerplate);
}

describe('with corrections of the model', () => {
  test('lines are read otherwise, and the model itself reads them as ever', () => {
    const before = texts.map((text) => plain.parse(text).kinds);
    const after = texts.map((text) => parser.parse(text).kinds);
    assert.notDeepEqual(after, before);
    const fresh = createParser(Model.load(readFileSync('server/model/model.bin')));
    assert.deepEqual(
      before,
      texts.map((text) => fresh.parse(text).kinds),
    );
  });

  test('corrections of nothing change nothing', () => {
    const none = createParser(
      model.adapted({
        ...adaptation,
        out: new Float32Array(adaptation.out.length),
        bias: new Float32Array(adaptation.bias.length),
        rows: new Int8Array(adaptation.rows.length),
      }),
    );
    for (const text of texts) assertSame(none.parse(text), plain.parse(text));
  });

  test('update equals parse, and its strip that of a fresh parse', () => {
    fc.assert(
      fc.property(sample, fc.array(edit, { maxLength: 4 }), (text, edits) => {
        let source = parser.parse(text);
        for (const [at, length, newText] of edits) {
          parser.strips(source, SAFE);
          const start = at % (source.text.length + 1);
          const end = Math.min(source.text.length, start + length);
          source = parser.update(source, { start, end, newText });
        }
        const fresh = parser.parse(source.text);
        assertSame(source, fresh);
        assert.deepEqual(parser.strips(source, SAFE), parser.strips(fresh, SAFE));
      }),
      { numRuns: 60 },
    );
  });

  test('strip is idempotent', () => {
    const stripped = (text: string, each: StripPolicy): string =>
      applyEdits(text, parser.strip(parser.parse(text), each));
    fc.assert(
      fc.property(sample, edit, policy, (text, [at, length, newText], each) => {
        const start = at % (text.length + 1);
        const edited = text.slice(0, start) + newText + text.slice(start + length);
        const once = stripped(edited, each);
        assert.equal(stripped(once, each), once);
      }),
      { numRuns: 60 },
    );
  });

  test('a BOM changes nothing', () => {
    for (const text of texts) {
      const bare = text.replace(/^\uFEFF/u, '');
      assert.deepEqual(parser.parse(`\uFEFF${bare}`).kinds, parser.parse(bare).kinds);
    }
  });

  test('a label stands, is sure, and strip leaves its line', () => {
    fc.assert(
      fc.property(sample, fc.nat(), fc.constantFrom<Kind>(...KINDS), (text, seed, kind) => {
        const filled = parser.parse(text).kinds.flatMap((each, line) => (each ? [line] : []));
        const line = filled[seed % filled.length] ?? 0;
        const source = parser.parse(text, { labels: new Map([[line, kind]]) });
        assert.equal(source.kinds[line], kind);
        assert.equal(source.confidence[line], 1);
        assert.equal(parser.strips(source, THOROUGH)[line], 0);
      }),
      { numRuns: 60 },
    );
  });

  test('says so where lines like it were labelled, and explaining changes nothing', () => {
    const found = texts.flatMap((text) => {
      const source = parser.parse(text);
      const filled = source.kinds.flatMap((each, line) => (each ? [line] : []));
      const evidence = filled.slice(0, 15).flatMap((line) => parser.explain(source, line));
      const last = text.length;
      const updated = parser.update(source, { start: last, end: last, newText: '\nx' });
      assertSame(updated, parser.parse(`${text}\nx`));
      return evidence;
    });
    assert.ok(found.some(({ reason }) => reason === 'learned'));
  });

  test('the threshold of the safe policy only rises', () => {
    assert.equal(model.adapted(adaptation).safeThreshold, model.safeThreshold);
    assert.equal(model.adapted({ ...adaptation, safeThreshold: 1 }).safeThreshold, 1);
  });
});
