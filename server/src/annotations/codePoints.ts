import { contentStart } from './bom.ts';

/**
 * Converts between UTF-16 offsets, which editors and JavaScript count in, and code points, which the
 * annotations' files count in. A lone surrogate is one code point.
 */
export class CodePoints {
  /** UTF-16 offsets of the second halves of surrogate pairs, ascending. */
  readonly #pairs: readonly number[];

  constructor(text: string) {
    const pairs: number[] = [];
    for (let offset = 1; offset < text.length; offset++) {
      const low = (text.charCodeAt(offset) & 0xfc00) === 0xdc00;
      if (low && (text.charCodeAt(offset - 1) & 0xfc00) === 0xd800) pairs.push(offset++);
    }
    this.#pairs = pairs;
  }

  /** The code points before a UTF-16 offset; an offset within a pair counts as its start. */
  fromUtf16(offset: number): number {
    return offset - countBelow(this.#pairs, offset + 1, 0);
  }

  /** The UTF-16 offset of a code point; past the end it is past the end, for texts grow again. */
  toUtf16(index: number): number {
    // The nth pair's second half lies at n code points more than its place among them.
    return index + countBelow(this.#pairs, index, 1);
  }
}

/** The same for places as files of annotations tell them: code points from where a text's content begins. */
export class FilePoints {
  readonly #points: CodePoints;
  readonly #begin: number;

  constructor(text: string) {
    this.#points = new CodePoints(text);
    this.#begin = contentStart(text);
  }

  fromUtf16(offset: number): number {
    return Math.max(0, this.#points.fromUtf16(offset) - this.#begin);
  }

  toUtf16(index: number): number {
    return this.#points.toUtf16(index + this.#begin);
  }
}

/** How many pairs, each moved left by `step` times its index, have a place below a limit. */
function countBelow(pairs: readonly number[], limit: number, step: number): number {
  let low = 0;
  let high = pairs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pairs[middle] ?? 0) - step * (middle + 1) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
