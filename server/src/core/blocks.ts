import { bulletLength, isBareBullet } from './bullets.ts';
import { isBoilerplate } from './kinds.ts';
import type { Lines } from './lines.ts';
import type { Run, Section } from './sections.ts';

/** A heading is at most this long, in UTF-16 units. */
const LONGEST_HEADING = 60;

/** One entry of a list: a line with its bullet, its continuation and the blank lines after it. */
interface Entry {
  readonly first: number;
  readonly end: number;
  readonly bulleted: boolean;
}

/**
 * The blocks of a run. Boilerplate comes in lists: each with its heading and its items, and a run
 * of two lists is two blocks. What people wrote is one block.
 */
export function blocksOf(lines: Lines, run: Run): Section[] {
  const { kind, first, end } = run;
  const leaf: Section = { type: 'block', kind, first, end, children: [] };
  if (!isBoilerplate(kind)) return [leaf];
  const entries = entriesOf(lines, first, end);
  if (entries.length < 2) return [leaf];
  const headings = headingsOf(lines, entries);
  const starts = entries.flatMap((entry, index) =>
    index === 0 || (headings.has(entry) && !headings.has(entries[index - 1] as Entry))
      ? [index]
      : [],
  );
  return starts.map((start, index) => {
    const own = entries.slice(start, starts[index + 1]);
    const children = own.map((entry): Section => {
      const type = headings.has(entry) ? 'heading' : 'item';
      return { type, kind, first: entry.first, end: entry.end, children: [] };
    });
    return {
      type: 'block',
      kind,
      first: children[0]?.first ?? first,
      end: children.at(-1)?.end ?? end,
      children,
    };
  });
}

function entriesOf(lines: Lines, first: number, end: number): Entry[] {
  const entries: Entry[] = [];
  let line = first;
  while (line < end && lines.isBlank(line)) line++;
  for (let start = first; line < end; start = line) {
    const bulleted = bulletLength(lines, line) > 0;
    const bare = isBareBullet(lines, line);
    line = afterBlanks(lines, line + 1, end);
    if (bare && line < end && bulletLength(lines, line) === 0) {
      line = afterBlanks(lines, line + 1, end);
    }
    if (bulleted)
      while (line < end && isIndented(lines, line)) line = afterBlanks(lines, line + 1, end);
    entries.push({ first: start, end: line, bulleted });
  }
  return entries;
}

function afterBlanks(lines: Lines, from: number, end: number): number {
  let line = from;
  while (line < end && lines.isBlank(line)) line++;
  return line;
}

/** Whether a line continues the item before it, as hard-wrapping programs indent it. */
function isIndented(lines: Lines, line: number): boolean {
  return (
    /^[ \t]{2,}/.test(lines.text.slice(lines.start(line), lines.start(line) + 4)) &&
    bulletLength(lines, line) === 0
  );
}

/** In a bulleted list the headings are what has no bullet before what has; else the first line. */
function headingsOf(lines: Lines, entries: readonly Entry[]): Set<Entry> {
  const headings = new Set<Entry>();
  if (entries.some(({ bulleted }) => bulleted)) {
    entries.forEach((entry, index) => {
      if (!entry.bulleted && entries[index + 1]?.bulleted) headings.add(entry);
    });
    return headings;
  }
  const [opener, ...items] = entries;
  if (opener && opensList(lines, opener, items)) headings.add(opener);
  return headings;
}

function opensList(lines: Lines, opener: Entry, items: readonly Entry[]): boolean {
  const text = lines.text.slice(lines.start(opener.first), lines.end(opener.first)).trim();
  if (text.length > LONGEST_HEADING) return false;
  if (/[:：]$/u.test(text) || (text === text.toUpperCase() && text !== text.toLowerCase()))
    return true;
  const mean =
    items.reduce((sum, { first }) => sum + lines.end(first) - lines.start(first), 0) / items.length;
  return text.length * 1.5 < mean;
}
