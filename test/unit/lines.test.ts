import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import fc from 'fast-check';
import { Lines } from '../../server/src/core/lines.ts';
import { textWithAnyLineEnds } from '../support/arbitraries.ts';

describe('Lines', () => {
  test('end at LF, CRLF and a lone CR', () => {
    const lines = Lines.of('a\nb\r\nc\rd');
    assert.deepEqual(
      Array.from({ length: lines.count }, (_, line) => lines.textOf(line)),
      ['a', 'b', 'c', 'd'],
    );
  });

  test('are one more than the line ends', () => {
    assert.equal(Lines.of('').count, 1);
    assert.equal(Lines.of('a\n').count, 2);
    assert.equal(Lines.of('\r\r\n\n').count, 4);
  });

  test('tile the text', () => {
    fc.assert(
      fc.property(textWithAnyLineEnds, (text) => {
        const lines = Lines.of(text);
        let joined = '';
        for (let line = 0; line < lines.count; line++) {
          joined += text.slice(lines.start(line), lines.next(line));
        }
        assert.equal(joined, text);
      }),
    );
  });

  test('are blank where trim() leaves nothing', () => {
    fc.assert(
      fc.property(textWithAnyLineEnds, (text) => {
        const lines = Lines.of(text);
        for (let line = 0; line < lines.count; line++) {
          assert.equal(lines.isBlank(line), lines.textOf(line).trim() === '');
        }
      }),
    );
  });

  test('are found by offset', () => {
    fc.assert(
      fc.property(textWithAnyLineEnds, fc.nat(), (text, seed) => {
        const lines = Lines.of(text);
        const offset = seed % (text.length + 1);
        const line = lines.lineAt(offset);
        assert.ok(lines.start(line) <= offset);
        assert.ok(line === lines.count - 1 || offset < lines.start(line + 1));
      }),
    );
  });

  test('are found anew only where the text changed', () => {
    fc.assert(
      fc.property(
        textWithAnyLineEnds,
        fc.nat(),
        fc.nat(8),
        textWithAnyLineEnds,
        (text, at, size, put) => {
          const start = at % (text.length + 1);
          const end = Math.min(text.length, start + size);
          const changed = text.slice(0, start) + put + text.slice(end);
          const before = Lines.of(text);
          const from = Math.max(0, before.lineAt(start) - 1);
          const rest = Math.min(before.count, before.lineAt(end) + 2);
          const lines = before.spliced(changed, from, rest - from);
          const expected = Lines.of(changed);
          const shown = (each: Lines): unknown[] =>
            Array.from({ length: each.count }, (_, line) => [
              each.start(line),
              each.end(line),
              each.isBlank(line),
            ]);
          assert.deepEqual(shown(lines), shown(expected));
        },
      ),
    );
  });
});
