import type { FoldingRange } from 'vscode-languageserver';
import { FoldingRangeKind } from 'vscode-languageserver';
import { isBoilerplate } from '../core/kinds.ts';
import type { Section } from '../core/sections.ts';
import type { Source } from '../core/source.ts';

/**
 * What folds: the article, its divisions, the thread, each comment, and as regions the blocks of
 * boilerplate. Whole lines only, so that every client can fold them. Over `limit`, the outermost.
 */
export function foldingRangesOf(source: Source, limit = Number.POSITIVE_INFINITY): FoldingRange[] {
  const found: { readonly depth: number; readonly range: FoldingRange }[] = [];
  const visit = (section: Section, depth: number): void => {
    const range = foldingRangeOf(source, section);
    if (range) found.push({ depth, range });
    for (const child of section.children) visit(child, depth + 1);
  };
  for (const section of source.sections.children) visit(section, 0);
  if (found.length > limit) found.sort((a, b) => a.depth - b.depth).length = Math.max(0, limit);
  return found.map(({ range }) => range).sort((a, b) => a.startLine - b.startLine);
}

function foldingRangeOf(source: Source, section: Section): FoldingRange | undefined {
  const region = section.type === 'block' && section.kind && isBoilerplate(section.kind);
  if (!region && !FOLDED.has(section.type)) return undefined;
  let { first: startLine, end } = section;
  while (startLine < end && !source.kinds[startLine]) startLine++;
  while (end > startLine && !source.kinds[end - 1]) end--;
  const endLine = end - 1;
  if (endLine <= startLine) return undefined;
  return region ? { startLine, endLine, kind: FoldingRangeKind.Region } : { startLine, endLine };
}

const FOLDED: ReadonlySet<Section['type']> = new Set(['article', 'division', 'thread', 'comment']);
