import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatchHunk, structuredPatch } from 'diff';
import type { Lines } from '../core/lines.ts';
import type { Source } from '../core/source.ts';
import type { LineRange } from '../core/strip.ts';

/** Unchanged lines around a change. */
const CONTEXT = 3;

/**
 * The unified diff from a source to what is left of it, as `patch -p1` and `git apply` read it.
 * `removed` are the runs of lines that go, `text` is what is left.
 */
export function patchOf(
  path: string,
  source: Source,
  removed: readonly LineRange[],
  text: string,
): string {
  const [oldFileName, newFileName] = [`a/${path}`, `b/${path}`];
  const hunks = isPlain(source.text, removed)
    ? hunksOf(source.lines, removed)
    : searchedHunks(source.text, text);
  const patch = { oldFileName, newFileName, oldHeader: undefined, newHeader: undefined, hunks };
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

function searchedHunks(before: string, after: string): StructuredPatchHunk[] {
  const options = { context: CONTEXT };
  return structuredPatch('', '', before, after, undefined, undefined, options).hunks;
}

/**
 * Whether removed lines are the lines of a diff. They are not where a lone CR ends a line, nor where
 * a BOM moves to the next line. All other diffs are known without a search, at linear cost.
 */
function isPlain(text: string, removed: readonly LineRange[]): boolean {
  if (/\r(?!\n)/u.test(text)) return false;
  return !(text.startsWith('\uFEFF') && removed[0]?.first === 0);
}

function hunksOf(lines: Lines, removed: readonly LineRange[]): StructuredPatchHunk[] {
  const total = lines.start(lines.count - 1) === lines.text.length ? lines.count - 1 : lines.count;
  const hunks: StructuredPatchHunk[] = [];
  let gone = 0;
  for (let index = 0; index < removed.length; ) {
    let next = index + 1;
    while (next < removed.length && near(removed[next - 1], removed[next])) next++;
    const ranges = removed.slice(index, next);
    const hunk = hunkOf(lines, ranges, total, gone);
    hunks.push(hunk);
    gone += hunk.oldLines - hunk.newLines;
    index = next;
  }
  return hunks;
}

/** Whether the context of two ranges would touch. */
function near(a: LineRange | undefined, b: LineRange | undefined): boolean {
  return a !== undefined && b !== undefined && b.first - a.end <= 2 * CONTEXT;
}

/** A hunk of ranges that lie together. `gone` lines went before it. */
function hunkOf(
  lines: Lines,
  ranges: readonly LineRange[],
  total: number,
  gone: number,
): StructuredPatchHunk {
  const first = Math.max(0, (ranges[0]?.first ?? 0) - CONTEXT);
  const end = Math.min(total, (ranges.at(-1)?.end ?? 0) + CONTEXT);
  const shown: string[] = [];
  let removed = 0;
  let range = 0;
  for (let line = first; line < end; line++) {
    while (line >= (ranges[range]?.end ?? end)) range++;
    const goes = line >= (ranges[range]?.first ?? end);
    if (goes) removed++;
    const text = lines.text.slice(lines.start(line), lines.next(line));
    shown.push((goes ? '-' : ' ') + text.replace(/\n$/u, ''));
    if (!text.endsWith('\n')) shown.push('\\ No newline at end of file');
  }
  const oldLines = end - first;
  return {
    oldStart: first + 1,
    oldLines,
    newStart: first + 1 - gone,
    newLines: oldLines - removed,
    lines: shown,
  };
}
