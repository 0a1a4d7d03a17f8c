import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  lineBelow,
  notedRange,
  plainRange,
  selectedLines,
} from '../../client/src/annotating/lines.ts';

type Place = readonly [line: number, character: number];

const at = ([line, character]: Place) => ({ line, character });
const range = (start: Place, end: Place) => ({ start: at(start), end: at(end) }) as never;
const lines = (...selections: [Place, Place][]) =>
  selectedLines(selections.map(([start, end]) => range(start, end))).map(({ line, endLine }) => [
    line,
    endLine,
  ]);

/** As much of a document as is asked for. */
function text(...words: string[]) {
  return {
    lineCount: words.length,
    lineAt: (line: number) => {
      const text = words[line] ?? '';
      const isEmptyOrWhitespace = text.trim() === '';
      const firstNonWhitespaceCharacterIndex = isEmptyOrWhitespace
        ? text.length
        : text.length - text.trimStart().length;
      return { text, isEmptyOrWhitespace, firstNonWhitespaceCharacterIndex };
    },
  } as never;
}

describe('the selected lines', () => {
  it('are the line of a cursor', () => {
    assert.deepEqual(
      lines([
        [3, 5],
        [3, 5],
      ]),
      [[3, 3]],
    );
  });

  it('are all that a selection touches, but not the one before whose first letter it ends', () => {
    assert.deepEqual(
      lines([
        [1, 4],
        [3, 2],
      ]),
      [[1, 3]],
    );
    assert.deepEqual(
      lines([
        [1, 0],
        [3, 0],
      ]),
      [[1, 2]],
    );
  });

  it('are each there once, top down, whatever cursors there are', () => {
    assert.deepEqual(
      lines(
        [
          [9, 0],
          [9, 0],
        ],
        [
          [1, 0],
          [2, 3],
        ],
        [
          [2, 4],
          [2, 8],
        ],
        [
          [3, 1],
          [4, 0],
        ],
      ),
      [
        [1, 3],
        [9, 9],
      ],
    );
  });
});

describe('the line below', () => {
  const document = text('one', '', '  ', 'two', '');

  it('is the next that is not blank', () => {
    assert.equal(lineBelow(document, 0), 3);
  });

  it('is none after the last', () => {
    assert.equal(lineBelow(document, 3), undefined);
  });
});

describe('the words of a note', () => {
  const document = text('  The ferry returns', 'in June ', '', 'End');
  const noted = (start: Place, end: Place) => {
    const { start: from, end: to } = notedRange(document, range(start, end));
    return [
      [from.line, from.character],
      [to.line, to.character],
    ];
  };

  it('are those that were selected', () => {
    assert.deepEqual(noted([0, 6], [0, 11]), [
      [0, 6],
      [0, 11],
    ]);
    assert.deepEqual(noted([0, 6], [1, 2]), [
      [0, 6],
      [1, 2],
    ]);
  });

  it('are all of a line where there is only a cursor', () => {
    assert.deepEqual(noted([0, 7], [0, 7]), [
      [0, 2],
      [0, 19],
    ]);
  });

  it('are all of the lines that were chosen in the margin', () => {
    assert.deepEqual(noted([0, 0], [1, 0]), [
      [0, 2],
      [1, 7],
    ]);
  });
});

describe('a range for the server', () => {
  it('is plain, whatever the editor has it in', () => {
    const given = { ...at([0, 6]), toJSON: () => 'something else' };
    assert.deepEqual(plainRange({ start: given, end: given } as never), {
      start: at([0, 6]),
      end: at([0, 6]),
    });
  });
});
