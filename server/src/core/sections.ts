import { articleOf } from './article.ts';
import { blocksOf } from './blocks.ts';
import { type Group, groupOf, type Kind } from './kinds.ts';
import type { Lines } from './lines.ts';
import { threadOf } from './thread.ts';

/** What a section is in the tree; its `kind` says what its lines are. */
export type SectionType =
  /** The whole text. */
  | 'source'
  /** What the author or newsroom wrote, with what the page put in between. */
  | 'article'
  /** A subheading and what it heads. */
  | 'division'
  /** The readers' comments, with what the page put in between. */
  | 'thread'
  /** One comment: its text, author, time and votes. */
  | 'comment'
  /** Lines of one kind. */
  | 'block'
  /** The heading of a block of boilerplate. */
  | 'heading'
  /** One item of a block of boilerplate, with its bullet. */
  | 'item';

/**
 * A run of lines `[first, end)`, zero-based. The children of a section tile it; blank lines belong
 * to what stands before them.
 */
export interface Section {
  readonly type: SectionType;
  /** The kind of the section's lines; null where they are of several. */
  readonly kind: Kind | null;
  readonly first: number;
  readonly end: number;
  readonly children: readonly Section[];
}

/** A maximal run of lines of one kind, with the blank lines after them. */
export interface Run {
  readonly kind: Kind;
  readonly first: number;
  readonly end: number;
}

/** The sections of a text, by the kind of each line. A text of blank lines is one empty source. */
export function sectionsOf(lines: Lines, kinds: readonly (Kind | null)[]): Section {
  const children = partsOf(runsOf(kinds)).flatMap(({ group, runs }) => {
    if (group === 'article') return [articleOf(lines, runs)];
    if (group === 'comments') return [threadOf(lines, kinds, runs)];
    return runs.flatMap((run) => blocksOf(lines, run));
  });
  return { type: 'source', kind: null, first: 0, end: kinds.length, children };
}

function runsOf(kinds: readonly (Kind | null)[]): Run[] {
  const runs: Run[] = [];
  let first = 0;
  let current: Kind | null = null;
  kinds.forEach((kind, line) => {
    if (!kind || kind === current) return;
    if (current) {
      runs.push({ kind: current, first, end: line });
      first = line;
    }
    current = kind;
  });
  if (current) runs.push({ kind: current, first, end: kinds.length });
  return runs;
}

interface Part {
  readonly group: Group;
  readonly runs: Run[];
}

/** Joins runs to the article, the thread, and boilerplate; boilerplate within one stays in it. */
function partsOf(runs: readonly Run[]): Part[] {
  const parts: Part[] = [];
  for (const run of runs) {
    const group = groupOf(run.kind);
    const last = parts.at(-1);
    const before = last?.group === 'boilerplate' ? parts.at(-2) : undefined;
    if (last?.group === group) last.runs.push(run);
    else if (last && before?.group === group) {
      for (const each of last.runs) before.runs.push(each);
      before.runs.push(run);
      parts.pop();
    } else parts.push({ group, runs: [run] });
  }
  return parts;
}

/** The leaves of a section, in order: they tile it. */
export function* leavesOf(section: Section): Generator<Section> {
  if (section.children.length === 0) yield section;
  for (const child of section.children) yield* leavesOf(child);
}

/** Where a section ends without the blank lines at its end. */
export function trimmedEnd(kinds: readonly (Kind | null)[], { first, end }: Section): number {
  let last = end;
  while (last > first + 1 && !kinds[last - 1]) last--;
  return last;
}
