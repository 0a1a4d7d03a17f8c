import type { Position, Range, SelectionRange } from 'vscode-languageserver';
import { type Section, trimmedEnd } from '../core/sections.ts';
import type { Source } from '../core/source.ts';
import { lineOf, rangeOfLines, rangeOfWords } from './positions.ts';

/** For each position what to select next: the line, its block, each section over it, the source. */
export function selectionRangesOf(
  source: Source,
  positions: readonly Position[],
): SelectionRange[] {
  return positions.map((position) => selectionRangeOf(source, lineOf(source.lines, position)));
}

function selectionRangeOf(source: Source, line: number): SelectionRange {
  const { lines, sections } = source;
  const ranges: Range[] = [rangeOfLines(lines, 0, lines.count)];
  for (let section = childAt(sections, line); section; section = childAt(section, line)) {
    ranges.push(rangeOfLines(lines, section.first, trimmedEnd(source.kinds, section)));
  }
  ranges.push(rangeOfLines(lines, line, line + 1), rangeOfWords(lines, line, line + 1));
  const [whole, ...inner] = ranges as [Range, ...Range[]];
  return inner.reduce<SelectionRange>(
    (parent, range) => (isWithin(range, parent.range) ? { range, parent } : parent),
    { range: whole },
  );
}

function childAt({ children }: Section, line: number): Section | undefined {
  return children.find(({ first, end }) => first <= line && line < end);
}

/** Whether a range is smaller than another that holds it: each step has to select more. */
function isWithin(inner: Range, outer: Range): boolean {
  const starts = compare(outer.start, inner.start);
  const ends = compare(inner.end, outer.end);
  return starts <= 0 && ends <= 0 && starts + ends < 0;
}

function compare(one: Position, other: Position): number {
  return Math.sign(one.line - other.line || one.character - other.character);
}
