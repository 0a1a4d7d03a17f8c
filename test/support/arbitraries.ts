import fc from 'fast-check';
import { KINDS } from '../../server/src/core/kinds.ts';

/** Line ends of every sort, mixed. */
export const lineEnd = fc.constantFrom('\n', '\n', '\r\n', '\r');

const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('', ' ', '\t', '\uFEFF', '\u3000', '\u0000', '\uD800', '\u202E', '-', '©'),
);

/** Any text, with all sorts of line ends, blank lines, BOMs, lone surrogates and controls. */
export const textWithAnyLineEnds = fc
  .array(fc.tuple(piece, fc.oneof(lineEnd, fc.constant(''))), { maxLength: 30 })
  .map((pieces) => pieces.flat().join(''));

const markedLine = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('', ' ') },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', '- '),
        fc.constantFrom(...KINDS),
        fc.constantFrom('', '', '?', '~', '^'),
        fc.constantFrom('x', 'Most read', '7 ( +8 / -1 )'),
      )
      .map(([bullet, kind, mark, words]) => `${bullet}${kind}${mark}| ${words}`),
  },
);

/** A source for the toy model: marked lines, blank lines, any line ends, perhaps a BOM. */
export const markedText = fc
  .tuple(
    fc.constantFrom('', '\uFEFF'),
    fc.array(fc.tuple(markedLine, lineEnd), { maxLength: 25 }),
    fc.oneof(markedLine, fc.constant('')),
  )
  .map(([bom, lines, last]) => bom + lines.flat().join('') + last);
