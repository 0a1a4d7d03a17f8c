import { over } from './article.ts';
import { blocksOf } from './blocks.ts';
import { groupOf, type Kind } from './kinds.ts';
import type { Lines } from './lines.ts';
import type { Run, Section } from './sections.ts';

/** How a thread frames its comments, in non-blank lines. */
interface Frame {
  /** Lines of comment-meta before a comment's text: names, times. */
  readonly lead: number;
  /** Lines of comment-meta after it: votes, controls. */
  readonly trail: number;
}

/** A comment thread: a section for each comment, and what stands between them. */
export function threadOf(
  lines: Lines,
  kinds: readonly (Kind | null)[],
  runs: readonly Run[],
): Section {
  const stretches = stretchesOf(runs);
  const frame = frameOf(kinds, stretches);
  const children = stretches.flatMap((stretch) =>
    isOfPage(stretch)
      ? stretch.flatMap((run) => blocksOf(lines, run))
      : commentsOf(lines, kinds, stretch, frame),
  );
  return over('thread', null, children);
}

function isOfPage(stretch: readonly Run[]): boolean {
  return stretch[0] !== undefined && groupOf(stretch[0].kind) !== 'comments';
}

/** The runs, parted where readers' lines meet the page's. */
function stretchesOf(runs: readonly Run[]): Run[][] {
  const stretches: Run[][] = [];
  for (const run of runs) {
    const last = stretches.at(-1);
    if (last && isOfPage(last) === isOfPage([run])) last.push(run);
    else stretches.push([run]);
  }
  return stretches;
}

/**
 * How a thread frames its comments: what stands after the last comment trails each of them, the
 * rest between two comments leads the next. A thread that opens with a text only trails.
 */
function frameOf(kinds: readonly (Kind | null)[], stretches: readonly Run[][]): Frame {
  const runs = stretches.filter((stretch) => !isOfPage(stretch)).flat();
  const sizes = runs.map((run) => (run.kind === 'comment' ? 0 : linesIn(kinds, run)));
  const texts = runs.flatMap(({ kind }, index) => (kind === 'comment' ? [index] : []));
  const firstText = texts[0] ?? runs.length;
  const lastText = texts.at(-1) ?? -1;
  const between = sizes.slice(firstText, lastText).filter((size) => size > 0);
  const usual = between.sort((a, b) => a - b)[between.length >>> 1];
  const after = sum(sizes.slice(lastText + 1));
  const before = sum(sizes.slice(0, firstText));
  if (usual === undefined) return { lead: before, trail: after };
  const trail = before === 0 ? usual : Math.min(usual, after);
  return { lead: usual - trail, trail };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function linesIn(kinds: readonly (Kind | null)[], { first, end }: Run): number {
  let count = 0;
  for (let line = first; line < end; line++) if (kinds[line]) count++;
  return count;
}

/** Parts a stretch of readers' lines into comments and what heads the thread. */
function commentsOf(
  lines: Lines,
  kinds: readonly (Kind | null)[],
  stretch: readonly Run[],
  frame: Frame,
): Section[] {
  const sections: Section[] = [];
  let pending: Section[] = [];
  const close = (): void => {
    if (pending.some(({ kind }) => kind === 'comment'))
      sections.push(over('comment', 'comment', pending));
    else for (const each of pending) sections.push(each);
    pending = [];
  };
  stretch.forEach((run, index) => {
    const [block] = blocksOf(lines, run);
    if (!block) return;
    if (run.kind === 'comment') {
      pending.push(block);
      return;
    }
    const opens = index === 0;
    const closes = index === stretch.length - 1;
    const size = linesIn(kinds, run);
    const trail = opens
      ? Math.max(0, size - frame.lead)
      : closes
        ? size
        : Math.min(size, frame.trail);
    const [head, tail] = parted(kinds, block, trail);
    if (head) pending.push(head);
    close();
    if (tail) pending.push(tail);
  });
  close();
  return sections;
}

/** A leaf parted after its first `count` non-blank lines, with the blank lines after them. */
function parted(
  kinds: readonly (Kind | null)[],
  leaf: Section,
  count: number,
): [Section | undefined, Section | undefined] {
  let line = leaf.first;
  for (let seen = 0; line < leaf.end; line++) {
    if (kinds[line] && seen++ === count) break;
  }
  return [
    line > leaf.first && count > 0 ? { ...leaf, end: line } : undefined,
    line < leaf.end || count === 0
      ? { ...leaf, first: count === 0 ? leaf.first : line }
      : undefined,
  ];
}
