import type { Kernel } from './kernel/kernel.ts';
import { replaceRows } from './replace.ts';

/** No kind is fixed here. */
export const FREE = 255;
/** Numbers of a row of the chain: the kinds, padded with zeros. */
export const STRIDE = 24;
const CHUNK = 256;
const BYTES = STRIDE * 4;

/** What the chain sums, and its sums, with {@link STRIDE} numbers a row. */
interface Sums {
  readonly count: number;
  readonly weights: Float32Array;
  readonly ahead: Float32Array;
  readonly back: Float32Array;
}

/**
 * The chain over kinds: from scores to posteriors, by forward and backward sums. Both sums stay as columns, so
 * that after a change they are summed again only until they meet what they were.
 */
export class Chain {
  readonly kinds: number;
  /** Scores of the transitions, `kinds` times `kinds`, from row to column. */
  readonly step: Float32Array;
  readonly #kernel: Kernel;
  readonly #ahead: number;
  readonly #back: number;
  readonly #mask: number;
  readonly #e: number;
  readonly #out: number;
  /** The backward sum at the last row. */
  readonly #last: Float32Array;

  /** `step` holds the scores of the transitions, `kinds` times `kinds`, from row to column. */
  constructor(step: Float32Array, kinds: number, kernel: Kernel) {
    this.kinds = kinds;
    this.step = step;
    this.#kernel = kernel;
    const ahead = new Float32Array(STRIDE * STRIDE);
    const back = new Float32Array(STRIDE * STRIDE);
    for (let i = 0; i < kinds; i++) {
      for (let j = 0; j < kinds; j++) {
        const weight = Math.exp(step[i * kinds + j] as number);
        ahead[i * STRIDE + j] = weight;
        back[j * STRIDE + i] = weight;
      }
    }
    this.#ahead = kernel.put(ahead);
    this.#back = kernel.put(back);
    this.#last = new Float32Array(STRIDE).fill(1 / kinds, 0, kinds);
    this.#mask = kernel.put(new Float32Array(STRIDE).fill(Number.NEGATIVE_INFINITY, kinds));
    this.#e = kernel.room((CHUNK + 1) * BYTES);
    this.#out = kernel.room((CHUNK + 1) * BYTES);
  }

  /** Turns the scores of rows `[from, to)` into weights from 0 to 1; a fixed row has one kind only. */
  weigh(weights: Float32Array, fixed: Uint8Array, from: number, to: number): void {
    for (let at = from; at < to; at += CHUNK) {
      const rows = Math.min(CHUNK, to - at);
      this.#put(weights, at, rows, this.#e);
      this.#kernel.run.weigh(rows, this.#e, this.#mask);
      weights.set(this.#found(this.#e, rows), at * STRIDE);
    }
    for (let row = from; row < to; row++) {
      const only = fixed[row] as number;
      if (only !== FREE) weights.fill(0, row * STRIDE, (row + 1) * STRIDE)[row * STRIDE + only] = 1;
    }
  }

  /**
   * The forward sums of rows `[from, to)`, from the sum at the row before them. Says whether the last one differs from
   * what it was, where `differ` is to be filled in.
   */
  forward({ weights, ahead }: Sums, from: number, to: number, differ?: Uint8Array): boolean {
    let isOther = true;
    let at = from;
    if (at === 0 && to > 0) isOther = replaceRows(ahead, started(weights), STRIDE, at++, 0, differ);
    for (; at < to; at += CHUNK) {
      const rows = Math.min(CHUNK, to - at);
      this.#put(weights, at, rows, this.#e);
      this.#put(ahead, at - 1, 1, this.#out);
      const into = this.#out + BYTES;
      this.#kernel.run.chain(this.#out, this.#e, this.#ahead, into, rows, BYTES, 0);
      isOther = replaceRows(ahead, this.#found(into, rows), STRIDE, at, at + rows - 1, differ);
    }
    return isOther;
  }

  /** The backward sums of rows `[from, to)`, from the sum at the row after them; says the same of the first row. */
  backward(sums: Sums, from: number, to: number, differ?: Uint8Array): boolean {
    const { weights, back, count } = sums;
    let isOther = true;
    let end = to;
    if (end === count && end > from) {
      end--;
      isOther = replaceRows(back, this.#last, STRIDE, end, end, differ);
    }
    for (; end > from; end -= CHUNK) {
      const rows = Math.min(CHUNK, end - from);
      const low = end - rows;
      this.#put(weights, low + 1, rows, this.#e);
      this.#put(back, end, 1, this.#out + rows * BYTES);
      const last = (rows - 1) * BYTES;
      this.#kernel.run.chain(
        this.#out + rows * BYTES,
        this.#e + last,
        this.#back,
        this.#out + last,
        rows,
        -BYTES,
        1,
      );
      isOther = replaceRows(back, this.#found(this.#out, rows), STRIDE, low, low, differ);
    }
    return isOther;
  }

  #found(address: number, rows: number): Float32Array {
    return this.#kernel.f32.subarray(address >>> 2, (address >>> 2) + rows * STRIDE);
  }

  #put(rows: Float32Array, from: number, count: number, address: number): void {
    this.#kernel.f32.set(rows.subarray(from * STRIDE, (from + count) * STRIDE), address >>> 2);
  }
}

/** The forward sum at the first row: its weights, divided by their total. */
function started(weights: Float32Array): Float32Array {
  const sum = new Float32Array(STRIDE);
  let total = 0;
  for (let k = 0; k < STRIDE; k++) total += weights[k] as number;
  for (let k = 0; k < STRIDE; k++) sum[k] = (weights[k] as number) / total;
  return sum;
}

/** Bytes of the kernel's memory that a chain takes. */
export const CHAIN_ROOM = (2 * STRIDE + 1 + 2 * (CHUNK + 1)) * BYTES + 256;
