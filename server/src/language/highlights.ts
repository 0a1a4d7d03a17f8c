import type { DocumentHighlight, Position } from 'vscode-languageserver';
import { DocumentHighlightKind } from 'vscode-languageserver';
import type { Kind } from '../core/kinds.ts';
import type { Source } from '../core/source.ts';
import { lineOf, rangeOfWords } from './positions.ts';

/** Prose: where it is, nobody has to be shown, and an editor highlights the word instead. */
const PROSE: ReadonlySet<Kind> = new Set<Kind>(['body', 'comment']);

/** All runs of lines of the same kind as the line of a position; null in prose. */
export function highlightsOf(source: Source, position: Position): DocumentHighlight[] | null {
  const { kinds, lines } = source;
  const kind = kinds[lineOf(lines, position)];
  if (!kind || PROSE.has(kind)) return null;
  const highlights: DocumentHighlight[] = [];
  for (let first = 0; first < lines.count; first++) {
    if (kinds[first] !== kind) continue;
    let end = first + 1;
    while (kinds[end] === kind) end++;
    highlights.push({ range: rangeOfWords(lines, first, end), kind: DocumentHighlightKind.Text });
    first = end;
  }
  return highlights;
}
