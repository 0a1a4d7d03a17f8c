import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { createParser } from '../../server/src/core/parser.ts';
import { leavesOf, type Section } from '../../server/src/core/sections.ts';
import { markedText } from '../support/arbitraries.ts';
import { treeOf } from '../support/sections.ts';
import { toyModel } from '../support/toy-model.ts';

const { parse } = createParser(toyModel);

/** Asserts the tree of a source given as lines; the expected tree is indented as the test is. */
function assertTree(lines: readonly string[], expected: readonly string[]): void {
  assert.equal(treeOf(parse(lines.join('\n')).sections), expected.join('\n'));
}

describe('sections', () => {
  test('join the article to one, its subheadings to divisions', () => {
    assertTree(
      ['headline| a', 'byline| b', '', 'body| c', 'subheading| d', 'body| e', 'body| f', 'tags| g'],
      [
        'source 0-8',
        '  article 0-8',
        '    block headline 0-1',
        '    block byline 1-3',
        '    block body 3-4',
        '    division subheading 4-7',
        '      block subheading 4-5',
        '      block body 5-7',
        '    block tags 7-8',
      ],
    );
  });

  test('keep boilerplate inside the article in it', () => {
    assertTree(
      ['headline| a', 'share| b', 'body| c', 'legal| d'],
      [
        'source 0-4',
        '  article 0-3',
        '    block headline 0-1',
        '    block share 1-2',
        '    block body 2-3',
        '  block legal 3-4',
      ],
    );
  });

  test('give each list its heading and its items, with bullets on their own lines', () => {
    assertTree(
      [
        'ranking| MOST READ',
        '- ranking| one',
        '- ranking| two',
        'ranking| LATEST',
        '- ranking| three',
        '',
      ],
      [
        'source 0-6',
        '  block ranking 0-3',
        '    heading ranking 0-1',
        '    item ranking 1-2',
        '    item ranking 2-3',
        '  block ranking 3-6',
        '    heading ranking 3-4',
        '    item ranking 4-6',
      ],
    );
  });

  test('join votes that follow each comment to it', () => {
    assertTree(
      ['comment| a', 'comment-meta| 1', 'comment| b', 'comment| c', 'comment-meta| 2'],
      [
        'source 0-5',
        '  thread 0-5',
        '    comment comment 0-2',
        '      block comment 0-1',
        '      block comment-meta 1-2',
        '    comment comment 2-5',
        '      block comment 2-4',
        '      block comment-meta 4-5',
      ],
    );
  });

  test('join a name and time that lead each comment to it, and leave the heading to the thread', () => {
    assertTree(
      [
        'comment-meta| 2 Comments',
        'comment-meta| Ann',
        'comment-meta| 10:14',
        'comment| a',
        'comment-meta| Bob',
        'comment-meta| 10:20',
        'comment| b',
      ],
      [
        'source 0-7',
        '  thread 0-7',
        '    block comment-meta 0-1',
        '    comment comment 1-4',
        '      block comment-meta 1-3',
        '      block comment 3-4',
        '    comment comment 4-7',
        '      block comment-meta 4-6',
        '      block comment 6-7',
      ],
    );
  });

  test('part what trails one comment from what leads the next', () => {
    assertTree(
      [
        'comment-meta| Ann',
        'comment| a',
        'comment-meta| Reply',
        'comment-meta| Bob',
        'comment| b',
        'comment-meta| Reply',
      ],
      [
        'source 0-6',
        '  thread 0-6',
        '    comment comment 0-3',
        '      block comment-meta 0-1',
        '      block comment 1-2',
        '      block comment-meta 2-3',
        '    comment comment 3-6',
        '      block comment-meta 3-4',
        '      block comment 4-5',
        '      block comment-meta 5-6',
      ],
    );
  });

  test('of a text of blank lines are one empty source', () => {
    assertTree(['', ' '], ['source 0-2']);
  });

  test('of three hundred thousand runs are no deeper than of three', () => {
    const text = `headline| a\n${'share| b\nlegal| c\n'.repeat(150_000)}body| d\n`;
    const { sections } = parse(text);
    assert.equal(sections.children.length, 1);
    assert.equal(sections.children[0]?.children.length, 300_002);
    const list = parse('ranking| TOP\n- ranking| a\n'.repeat(150_000)).sections;
    assert.equal(list.children.length, 150_000);
  });

  test('tile the text, at every level', () => {
    fc.assert(
      fc.property(markedText, (text) => {
        const { lines, sections } = parse(text);
        assert.equal(sections.first, 0);
        assert.equal(sections.end, lines.count);
        assertTiled(sections);
        const joined = [...leavesOf(sections)].map(({ first, end }) =>
          text.slice(lines.start(first), lines.start(end)),
        );
        assert.equal(joined.join(''), text);
      }),
      { numRuns: 1000 },
    );
  });
});

function assertTiled(section: Section): void {
  if (section.children.length === 0) return;
  let line = section.first;
  for (const child of section.children) {
    assert.equal(child.first, line, treeOf(section));
    assert.ok(child.end > child.first, treeOf(section));
    assertTiled(child);
    line = child.end;
  }
  assert.equal(line, section.end, treeOf(section));
}
