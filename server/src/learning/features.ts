import type { Observation } from '../core/model/observe.ts';

/** Features that are tried; those that come to say much are kept. */
const TRIED = 30_000;

/** The features of lines that are learned about, and which of them each row of each text has. */
export class Features {
  /** Hashes, ascending. */
  readonly hashes: Uint32Array;
  /** For each text, for each row: numbers of its features. */
  readonly rows: readonly (readonly Uint32Array[])[];
  /** In how many texts each feature is. */
  readonly texts: Uint32Array;

  constructor(texts: readonly Observation[]) {
    this.hashes = chosen(texts);
    const numbers = new Map(Array.from(this.hashes, (hash, number) => [hash, number]));
    this.texts = new Uint32Array(this.hashes.length);
    this.rows = texts.map(({ features }) => features.map((list) => numbered(list, numbers)));
    for (const rows of this.rows) {
      for (const number of new Set(rows.flatMap((row) => [...row]))) {
        this.texts[number] = (this.texts[number] as number) + 1;
      }
    }
  }
}

/** The features that the lines have most of; a feature of a short line counts more. */
function chosen(texts: readonly Observation[]): Uint32Array {
  const counts = new Map<number, number>();
  for (const { features, shares } of texts) {
    features.forEach((list, row) => {
      for (const hash of list) counts.set(hash, (counts.get(hash) ?? 0) + (shares[row] as number));
    });
  }
  const sorted = [...counts].sort(([a, much], [b, more]) => more - much || a - b);
  return Uint32Array.from(sorted.slice(0, TRIED), ([hash]) => hash).sort();
}

function numbered(list: Uint32Array, numbers: ReadonlyMap<number, number>): Uint32Array {
  const found: number[] = [];
  for (const hash of list) {
    const number = numbers.get(hash);
    if (number !== undefined) found.push(number);
  }
  return Uint32Array.from(found);
}
