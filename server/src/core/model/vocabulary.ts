/** From the hash of a feature to its row in the table of weights: open addressing, at most half full. */
export class Vocabulary {
  readonly #slots: Uint32Array;
  readonly #rows: Uint16Array;
  readonly #mask: number;

  /** The n-th hash has row n + 1; row 0 stands for an unknown feature. */
  constructor(hashes: Uint32Array) {
    let size = 1024;
    while (size < hashes.length * 2) size *= 2;
    this.#slots = new Uint32Array(size);
    this.#rows = new Uint16Array(size);
    this.#mask = size - 1;
    for (let i = 0; i < hashes.length; i++) {
      const hash = hashes[i] as number;
      let at = hash & this.#mask;
      while (this.#rows[at] !== 0) at = (at + 1) & this.#mask;
      this.#slots[at] = hash;
      this.#rows[at] = i + 1;
    }
  }

  row(hash: number): number {
    const mask = this.#mask;
    let at = hash & mask;
    for (;;) {
      const row = this.#rows[at] as number;
      if (row === 0 || this.#slots[at] === hash) return row;
      at = (at + 1) & mask;
    }
  }
}
