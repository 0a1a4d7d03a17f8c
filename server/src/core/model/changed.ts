import { PLACES } from './context.ts';
import type { Kept, State } from './state.ts';

/** Works out the rows `[from, to)`. */
type Work = (from: number, to: number) => void;

/** Rows that are worked out at once: those that need not be come out as they were. */
const TOGETHER = 32;

/** Columns of numbers, some to a row. */
type Column = Float32Array | Uint16Array;

/**
 * What a change leaves of a previous reading. Rows of the old state stand at the same place before the change and
 * at a moved one after it; sums that run along the rows are copied from it wherever they meet what they were.
 */
export class Changed {
  readonly #state: State;
  readonly #old: State;
  readonly #head: number;
  /** The first row after the change. */
  readonly #rest: number;
  readonly #moved: number;

  constructor(state: State, old: State, { head, tail }: Kept) {
    this.#state = state;
    this.#old = old;
    this.#head = head;
    this.#rest = state.count - tail;
    this.#moved = state.count - old.count;
  }

  /** 1 for each row whose input to the recurrence is not what it was: it or a row within `reach` changed. */
  fresh(reach: number): Uint8Array {
    const { count, ids } = this.#state;
    const fresh = new Uint8Array(count);
    for (let row = 0; row < count; row++) {
      const was = this.#was(row);
      const changed = was < 0 || !same(ids, row, this.#old.ids, was, PLACES);
      if (changed || !this.#joined(row, was)) {
        fresh.fill(1, Math.max(0, row - reach), Math.min(count, row + reach + 1));
      }
    }
    return fresh;
  }

  /** Whether a row has the same row, or end of the text, before and after it as it had. */
  #joined(row: number, was: number): boolean {
    const { count } = this.#state;
    const before = row === 0 ? was === 0 : was > 0 && this.#was(row - 1) === was - 1;
    const next = row === count - 1 ? this.#old.count : this.#was(row + 1);
    return before && next === was + 1;
  }

  /** Sums that run from the first row to the last: works out those that may differ, copies the others. */
  forward(
    fresh: Uint8Array,
    into: Float32Array,
    from: Float32Array,
    size: number,
    work: Work,
  ): void {
    const { count } = this.#state;
    let met = true;
    for (let row = 0; row < count; ) {
      const was = this.#was(row);
      // At the first row after the change the row before it is another one than it was.
      const joined = row === 0 ? was === 0 : was > 0 && this.#was(row - 1) === was - 1;
      if (met && joined && !fresh[row]) copy(into, row++, from, was, size);
      else {
        const to = Math.min(count, row + TOGETHER);
        work(row, to);
        row = to;
        const last = this.#was(row - 1);
        met = last >= 0 && same(into, row - 1, from, last, size);
      }
    }
  }

  /** The same from the last row to the first; says which rows were worked out and differ. */
  backward(
    fresh: Uint8Array,
    into: Float32Array,
    from: Float32Array,
    size: number,
    work: Work,
  ): Uint8Array {
    const { count } = this.#state;
    const differ = new Uint8Array(count);
    let met = true;
    for (let row = count - 1; row >= 0; ) {
      const was = this.#was(row);
      const next = row === count - 1 ? this.#old.count : this.#was(row + 1);
      const joined = was >= 0 && next === was + 1;
      if (met && joined && !fresh[row]) copy(into, row--, from, was, size);
      else {
        const low = Math.max(0, row + 1 - TOGETHER);
        work(low, row + 1);
        for (; row >= low; row--) {
          const before = this.#was(row);
          met = before >= 0 && same(into, row, from, before, size);
          if (!met) differ[row] = 1;
        }
      }
    }
    return differ;
  }

  /** 1 for each row whose weights may differ: fresh ones, newly labelled ones, and where a state differs. */
  differing(fresh: Uint8Array, hidden: number, turned: Uint8Array): Uint8Array {
    const { count, before, fixed } = this.#state;
    const differ = fresh.slice();
    for (let row = 0; row < count; row++) {
      const was = this.#was(row);
      if (was < 0 || turned[row] || differ[row]) differ[row] = 1;
      else if (fixed[row] !== this.#old.fixed[was]) differ[row] = 1;
      else if (!same(before, row, this.#old.before, was, hidden)) differ[row] = 1;
    }
    return differ;
  }

  /** Copies what the rows that do not differ had. */
  keep(differ: Uint8Array, into: Float32Array, from: Float32Array, size: number): void {
    for (let row = 0; row < differ.length; row++) {
      if (!differ[row]) copy(into, row, from, this.#was(row), size);
    }
  }

  /** Flags one row on: a backward sum sees the weights of the row after it. */
  shifted(flags: Uint8Array): Uint8Array {
    const shifted = new Uint8Array(flags.length);
    shifted.set(flags.subarray(1));
    return shifted;
  }

  /** Where a row stood before the change, -1 for a new one. */
  #was(row: number): number {
    if (row < this.#head) return row;
    return row < this.#rest ? -1 : row - this.#moved;
  }
}

function same(a: Column, row: number, b: Column, other: number, size: number): boolean {
  const from = row * size;
  const to = other * size;
  for (let i = 0; i < size; i++) if (a[from + i] !== b[to + i]) return false;
  return true;
}

function copy(
  into: Float32Array,
  row: number,
  from: Float32Array,
  other: number,
  size: number,
): void {
  const a = row * size;
  const b = other * size;
  for (let i = 0; i < size; i++) into[a + i] = from[b + i] as number;
}
