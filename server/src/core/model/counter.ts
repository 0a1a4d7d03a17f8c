/** Counts of 32-bit hashes, in two columns sized for how many there can be: no object a hash. */
export class Counter {
  readonly #hashes: Uint32Array;
  readonly #counts: Uint32Array;
  readonly #mask: number;

  /** `most` is the number of distinct hashes that are counted at most. */
  constructor(most: number) {
    let size = 16;
    while (size < most * 2) size *= 2;
    this.#hashes = new Uint32Array(size);
    this.#counts = new Uint32Array(size);
    this.#mask = size - 1;
  }

  /** Counts a hash once more and says how often it was counted before. */
  add(hash: number): number {
    const at = this.#find(hash);
    this.#hashes[at] = hash;
    const before = this.#counts[at] as number;
    this.#counts[at] = before + 1;
    return before;
  }

  count(hash: number): number {
    return this.#counts[this.#find(hash)] as number;
  }

  #find(hash: number): number {
    const mask = this.#mask;
    let at = hash & mask;
    while (this.#counts[at] !== 0 && this.#hashes[at] !== hash) at = (at + 1) & mask;
    return at;
  }
}
