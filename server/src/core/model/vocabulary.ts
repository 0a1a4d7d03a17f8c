/** From the hash of a feature to its row in the table of weights: open addressing, at most half full. */
export class Vocabulary {
  /** Hash and row of each slot, side by side, so that a look is one line of the processor's cache. */
  readonly #slots: Uint32Array;
  readonly #mask: number;

  /** The n-th hash has row n + 1; row 0 stands for an unknown feature. */
  constructor(hashes: Uint32Array) {
    let size = 1024;
    while (size < hashes.length * 2) size *= 2;
    this.#slots = new Uint32Array(2 * size);
    this.#mask = 2 * size - 1;
    for (let i = 0; i < hashes.length; i++) {
      const hash = hashes[i] as number;
      let at = (hash << 1) & this.#mask;
      while (this.#slots[at + 1] !== 0) at = (at + 2) & this.#mask;
      this.#slots[at] = hash;
      this.#slots[at + 1] = i + 1;
    }
  }

  row(hash: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    let at = (hash << 1) & mask;
    for (;;) {
      const row = slots[at + 1] as number;
      if (row === 0 || slots[at] === hash) return row;
      at = (at + 2) & mask;
    }
  }
}
