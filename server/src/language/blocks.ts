import { type Section, trimmedEnd } from '../core/sections.ts';
import type { Source } from '../core/source.ts';
import type { LineRange } from '../core/strip.ts';

/**
 * The block of a section that a line is in: the smallest run of lines of one kind in the outline,
 * without blank lines at its end. A line of none is a block by itself.
 */
export function blockAt(source: Source, line: number): LineRange {
  let found: Section | undefined;
  for (let at: Section | undefined = source.sections; at; at = partAt(at, line)) {
    if (at.kind !== null && at.type === 'block') found = at;
  }
  if (!found) return { first: line, end: line + 1 };
  return { first: found.first, end: trimmedEnd(source.kinds, found) };
}

function partAt({ children }: Section, line: number): Section | undefined {
  return children.find(({ first, end }) => first <= line && line < end);
}
