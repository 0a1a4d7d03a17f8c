import search from 'approx-string-match';
import { isSpace } from '../core/lines.ts';
import type { Annotation, Target } from './annotation.ts';
import { targetOf } from './annotation.ts';

/** A changed quote is still the same words from this similarity on, 0..1 (1 − edits / length). */
const FLOOR = 0.9;
/** How much of the kept context must agree, 0..1, for words that moved or changed. */
const AGREEMENT = 0.5;
/** Quotes shorter than this, in UTF-16 units, are never told by likeness: `Reply` is not `Replay`. */
const SHORTEST_ALIKE = 10;
/** Unique words of this length need no context to be known again, in UTF-16 units. */
const UNMISTAKABLE = 24;
/** In a longer text, likeness is looked for only this far around the old place, in UTF-16 units. */
const REACH = 100_000;

/** How words were found again. */
export type Found = 'inPlace' | 'moved' | 'alike';

export interface Anchored<A extends Annotation> {
  /** The annotation with its target as it stands in the text now. */
  readonly annotation: A;
  readonly found: Found;
}

export interface Anchoring<A extends Annotation> {
  readonly anchored: readonly Anchored<A>[];
  /** Annotations whose words are gone or cannot be told for sure: listed, never guessed. */
  readonly orphans: readonly A[];
}

/** Finds annotations again in a text that changed while nobody followed the edits. */
export function anchorAll<A extends Annotation>(
  text: string,
  annotations: readonly A[],
): Anchoring<A> {
  const anchored: Anchored<A>[] = [];
  const orphans: A[] = [];
  for (const annotation of annotations) {
    const place = find(text, annotation.target, annotation.type === 'label');
    if (!place) orphans.push(annotation);
    else {
      const target = targetOf(text, place.start, place.end);
      anchored.push({ annotation: { ...annotation, target }, found: place.found });
    }
  }
  return { anchored, orphans };
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly found: Found;
}

/**
 * Exact in place, exact elsewhere by context, then alike by context. `wholeLine`: only where the
 * words are all that their line holds, for a label is a decision about a line.
 */
export function find(text: string, target: Target, wholeLine: boolean): Place | undefined {
  if (target.quote === '') return undefined;
  return exact(text, target, wholeLine) ?? alike(text, target, wholeLine);
}

function exact(text: string, target: Target, wholeLine: boolean): Place | undefined {
  const { quote } = target;
  let best: { start: number; agreement: number } | undefined;
  let rivals = 0;
  let count = 0;
  for (let start = text.indexOf(quote); start >= 0; start = text.indexOf(quote, start + 1)) {
    const end = start + quote.length;
    if (wholeLine && !fillsLine(text, start, end)) continue;
    count++;
    const agreement = agreementAt(text, start, end, target);
    if (start === target.start && agreement === 1) return { start, end, found: 'inPlace' };
    if (!best || agreement > best.agreement) {
      best = { start, agreement };
      rivals = 0;
    } else if (agreement === best.agreement) rivals++;
  }
  if (!best || rivals > 0) return undefined;
  const unmistakable = count === 1 && quote.length >= UNMISTAKABLE;
  if (!unmistakable && best.agreement < AGREEMENT) return undefined;
  const end = best.start + quote.length;
  return { start: best.start, end, found: best.start === target.start ? 'inPlace' : 'moved' };
}

function alike(text: string, target: Target, wholeLine: boolean): Place | undefined {
  const { quote, start } = target;
  if (quote.length < SHORTEST_ALIKE) return undefined;
  const from = text.length > 2 * REACH ? Math.max(0, start - REACH) : 0;
  const window = text.length > 2 * REACH ? text.slice(from, start + quote.length + REACH) : text;
  const errors = Math.floor(quote.length * (1 - FLOOR));
  const matches = search(window, quote, errors)
    .map((match) => ({ start: from + match.start, end: from + match.end, errors: match.errors }))
    .map((match) => (wholeLine ? widened(text, match) : match))
    .filter((match) => match.errors <= errors)
    .map((match) => ({ ...match, agreement: agreementAt(text, match.start, match.end, target) }))
    .filter(({ agreement }) => agreement >= AGREEMENT)
    .sort((a, b) => a.errors - b.errors || b.agreement - a.agreement);
  const [best, next] = matches;
  if (!best) return undefined;
  const doubtful =
    next !== undefined && next.errors === best.errors && next.agreement === best.agreement;
  return doubtful ? undefined : { start: best.start, end: best.end, found: 'alike' };
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly errors: number;
}

/** A match widened to all that its line holds; what it lacked counts as errors. */
function widened(text: string, { start, end, errors }: Match): Match {
  let from = start;
  while (from > 0 && !isLineEnd(text, from - 1)) from--;
  let to = end;
  while (to < text.length && !isLineEnd(text, to)) to++;
  while (from < start && isSpace(text.charCodeAt(from))) from++;
  while (to > end && isSpace(text.charCodeAt(to - 1))) to--;
  return { start: from, end: to, errors: errors + (start - from) + (to - end) };
}

/** Whether nothing but white space shares the words' lines. */
function fillsLine(text: string, start: number, end: number): boolean {
  return widened(text, { start, end, errors: 0 }).errors === 0;
}

function isLineEnd(text: string, offset: number): boolean {
  return text[offset] === '\n' || text[offset] === '\r';
}

/** How much of the kept context stands around a place, 0..1; 1 for a quote that had none. */
function agreementAt(text: string, start: number, end: number, { prefix, suffix }: Target): number {
  const kept = prefix.length + suffix.length;
  if (kept === 0) return start === 0 && end === text.length ? 1 : 0;
  let before = 0;
  while (before < prefix.length && prefix.at(-1 - before) === text[start - 1 - before]) before++;
  let after = 0;
  while (after < suffix.length && suffix[after] === text[end + after]) after++;
  return Math.max((before + after) / kept, oneSided(before, prefix), oneSided(after, suffix));
}

/** A whole side that agrees is worth just enough: the other side's neighbour may have been stripped. */
function oneSided(agreeing: number, side: string): number {
  return side.length >= 8 && agreeing === side.length ? AGREEMENT : 0;
}
