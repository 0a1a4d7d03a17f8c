import search from 'approx-string-match';
import { type Annotation, CONTEXT, type Target, targetOf } from './annotation.ts';
import { contentStart } from './bom.ts';
import { digestOf } from './digest.ts';
import { fillsLines, isLineEnd, type Range, trimmed } from './words.ts';

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
  const finder = new Finder(text);
  const anchored: Anchored<A>[] = [];
  const orphans: A[] = [];
  for (const annotation of annotations) {
    const place = finder.find(annotation.target);
    if (typeof place === 'string') orphans.push(annotation);
    else {
      const target = targetOf(text, place.start, place.end);
      anchored.push({ annotation: { ...annotation, target }, found: place.found });
    }
  }
  return { anchored, orphans };
}

export interface Place extends Range {
  readonly found: Found;
}

/**
 * Finds pinned targets in a text: exact in place, exact elsewhere by context, then alike by context.
 * Words that filled their line are found only where they fill one, for a label is about a line.
 * Words that stand or stood in the text more than once are known again only by all that was kept
 * around them: if one of two equal neighbours is gone, part of it would fit the other.
 */
export class Finder {
  readonly #text: string;
  readonly #places = new Map<string, readonly Range[]>();
  #digest: string | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Where words stand; `untold` where something equal does but it may be something else, and `gone`
   * where nothing does.
   */
  find(target: Target): Place | 'untold' | 'gone' {
    if (target.quote === '') return 'gone';
    const isSameText = target.text === undefined || target.text === this.#digestOfText();
    if (isSameText && this.#standsInPlace(target)) {
      return { start: target.start, end: target.start + target.quote.length, found: 'inPlace' };
    }
    if (target.text !== undefined) return 'untold';
    const wholeLine = filledLine(target);
    const candidates = this.#candidates(target, wholeLine);
    const best = this.#told(target, candidates);
    if (best) {
      const found = best.start === target.start ? 'inPlace' : 'moved';
      return { start: best.start, end: best.end, found };
    }
    if (candidates.length > 0) return 'untold';
    return target.repeated ? 'gone' : this.#alike(target, wholeLine);
  }

  #digestOfText(): string {
    this.#digest ??= digestOf(this.#text);
    return this.#digest;
  }

  #standsInPlace(target: Target): boolean {
    const { start, quote } = target;
    const range = { start, end: start + quote.length };
    return this.#text.startsWith(quote, start) && isFull(this.#text, target, range);
  }

  /** Where the same words stand. */
  #candidates({ quote }: Target, wholeLine: boolean): readonly Range[] {
    const key = `${wholeLine} ${quote}`;
    const known = this.#places.get(key);
    if (known) return known;
    const candidates: Range[] = [];
    const text = this.#text;
    for (let start = text.indexOf(quote); start >= 0; start = text.indexOf(quote, start + 1)) {
      const range = { start, end: start + quote.length };
      if (wholeLine && !fillsLines(text, range)) continue;
      candidates.push(range);
    }
    this.#places.set(key, candidates);
    return candidates;
  }

  /** The one candidate that must be it. */
  #told(target: Target, candidates: readonly Range[]): Range | undefined {
    const { prefix, suffix, quote } = target;
    const full = candidates.filter((each) => isFull(this.#text, target, each));
    if (full.length > 0 || target.repeated) return only(full);
    const single = only(candidates);
    if (!single || quote.length >= UNMISTAKABLE) return single;
    const { before, after } = agreementOf(this.#text, single, target);
    const agrees = before + after >= AGREEMENT * (prefix.length + suffix.length);
    const begin = contentStart(this.#text);
    const head = single.start - before === begin && before === prefix.length;
    const tail = single.end + after === this.#text.length && after === suffix.length;
    const beside = oneSided(before, prefix, head) || oneSided(after, suffix, tail);
    return agrees || beside ? single : undefined;
  }

  #alike(target: Target, wholeLine: boolean): Place | 'untold' | 'gone' {
    const { quote, start } = target;
    if (quote.length < SHORTEST_ALIKE) return 'gone';
    const text = this.#text;
    const from = text.length > 2 * REACH ? Math.max(0, start - REACH) : 0;
    const window = text.length > 2 * REACH ? text.slice(from, start + quote.length + REACH) : text;
    const errors = Math.floor(quote.length * (1 - FLOOR) + 1e-9);
    const matches = search(window, quote, errors)
      .map((match) => ({ start: from + match.start, end: from + match.end, errors: match.errors }))
      .map((match) => (wholeLine ? widened(text, match) : match))
      .filter((match) => match.errors <= errors && agrees(text, match, target))
      // A line end within alike words may come with a line of other words.
      .filter(({ start, end }) => !/[\n\r]/u.test(text.slice(start, end)));
    const places = new Map<number, Match>();
    for (const match of matches) {
      const known = places.get(match.start);
      if (!known || match.errors < known.errors) places.set(match.start, match);
    }
    // Overlapping matches are one place; two that stand apart are two, and then nobody can tell.
    const [best, ...rest] = [...places.values()].sort((a, b) => a.errors - b.errors);
    if (!best) return 'gone';
    if (rest.some((each) => each.start >= best.end || each.end <= best.start)) return 'untold';
    return { start: best.start, end: best.end, found: 'alike' };
  }
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

interface Match extends Range {
  readonly errors: number;
}

/** Whether half of what was kept of each side stands around a place. */
function agrees(text: string, range: Range, target: Target): boolean {
  const { before, after } = agreementOf(text, range, target);
  return (
    before >= AGREEMENT * target.prefix.length &&
    after >= AGREEMENT * target.suffix.length &&
    (target.prefix !== '' || text.slice(0, range.start).trim() === '') &&
    (target.suffix !== '' || text.slice(range.end).trim() === '')
  );
}

/** A match widened to all that its line holds; what it lacked counts as errors. */
function widened(text: string, { start, end, errors }: Match): Match {
  let from = start;
  while (from > 0 && !isLineEnd(text, from - 1)) from--;
  let to = end;
  while (to < text.length && !isLineEnd(text, to)) to++;
  const range = trimmed(text, { start: from, end: to });
  const lacking = Math.abs(start - range.start) + Math.abs(range.end - end);
  return { ...range, errors: errors + lacking };
}

/** Whether the words were all that their line held, by what was kept around them. */
function filledLine({ prefix, suffix }: Target): boolean {
  return /(?:^|[\n\r])\s*$/u.test(prefix) && /^\s*(?:[\n\r]|$)/u.test(suffix);
}

/**
 * Whether all that was kept stands around a place. Context that is shorter than usual ended with the
 * text, and has to do so still.
 */
function isFull(text: string, { prefix, suffix }: Target, { start, end }: Range): boolean {
  const begin = contentStart(text);
  const head = start - prefix.length;
  const tail = end + suffix.length;
  return (
    text.startsWith(suffix, end) &&
    head >= begin &&
    text.startsWith(prefix, head) &&
    (prefix.length >= CONTEXT - 1 || head === begin) &&
    (suffix.length >= CONTEXT - 1 || tail === text.length)
  );
}

/** How many UTF-16 units of the kept context stand next to a place. */
function agreementOf(
  text: string,
  { start, end }: Range,
  { prefix, suffix }: Target,
): { readonly before: number; readonly after: number } {
  let before = 0;
  const head = prefix.length;
  while (before < head && prefix[head - 1 - before] === text[start - 1 - before]) before++;
  let after = 0;
  while (after < suffix.length && suffix[after] === text[end + after]) after++;
  return { before, after };
}

/**
 * A whole side that agrees is worth just enough: the other side's neighbour may have been stripped.
 * `border`: whether it goes to the border of the text, as it may have done before.
 */
function oneSided(agreeing: number, side: string, border: boolean): boolean {
  return (border && side.length < CONTEXT - 1) || (side.length >= 8 && agreeing === side.length);
}
