import { blocksOf } from './blocks.ts';
import type { Kind } from './kinds.ts';
import type { Lines } from './lines.ts';
import type { Run, Section } from './sections.ts';

/** What a subheading can head. */
const HEADED: ReadonlySet<Kind> = new Set<Kind>(['subheading', 'body', 'caption', 'credit']);

/** The article: its blocks, those under a subheading joined with it to a division. */
export function articleOf(lines: Lines, runs: readonly Run[]): Section {
  const children: Section[] = [];
  for (let index = 0; index < runs.length; ) {
    const end = runs[index]?.kind === 'subheading' ? endOfDivision(runs, index) : index + 1;
    const blocks = runs.slice(index, end).flatMap((run) => blocksOf(lines, run));
    if (end > index + 1) children.push(over('division', 'subheading', blocks));
    else for (const block of blocks) children.push(block);
    index = end;
  }
  return over('article', null, children);
}

/** A division ends before the next subheading, without what follows its last paragraph. */
function endOfDivision(runs: readonly Run[], from: number): number {
  let end = from + 1;
  for (let index = from + 1; index < runs.length; index++) {
    const kind = runs[index]?.kind;
    if (kind === 'subheading') break;
    if (kind && HEADED.has(kind)) end = index + 1;
  }
  return end;
}

/** A section over others, which must not be empty. */
export function over(
  type: Section['type'],
  kind: Kind | null,
  children: readonly Section[],
): Section {
  const first = children[0]?.first ?? 0;
  return { type, kind, first, end: children.at(-1)?.end ?? first, children };
}
