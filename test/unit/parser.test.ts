import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { outlineOf } from '../../server/src/core/outline.ts';
import { createParser } from '../../server/src/core/parser.ts';
import { applyEdits } from '../../server/src/core/source.ts';
import { strayBlocks } from '../../server/src/core/stray.ts';
import { SAFE } from '../../server/src/core/strip.ts';
import { markedText } from '../support/arbitraries.ts';
import { toyModel } from '../support/toy-model.ts';

const parser = createParser(toyModel);

describe('update', () => {
  test('equals parse of the new text', () => {
    fc.assert(
      fc.property(markedText, fc.nat(), fc.nat(), markedText, (text, a, b, newText) => {
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
        const edit = { start: start ?? 0, end: end ?? 0, newText };
        const source = parser.parse(text);
        parser.strips(source, SAFE);
        const updated = parser.update(source, edit);
        const parsed = parser.parse(applyEdits(text, [edit]));
        assert.equal(updated.text, parsed.text);
        assert.deepEqual(updated.kinds, parsed.kinds);
        assert.deepEqual(updated.sections, parsed.sections);
        assert.deepEqual(parser.strips(updated, SAFE), parser.strips(parsed, SAFE));
      }),
      { numRuns: 500 },
    );
  });

  test('moves labels with their lines and drops those whose line changed', () => {
    const text = 'body| a\nbody| b\nbody| c\n';
    const labels = new Map([
      [0, 'deck'],
      [1, 'credit'],
      [2, 'tags'],
    ] as const);
    const source = parser.parse(text, { labels });
    const start = text.indexOf('b\n');
    const updated = parser.update(source, { start, end: start + 1, newText: 'x\ny' });
    assert.deepEqual(
      [...updated.labels],
      [
        [0, 'deck'],
        [3, 'tags'],
      ],
    );
  });
});

describe('labels through an edit that does not touch their lines', () => {
  const text = 'share| a\nbody| b\nlegal| c\n';
  const source = parser.parse(text, { labels: new Map([[1, 'deck']]) });
  const labelsAfter = (start: number, end: number, newText: string): unknown => [
    ...parser.update(source, { start, end, newText }).labels,
  ];
  const start = text.indexOf('body');
  const end = text.indexOf('\nlegal');

  test('hold where the line above goes, and where one comes', () => {
    assert.deepEqual(labelsAfter(0, start, ''), [[0, 'deck']]);
    assert.deepEqual(labelsAfter(start, start, 'body| new\n'), [[2, 'deck']]);
  });

  test('hold where a line break or another line comes after them', () => {
    assert.deepEqual(labelsAfter(end, end, '\n'), [[1, 'deck']]);
    assert.deepEqual(labelsAfter(end, text.length, ''), [[1, 'deck']]);
  });

  test('fall away where the line itself changes', () => {
    assert.deepEqual(labelsAfter(end, end, '!'), []);
    assert.deepEqual(labelsAfter(start, start, 'x'), []);
    assert.deepEqual(labelsAfter(start - 1, start, ''), []);
  });
});

describe('stray blocks', () => {
  test('part where the kind, the sureness or the list changes', () => {
    const text =
      'share| a\n\nshare| b\nshare?| c\nbody| d\nranking| TOP\n- ranking| e\nranking| NEW\n- ranking| f\n';
    const source = parser.parse(text);
    const blocks = strayBlocks(source, parser.strips(source, SAFE));
    assert.deepEqual(
      blocks.map(({ kind, first, end, sure, size }) => [kind, first, end, sure, size]),
      [
        ['share', 0, 3, true, 2],
        ['share', 3, 4, false, 1],
        ['ranking', 5, 7, true, 2],
        ['ranking', 7, 9, true, 2],
      ],
    );
  });

  test('leave out what a person labelled', () => {
    const source = parser.parse('share| a\nshare| b\n', { labels: new Map([[0, 'share']]) });
    const blocks = strayBlocks(source, parser.strips(source, SAFE));
    assert.deepEqual(
      blocks.map(({ first, end }) => [first, end]),
      [[1, 2]],
    );
  });
});

describe('the outline', () => {
  const names = (text: string): unknown =>
    outlineOf(parser.parse(text)).map(({ name, detail, children }) => [
      name,
      detail,
      children.length,
    ]);

  test('names the article after its headline, a thread with its comments and votes', () => {
    const text = 'headline| Bridge opens\nbody| x\ncomment| Good\ncomment-meta| 7 ( +8 / -1 )\n';
    assert.deepEqual(names(text), [
      ['headline| Bridge opens', 'article', 1],
      ['comment| Good', '1 comment', 1],
    ]);
    const [, thread] = outlineOf(parser.parse(text));
    assert.equal(thread?.children[0]?.detail, '7 votes (+8 / -1)');
  });

  test('starts with what there is where no headline is', () => {
    assert.deepEqual(names('caption| A flag\nbody| x\n'), [['body| x', 'article', 2]]);
  });

  test('leaves out the blank lines at the end of a section', () => {
    const [article, legal] = outlineOf(parser.parse('body| a\n\n\nlegal| b\n'));
    assert.deepEqual([article?.first, article?.end, legal?.first, legal?.end], [0, 1, 3, 4]);
  });
});
