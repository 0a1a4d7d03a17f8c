import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { KINDS, type Kind } from '../../server/src/core/kinds.ts';
import { SAFE, THOROUGH } from '../../server/src/core/strip.ts';
import { readSamples, shippedParser } from '../support/samples.ts';

const parser = shippedParser();
const samples = readSamples();

describe('a source with other labels', () => {
  for (const { name, text } of samples) {
    test(`is what parsing with them gives, and so is what strip leaves of it: ${name}`, () => {
      let source = parser.parse(text);
      const labels = new Map<number, Kind>();
      const count = source.lines.count;
      for (let turn = 0; turn < 8; turn++) {
        // What strip does is asked in between, so that it too has something to go on from.
        if (turn % 2 === 0) parser.strips(source, SAFE);
        const line = (turn * 7919) % count;
        if (turn === 5) labels.delete([...labels.keys()][0] ?? 0);
        else if (source.kinds[line]) labels.set(line, KINDS[(turn * 5) % KINDS.length] ?? 'body');
        source = parser.relabel(source, new Map(labels));
        const parsed = parser.parse(text, { labels });
        assert.deepEqual(source.kinds, parsed.kinds);
        assert.deepEqual(source.confidence, parsed.confidence);
        assert.deepEqual(source.boilerplate, parsed.boilerplate);
        for (const policy of [SAFE, THOROUGH]) {
          const flags = parser.strips(source, policy);
          assert.deepEqual(flags, parser.strips(parsed, policy));
          for (const each of labels.keys()) assert.equal(flags[each], 0);
        }
      }
    });
  }

  test('says what else a line may be, but not of one that a person decided', () => {
    const [{ text } = { text: '' }] = samples;
    const source = parser.parse(text);
    const line = source.kinds.findIndex((kind) => kind !== null);
    const others = parser.alternatives(source, line);
    assert.equal(others.length, KINDS.length - 1);
    assert.ok(!others.includes(source.kinds[line] as Kind));
    const labelled = parser.relabel(source, new Map([[line, 'body']]));
    assert.deepEqual(parser.alternatives(labelled, line), []);
  });
});
