import type { Kernel } from './kernel/kernel.ts';

/** No kind is fixed here. */
export const FREE = 255;
/** Numbers of a row of the chain: the kinds, padded with zeros. */
export const STRIDE = 24;
const CHUNK = 256;
const BYTES = STRIDE * 4;

/**
 * The chain over kinds: from scores to posteriors, by forward and backward sums. Both sums stay as columns, so
 * that after a change they are summed again only until they meet what they were.
 */
export class Chain {
  readonly kinds: number;
  readonly #kernel: Kernel;
  readonly #ahead: number;
  readonly #back: number;
  readonly #e: number;
  readonly #out: number;

  /** `step` holds the scores of the transitions, `kinds` times `kinds`, from row to column. */
  constructor(step: Float32Array, kinds: number, kernel: Kernel) {
    this.kinds = kinds;
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
    this.#e = kernel.room((CHUNK + 1) * BYTES);
    this.#out = kernel.room((CHUNK + 1) * BYTES);
  }

  /** Turns the scores of rows `[from, to)` into weights from 0 to 1; a fixed row has one kind only. */
  weigh(weights: Float32Array, fixed: Uint8Array, from: number, to: number): void {
    const { kinds } = this;
    for (let row = from; row < to; row++) {
      const at = row * STRIDE;
      const only = fixed[row] as number;
      let top = weights[at] as number;
      for (let k = 1; k < kinds; k++) {
        if ((weights[at + k] as number) > top) top = weights[at + k] as number;
      }
      for (let k = 0; k < kinds; k++) {
        weights[at + k] =
          only === FREE ? Math.exp((weights[at + k] as number) - top) : k === only ? 1 : 0;
      }
    }
  }

  /** The forward sums of rows `[from, to)`, from the sum at the row before them. */
  forward(weights: Float32Array, ahead: Float32Array, from: number, to: number): void {
    const { f32, run } = this.#kernel;
    let at = from;
    if (at === 0 && to > 0) start(weights, ahead, at++);
    for (; at < to; at += CHUNK) {
      const rows = Math.min(CHUNK, to - at);
      this.#put(weights, at, rows, this.#e);
      this.#put(ahead, at - 1, 1, this.#out);
      run.chain(this.#out, this.#e, this.#ahead, this.#out + BYTES, rows, BYTES, 0);
      const first = (this.#out + BYTES) >>> 2;
      ahead.set(f32.subarray(first, first + rows * STRIDE), at * STRIDE);
    }
  }

  /** The backward sums of rows `[from, to)` of `count`, from the sum at the row after them. */
  backward(
    weights: Float32Array,
    back: Float32Array,
    from: number,
    to: number,
    count: number,
  ): void {
    const { f32, run } = this.#kernel;
    let end = to;
    if (end === count && end > from) {
      end--;
      back.fill(0, end * STRIDE, (end + 1) * STRIDE);
      back.fill(1 / this.kinds, end * STRIDE, end * STRIDE + this.kinds);
    }
    for (; end > from; end -= CHUNK) {
      const rows = Math.min(CHUNK, end - from);
      const low = end - rows;
      this.#put(weights, low + 1, rows, this.#e);
      this.#put(back, end, 1, this.#out + rows * BYTES);
      const last = (rows - 1) * BYTES;
      run.chain(
        this.#out + rows * BYTES,
        this.#e + last,
        this.#back,
        this.#out + last,
        rows,
        -BYTES,
        1,
      );
      const first = this.#out >>> 2;
      back.set(f32.subarray(first, first + rows * STRIDE), low * STRIDE);
    }
  }

  #put(rows: Float32Array, from: number, count: number, address: number): void {
    this.#kernel.f32.set(rows.subarray(from * STRIDE, (from + count) * STRIDE), address >>> 2);
  }
}

/** The forward sum at the first row: its weights, divided by their total. */
function start(weights: Float32Array, ahead: Float32Array, row: number): void {
  const at = row * STRIDE;
  let total = 0;
  for (let k = 0; k < STRIDE; k++) total += weights[at + k] as number;
  for (let k = 0; k < STRIDE; k++) ahead[at + k] = (weights[at + k] as number) / total;
}

/** Bytes of the kernel's memory that a chain takes. */
export const CHAIN_ROOM = (2 * STRIDE + 2 * (CHUNK + 1)) * BYTES + 256;
