import { CODE_POINTS, type ExportFormat } from './document.ts';

/** What Python's `splitlines` takes for the end of a line: an annotation must not hold it. */
const BREAKS = new Set('\n\v\f\r\u001C\u001D\u001E\u0085\u2028\u2029');
/** White space for Python besides these that is none for JavaScript. */
const SPACE = '\u001F';

/**
 * brat stand-off: the text as it is, and a file of annotations (`T1⇥kind start end⇥words`) in code
 * points. Words with something in them that ends a line for brat are told in parts.
 */
export const brat: ExportFormat = {
  name: 'brat',
  layout: 'files',
  write({ text, spans }) {
    const points = CODE_POINTS.of(text);
    const rows = spans.flatMap(({ start, end, kind }) => {
      const parts = partsOf(text.slice(start, end)).map(([from, to]) => [start + from, start + to]);
      const words = parts.map(([from, to]) => text.slice(from, to)).join(' ');
      // To brat an annotation of white space alone is one without words.
      if (words.replaceAll(SPACE, '').trim() === '') return [];
      const offsets = parts
        .map(([from = 0, to = 0]) => `${points.fromUtf16(from)} ${points.fromUtf16(to)}`)
        .join(';');
      return [`${kind} ${offsets}\t${words}\n`];
    });
    return { '.txt': text, '.ann': rows.map((row, index) => `T${index + 1}\t${row}`).join('') };
  },
};

/** The stretches of words between what ends a line. */
function partsOf(words: string): [number, number][] {
  const parts: [number, number][] = [];
  let from = 0;
  for (let at = 0; at <= words.length; at++) {
    if (at < words.length && !BREAKS.has(words.charAt(at))) continue;
    if (at > from) parts.push([from, at]);
    from = at + 1;
  }
  return parts;
}
