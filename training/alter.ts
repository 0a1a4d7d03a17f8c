import { groupOf, type Kind } from '../server/src/core/kinds.ts';
import type { Furniture } from './furniture.ts';
import type { Phrases } from './phrases.ts';
import { withTopics } from './topics.ts';

export interface Row {
  readonly t: string;
  readonly k: Kind | null;
  /** 1 where the label is sure, else 0. */
  readonly sure: number;
}

/** How many of the copies get topics, where their document has none. */
const TOPICS = 0.3;

/** A small generator of numbers from 0 to 1, the same for the same seed everywhere. */
export function random(seed: number): () => number {
  let a = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** What copies are made with. */
export interface Means {
  readonly phrases: Phrases;
  readonly furniture: Furniture;
}

/** A document as another site, crop, renderer, another language's page or an earlier strip might have left it; labels stay. */
export function altered(
  rows: readonly Row[],
  seed: number,
  { lang: language, renderer }: { readonly lang: string; readonly renderer?: string },
  { phrases, furniture }: Means,
): Row[] {
  const next = random(seed);
  let result = furniture.around(rows, next, language, renderer);
  if (next() < TOPICS) result = withTopics(result, next, language, phrases);
  if (next() < 0.5) result = phrases.translated(result, next);
  if (next() < 0.55) result = withoutBoilerplate(result, next);
  if (next() < 0.3) result = cropped(result, next);
  if (next() < 0.25) result = withoutBlock(result, next);
  if (next() < 0.4) result = spaced(result, next);
  if (next() < 0.3) result = bulleted(result, next);
  if (next() < 0.15) result = result.map((row) => ({ ...row, t: row.t.trim() }));
  return result.some((row) => row.k !== null) ? result : [...rows];
}

/** Runs of one kind, as `[from, to)`; a blank line belongs to the run before it. */
function blocks(rows: readonly Row[]): [number, number][] {
  const found: [number, number][] = [];
  let from = 0;
  let kind: Kind | null = null;
  rows.forEach((row, i) => {
    if (row.k === null) return;
    if (kind !== null && row.k !== kind) {
      found.push([from, i]);
      from = i;
    }
    kind = row.k;
  });
  found.push([from, rows.length]);
  return found;
}

function withoutBoilerplate(rows: readonly Row[], next: () => number): Row[] {
  const share = 0.3 + next() * 0.7;
  const whole = next() < 0.5;
  return blocks(rows).flatMap(([from, to]) => {
    const block = rows.slice(from, to);
    const kind = block.find((row) => row.k !== null)?.k;
    if (!kind || groupOf(kind) !== 'boilerplate') return block;
    if (whole) return next() < share ? [] : block;
    return block.filter(() => next() >= share);
  });
}

function cropped(rows: readonly Row[], next: () => number): Row[] {
  const head = next() < 0.5 ? Math.floor(next() * rows.length * 0.4) : 0;
  const tail = next() < 0.5 ? Math.floor(next() * rows.length * 0.4) : 0;
  return rows.slice(head, rows.length - tail);
}

function withoutBlock(rows: readonly Row[], next: () => number): Row[] {
  const all = blocks(rows);
  const gone = Math.floor(next() * all.length);
  return all.flatMap(([from, to], i) => (i === gone ? [] : rows.slice(from, to)));
}

function spaced(rows: readonly Row[], next: () => number): Row[] {
  const full = rows.filter((row) => row.k !== null);
  const way = next();
  if (way < 0.5) return full;
  const blank: Row = { t: '', k: null, sure: 1 };
  if (way < 0.8) return full.flatMap((row) => [row, blank]);
  return rows.filter((row) => row.k !== null || next() < 0.5);
}

const BULLET = /^(\s*)([-*+•·o])(\s+)(?=\S)/;

/** Puts each list bullet in the same other way: another sign, on a line of its own, or none. */
function bulleted(rows: readonly Row[], next: () => number): Row[] {
  const signs = ['-', '*', '•', '+', '·'];
  const sign = signs[Math.floor(next() * signs.length)] as string;
  const way = next();
  return rows.flatMap((row) => {
    if (!BULLET.test(row.t)) return [row];
    const rest = row.t.replace(BULLET, '');
    if (way < 0.3) return [{ ...row, t: rest }];
    if (way < 0.5)
      return [
        { ...row, t: sign },
        { ...row, t: rest },
      ];
    return [{ ...row, t: row.t.replace(BULLET, `$1${sign}$3`) }];
  });
}
