/**
 * From the hash of a feature to its row in a table of weights: open addressing, at most half full. A place is a hash
 * and its row side by side, so that to look at one is one access to memory.
 */
export class Vocabulary {
  /** Pairs of a hash and its row; the kernel looks hashes up in it too. */
  readonly table: Uint32Array;
  /** The bits of a hash that name its place. */
  readonly mask: number;

  /** The n-th hash has row n + 1; row 0 stands for an unknown feature. */
  constructor(hashes: Uint32Array) {
    const size = placesFor(hashes.length);
    this.table = new Uint32Array(size * 2);
    this.mask = size - 1;
    for (let i = 0; i < hashes.length; i++) {
      const hash = hashes[i] as number;
      let at = hash & this.mask;
      while (this.table[at * 2 + 1] !== 0) at = (at + 1) & this.mask;
      this.table[at * 2] = hash;
      this.table[at * 2 + 1] = i + 1;
    }
  }

  row(hash: number): number {
    const { table, mask } = this;
    let at = hash & mask;
    for (;;) {
      const row = table[at * 2 + 1] as number;
      if (row === 0 || table[at * 2] === hash) return row;
      at = (at + 1) & mask;
    }
  }
}

/** How many places a vocabulary of so many hashes has. */
export function placesFor(count: number): number {
  let size = 1024;
  while (size < count * 2) size *= 2;
  return size;
}
