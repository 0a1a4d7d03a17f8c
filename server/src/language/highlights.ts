import type { DocumentHighlight, Position } from 'vscode-languageserver';
import { DocumentHighlightKind } from 'vscode-languageserver';
import type { Kind } from '../core/kinds.ts';
import type { Source } from '../core/source.ts';
import { lineOf, rangeOfWords } from './positions.ts';

/** Prose: where it is, nobody has to be shown, and an editor highlights the word instead. */
const PROSE: ReadonlySet<Kind> = new Set<Kind>(['body', 'comment']);

/**
 * Where the lines of the kind at a position begin; null in prose. The first line of each run is enough
 * to find it: what an editor puts behind a highlight makes faded words hard to read.
 */
export function highlightsOf(source: Source, position: Position): DocumentHighlight[] | null {
  const { kinds, lines } = source;
  const kind = kinds[lineOf(lines, position)];
  if (!kind || PROSE.has(kind)) return null;
  const highlights: DocumentHighlight[] = [];
  for (let first = 0; first < lines.count; first++) {
    if (kinds[first] !== kind) continue;
    const range = rangeOfWords(lines, first, first + 1);
    highlights.push({ range, kind: DocumentHighlightKind.Text });
    while (kinds[first + 1] === kind) first++;
  }
  return highlights;
}
