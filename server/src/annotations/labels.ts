import type { Kind } from '../core/kinds.ts';
import type { Lines } from '../core/lines.ts';
import type { Labels } from '../core/source.ts';
import type { Label } from './annotation.ts';
import { wordsOf } from './words.ts';

/** A label and a line that it is on. */
interface OnLine {
  readonly label: Label;
  /** How many UTF-16 units of the line it covers. */
  readonly cover: number;
}

/**
 * The label of each line that has one. A label is on every line of which it covers words; where
 * several meet on a line, one that decides between others holds, then the one that covers most of it,
 * then the latest.
 */
export function labelsByLine(lines: Lines, labels: Iterable<Label>): Map<number, Label> {
  const best = new Map<number, OnLine>();
  for (const label of labels) {
    const { start, end } = label.target;
    for (let line = lines.lineAt(start); line < lines.count && lines.start(line) < end; line++) {
      const words = wordsOf(lines, line);
      if (!words) continue;
      const cover = Math.min(end, words.end) - Math.max(start, words.start);
      const other = best.get(line);
      if (cover > 0 && (!other || holds({ label, cover }, other))) best.set(line, { label, cover });
    }
  }
  return new Map([...best].map(([line, { label }]) => [line, label]));
}

function holds(one: OnLine, other: OnLine): boolean {
  const decides = one.label.adjudicates !== undefined;
  if (decides !== (other.label.adjudicates !== undefined)) return decides;
  if (one.cover !== other.cover) return one.cover > other.cover;
  const [a, b] = [timeOf(one.label), timeOf(other.label)];
  return a === b ? one.label.id > other.label.id : a > b;
}

function timeOf({ created, modified }: Label): string {
  return modified ?? created;
}

/** Labels as the parser takes them: hard constraints, by zero-based line. */
export function kindsByLine(byLine: ReadonlyMap<number, Label>): Labels {
  return new Map<number, Kind>([...byLine].map(([line, { kind }]) => [line, kind]));
}
