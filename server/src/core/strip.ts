import { groupOf, KINDS } from './kinds.ts';
import type { Lines } from './lines.ts';
import type { Source, TextEdit } from './source.ts';

/** What may be stripped. */
export interface StripPolicy {
  /** `safe`: only lines over the calibrated threshold, which is higher for long ones; `thorough`: all that is taken for boilerplate. */
  readonly level: 'safe' | 'thorough';
  /** Whether readers' comments go too. */
  readonly comments: 'keep' | 'strip';
}

export const SAFE: StripPolicy = { level: 'safe', comments: 'keep' };
export const THOROUGH: StripPolicy = { level: 'thorough', comments: 'keep' };

/** One flag a line: 1 where it goes. */
export type LineFlags = Uint8Array;

/** A source, or what strip left of it so far: then `rows` are the lines of the source that are left. */
export interface Readable extends Pick<Source, 'reading' | 'labels' | 'kept' | 'lines'> {
  readonly rows?: Uint32Array;
}

/** Up to how many UTF-16 units a line is short: the threshold was chosen with this bound, on held-out sites. */
const SHORT = 40;

/**
 * The lines that a policy strips in one reading; blank, labelled and kept ones never.
 * `threshold` is the calibrated boilerplate posterior from which `safe` strips a short line. The chance that a person
 * wrote a longer one has to be smaller in proportion, because more is lost with it.
 */
export function strippable(
  { reading, labels, kept, lines, rows }: Readable,
  policy: StripPolicy,
  threshold: number,
): LineFlags {
  const { kinds, boilerplate, confidence } = reading;
  const flags = new Uint8Array(kinds.length);
  const most = (1 - threshold) * SHORT;
  for (let line = 0; line < kinds.length; line++) {
    const group = GROUPS[kinds[line] as number];
    if (group === undefined || group === 'article') continue;
    const comments = group === 'comments';
    if (comments && policy.comments === 'keep') continue;
    // A comment is sure to go where it is sure to be a comment or else boilerplate.
    const sure = (boilerplate[line] as number) + (comments ? (confidence[line] as number) : 0);
    if (policy.level === 'thorough') flags[line] = 1;
    else if (sure >= threshold) {
      const row = rows ? (rows[line] as number) : line;
      if ((1 - sure) * (lines.end(row) - lines.start(row)) <= most) flags[line] = 1;
    }
  }
  for (const line of labels.keys()) if (line < flags.length) flags[line] = 0;
  for (let line = 0; line < kept.length; line++) if (kept[line]) flags[line] = 0;
  return flags;
}

/** The group of each kind, by the kind's index; a blank line's index has none. */
const GROUPS = KINDS.map(groupOf);

/** A run of lines `[first, end)`. */
export interface LineRange {
  readonly first: number;
  readonly end: number;
}

/**
 * The runs of lines that go where the flagged ones are removed: these, and the blank lines that
 * they would leave behind. Between two remaining lines stays the blank space that stood before the
 * removed ones, or, where there was none, what stood after them.
 */
export function removedRanges(lines: Lines, flags: LineFlags): LineRange[] {
  const ranges: LineRange[] = [];
  for (let line = 0; line < lines.count; ) {
    if (flags[line]) {
      const range = withBlanks(lines, line, endOfRun(lines, flags, line));
      ranges.push(range);
      line = range.end;
    } else line++;
  }
  return ranges;
}

/** The edits that remove the flagged lines; what remains keeps its line ends, a BOM its place. */
export function removeLines(lines: Lines, flags: LineFlags): TextEdit[] {
  const bom = lines.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return removedRanges(lines, flags).map(({ first, end }) => ({
    start: Math.max(lines.start(first), bom),
    end: lines.start(end),
    newText: '',
  }));
}

/** The lines that {@link removeLines} leaves, in order. */
export function keptLines(lines: Lines, flags: LineFlags): Uint32Array {
  const kept = new Uint32Array(lines.count);
  let count = 0;
  let line = 0;
  for (const { first, end } of removedRanges(lines, flags)) {
    while (line < first) kept[count++] = line++;
    line = end;
  }
  while (line < lines.count) kept[count++] = line++;
  return kept.subarray(0, count);
}

/** The line after the last flagged line of the run that starts here; blanks within do not end it. */
function endOfRun(lines: Lines, flags: LineFlags, first: number): number {
  let end = first + 1;
  for (let line = end; line < lines.count; line++) {
    if (flags[line]) end = line + 1;
    else if (!lines.isBlank(line)) break;
  }
  return end;
}

/** Widens a run by the blank lines that would be left without a purpose. */
function withBlanks(lines: Lines, first: number, end: number): LineRange {
  let before = first;
  while (before > 0 && lines.isBlank(before - 1)) before--;
  let after = end;
  while (after < lines.count && lines.isBlank(after)) after++;
  if (before === 0) return { first: 0, end: after };
  if (after === lines.count) return { first: before, end: after };
  return { first, end: before < first || joins(lines, first, end) ? after : end };
}

/** Whether without the run a lone CR before it and an LF after it would become one line end. */
function joins(lines: Lines, first: number, end: number): boolean {
  const { text } = lines;
  return text[lines.start(first) - 1] === '\r' && text[lines.start(end)] === '\n';
}
