import type { Lines } from '../lines.ts';
import { STRIDE } from './chain.ts';
import type { Columns } from './context.ts';
import type { Encoder } from './encoder.ts';
import { KEYS } from './tokens.ts';

/** Rows of the previous state that stay as they were: `from` rows ahead of the change, the last ones after it. */
export interface Kept {
  readonly head: number;
  readonly tail: number;
}

/** What one reading knows of each non-blank line, as columns with a row a line. */
export class State implements Columns {
  readonly count: number;
  /** Number of each row's line in the text. */
  readonly index: Uint32Array;
  readonly hash: Uint32Array;
  readonly shape: Uint32Array;
  readonly flags: Uint8Array;
  readonly width: Uint16Array;
  readonly keys: Uint32Array;
  readonly keyCounts: Uint8Array;
  readonly gaps: Uint8Array;
  readonly vectors: Float32Array;
  readonly fixed: Uint8Array;
  /** States of the recurrence after each row, in either direction. */
  readonly before: Float32Array;
  readonly after: Float32Array;
  /** Weights and sums of the chain, `stride` numbers a row. */
  readonly stride = STRIDE;
  readonly weights: Float32Array;
  readonly ahead: Float32Array;
  readonly back: Float32Array;
  ids: Uint16Array = new Uint16Array(0);
  readonly #size: number;

  constructor(count: number, size: number, hidden: number) {
    this.count = count;
    this.#size = size;
    this.index = new Uint32Array(count);
    this.hash = new Uint32Array(count);
    this.shape = new Uint32Array(count);
    this.flags = new Uint8Array(count);
    this.width = new Uint16Array(count);
    this.keys = new Uint32Array(count * KEYS);
    this.keyCounts = new Uint8Array(count);
    this.gaps = new Uint8Array(count);
    this.vectors = new Float32Array(count * size);
    this.fixed = new Uint8Array(count);
    this.before = new Float32Array(count * hidden);
    this.after = new Float32Array(count * hidden);
    this.weights = new Float32Array(count * STRIDE);
    this.ahead = new Float32Array(count * STRIDE);
    this.back = new Float32Array(count * STRIDE);
  }

  /** Encodes lines `[from, to)` of the text into the rows from `row` on; blank ones have none. */
  encode(encoder: Encoder, lines: Lines, from: number, to: number, row: number): void {
    const size = this.#size;
    let at = row;
    for (let line = from; line < to; line++) {
      if (lines.isBlank(line)) continue;
      // An editor never shows a BOM: with or without, the text reads the same.
      const bom = line === 0 && lines.text.charCodeAt(0) === 0xfeff ? 1 : 0;
      const slot = encoder.slot(lines.text, lines.start(line) + bom, lines.end(line));
      this.index[at] = line;
      this.hash[at] = encoder.hashes[slot] as number;
      this.shape[at] = encoder.shapes[slot] as number;
      this.flags[at] = encoder.flags[slot] as number;
      this.width[at] = encoder.widths[slot] as number;
      this.keyCounts[at] = encoder.keyCounts[slot] as number;
      for (let k = 0; k < KEYS; k++)
        this.keys[at * KEYS + k] = encoder.keys[slot * KEYS + k] as number;
      const vector = encoder.vector(slot);
      for (let j = 0; j < size; j++)
        this.vectors[at * size + j] = encoder.f32[vector + j] as number;
      at++;
    }
  }

  /** Copies rows of another state, whose lines have moved by `moved`. */
  copy(other: State, from: number, to: number, row: number, moved: number): void {
    const size = this.#size;
    this.hash.set(other.hash.subarray(from, to), row);
    this.shape.set(other.shape.subarray(from, to), row);
    this.flags.set(other.flags.subarray(from, to), row);
    this.width.set(other.width.subarray(from, to), row);
    this.keyCounts.set(other.keyCounts.subarray(from, to), row);
    this.keys.set(other.keys.subarray(from * KEYS, to * KEYS), row * KEYS);
    this.vectors.set(other.vectors.subarray(from * size, to * size), row * size);
    for (let i = from; i < to; i++) this.index[row + i - from] = (other.index[i] as number) + moved;
  }

  /** Blank lines before each row, at most 3: known from the lines' numbers. */
  measureGaps(): void {
    let before = -1;
    for (let i = 0; i < this.count; i++) {
      const line = this.index[i] as number;
      this.gaps[i] = Math.min(3, line - before - 1);
      before = line;
    }
  }

  /** The first row whose line is at or after a line. */
  rowAt(line: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.index[middle] as number) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export function countFilled(lines: Lines, from: number, to: number): number {
  let count = 0;
  for (let line = from; line < to; line++) if (!lines.isBlank(line)) count++;
  return count;
}
