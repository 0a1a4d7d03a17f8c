import { isSpace } from '../lines.ts';
import { CLASS, FOLD } from './chars.ts';

/** How many UTF-16 code units of a line the features look at, from its first and last non-space. */
const HEAD = 384;
const TAIL = 96;

/**
 * One line as the features see it: the folded code units of its head and tail, their classes, and a
 * hash of all that the features of its content depend on. One scanner is used for every line.
 */
export class Scanner {
  /** Folded code units and their classes; a long line's tail follows its head. */
  readonly codes = new Uint16Array(HEAD + TAIL + 2);
  readonly classes = new Uint8Array(HEAD + TAIL + 2);
  /** How many of them there are, and how many of these are the head. */
  size = 0;
  head = 0;
  /** Length of the line without the white space around it, in UTF-16 code units. */
  length = 0;
  /** White space before the first character, in UTF-16 code units. */
  indent = 0;
  hashA = 0;
  hashB = 0;

  scan(text: string, start: number, end: number): void {
    let first = start;
    let last = end;
    while (first < last && isSpace(text.charCodeAt(first))) first++;
    while (last > first && isSpace(text.charCodeAt(last - 1))) last--;
    this.length = last - first;
    this.indent = Math.min(first - start, 31);
    this.hashA = Math.imul(this.length, 0x9e3779b1) ^ this.indent;
    this.hashB = Math.imul(this.length ^ 0x5bd1e995, 0x85ebca6b) + this.indent;
    const headEnd = Math.min(last, first + HEAD);
    this.size = 0;
    this.#take(text, first, headEnd);
    this.head = this.size;
    this.#take(text, Math.max(headEnd, last - TAIL), last);
    // Looking one or two ahead at the end must not see the line before.
    this.codes[this.size] = this.codes[this.size + 1] = 0;
    this.classes[this.size] = this.classes[this.size + 1] = 0;
    this.hashA = mix(this.hashA);
    this.hashB = mix(this.hashB);
  }

  #take(text: string, from: number, to: number): void {
    const { codes, classes } = this;
    let a = this.hashA;
    let b = this.hashB;
    let n = this.size;
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b, 33) + code;
      codes[n] = FOLD[code] as number;
      classes[n++] = CLASS[code] as number;
    }
    this.size = n;
    this.hashA = a;
    this.hashB = b | 0;
  }
}

/** Spreads the bits of a 32-bit hash; the result is unsigned. */
export function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x7feb352d);
  h ^= h >>> 15;
  h = Math.imul(h, 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}
