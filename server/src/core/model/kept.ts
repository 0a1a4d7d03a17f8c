/** Rows whose room is kept from one reading to the next. */
const ROOM = 1 << 13;

/** How far rows of a layer are: as the recurrence sees them, or with what it says added. */
export type Stage = 1 | 2;
export const INPUT: Stage = 1;
export const OUTPUT: Stage = 2;

/** Rows of a layer that were worked out, each at one stage, kept for as long as one reading takes. */
export class Kept {
  #rows = new Float32Array(0);
  #stages = new Uint8Array(0);
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  /** Forgets all rows, and makes room for `count`. */
  reset(count: number): void {
    if (count <= this.#stages.length) this.#stages.fill(0);
    else {
      // The next text is often this one with a line more.
      const room = count + (count >>> 3);
      this.#rows = new Float32Array(room * this.#size);
      this.#stages = new Uint8Array(room);
    }
  }

  /** Gives back the room of a long text. */
  release(): void {
    if (this.#stages.length <= ROOM) return;
    this.#rows = new Float32Array(0);
    this.#stages = new Uint8Array(0);
  }

  has(from: number, rows: number, stage: Stage): boolean {
    for (let row = from; row < from + rows; row++) if (this.#stages[row] !== stage) return false;
    return true;
  }

  of(from: number, rows: number): Float32Array {
    return this.#rows.subarray(from * this.#size, (from + rows) * this.#size);
  }

  /** Keeps rows, where there is room for them. */
  keep(from: number, rows: Float32Array, stage: Stage): void {
    const to = from + rows.length / this.#size;
    if (to > this.#stages.length) return;
    this.#rows.set(rows, from * this.#size);
    this.#stages.fill(stage, from, to);
  }
}
