import { Lines } from '../core/lines.ts';
import { type Annotation, CONTEXT, type Target, targetOf, type Widths } from './annotation.ts';
import { contentStart } from './bom.ts';
import { digestOf } from './digest.ts';
import { fillsLines, type Range, trimmed, wordsOf } from './words.ts';

/** Longest context kept on a side, in UTF-16 units, where fewer do not tell words from their like. */
const LONGEST_CONTEXT = 256;

/**
 * Targets made so that they can be found again: with what stands around them, and with what it takes
 * to tell them from the same words elsewhere in the text, on each side by itself.
 */
export class Pins {
  readonly #text: string;
  readonly #byWords = new Map<string, number[]>();
  readonly #byLikeness = new Map<string, number>();
  #digest: string | undefined;

  constructor(text: string) {
    this.#text = text;
    const lines = Lines.of(text);
    for (let line = 0; line < lines.count; line++) {
      const range = wordsOf(lines, line);
      if (!range) continue;
      const words = text.slice(range.start, range.end);
      const starts = this.#byWords.get(words);
      if (starts) starts.push(range.start);
      else this.#byWords.set(words, [range.start]);
      const like = likenessOf(words);
      this.#byLikeness.set(like, (this.#byLikeness.get(like) ?? 0) + 1);
    }
  }

  /** The annotation with its target pinned where it stands. */
  pin<A extends Annotation>(annotation: A): A {
    return { ...annotation, target: this.target(annotation.target) };
  }

  target(range: Range): Target {
    const text = this.#text;
    const { start, end } = trimmed(text, range);
    const words = text.slice(start, end);
    const rivals = this.#rivals(words, { start, end });
    const widths = widthsOf(text, { start, end }, rivals);
    const target = targetOf(text, start, end, widths);
    const repeated = rivals.length > 0 || this.#hasLike(words, { start, end });
    if (!repeated) return target;
    if (isTold(text, { start, end }, widths)) return { ...target, repeated };
    this.#digest ??= digestOf(text);
    return { ...target, repeated, text: this.#digest };
  }

  /** Where else the same words stand: as whole lines when they fill theirs, else anywhere. */
  #rivals(words: string, range: Range): number[] {
    const lines = this.#byWords.get(words) ?? [];
    if (fillsLines(this.#text, range)) return lines.filter((start) => start !== range.start);
    const starts: number[] = [];
    if (words === '') return starts;
    for (let at = this.#text.indexOf(words); at >= 0; at = this.#text.indexOf(words, at + 1)) {
      if (at !== range.start) starts.push(at);
    }
    return starts;
  }

  #hasLike(words: string, range: Range): boolean {
    const own = fillsLines(this.#text, range) ? 1 : 0;
    return (this.#byLikeness.get(likenessOf(words)) ?? 0) > own;
  }
}

/**
 * Whether the context tells a range from its rivals: neither side is too long to be kept, and not
 * both are the whole rest of the text, which a rival may have before or after it too.
 */
function isTold(text: string, { start, end }: Range, { before, after }: Widths): boolean {
  if (Math.max(before, after) === LONGEST_CONTEXT) return false;
  return before <= start - contentStart(text) || after <= text.length - end;
}

/** How much context it takes on each side to tell a range from its rivals. */
function widthsOf(text: string, { start, end }: Range, rivals: readonly number[]): Widths {
  let before = CONTEXT - 1;
  let after = CONTEXT - 1;
  for (const rival of rivals) {
    if (before < LONGEST_CONTEXT) before = Math.max(before, sharedBefore(text, start, rival));
    if (after < LONGEST_CONTEXT) {
      after = Math.max(after, sharedAfter(text, end, rival + end - start));
    }
  }
  return {
    before: Math.min(before + 1, LONGEST_CONTEXT),
    after: Math.min(after + 1, LONGEST_CONTEXT),
  };
}

function sharedBefore(text: string, a: number, b: number): number {
  let count = 0;
  while (count < LONGEST_CONTEXT && count < a && count < b) {
    if (text.charCodeAt(a - 1 - count) !== text.charCodeAt(b - 1 - count)) break;
    count++;
  }
  return count;
}

function sharedAfter(text: string, a: number, b: number): number {
  let count = 0;
  while (count < LONGEST_CONTEXT && a + count < text.length && b + count < text.length) {
    if (text.charCodeAt(a + count) !== text.charCodeAt(b + count)) break;
    count++;
  }
  return count;
}

/** The same for words that differ only in case, numbers, punctuation or spaces. */
function likenessOf(words: string): string {
  const like = words
    .toLowerCase()
    .replace(/\p{N}+/gu, '0')
    .replace(/[^\p{L}\p{M}0]+/gu, '');
  return like === '' ? words : like;
}
