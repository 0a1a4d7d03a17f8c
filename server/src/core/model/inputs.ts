/** Rows whose room is kept from one reading to the next. */
const KEPT = 1 << 14;

/** The input of rows to the recurrence, kept for as long as one reading takes. */
export class Inputs {
  #rows = new Float32Array(0);
  #isKept = new Uint8Array(0);
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  /** Forgets all rows, and makes room for `count`. */
  reset(count: number): void {
    const room = Math.max(count, Math.min(this.#isKept.length, KEPT));
    if (room === this.#isKept.length) this.#isKept.fill(0);
    else {
      this.#rows = new Float32Array(room * this.#size);
      this.#isKept = new Uint8Array(room);
    }
  }

  has(from: number, rows: number): boolean {
    const missing = this.#isKept.indexOf(0, from);
    return missing < 0 || missing >= from + rows;
  }

  of(from: number, rows: number): Float32Array {
    return this.#rows.subarray(from * this.#size, (from + rows) * this.#size);
  }

  keep(from: number, rows: Float32Array): void {
    this.#rows.set(rows, from * this.#size);
    this.#isKept.fill(1, from, from + rows.length / this.#size);
  }
}
