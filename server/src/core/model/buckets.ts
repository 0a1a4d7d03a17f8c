/** The smallest index whose bound is over the value. */
export function bucket(value: number, bounds: readonly number[]): number {
  let i = 0;
  while (i < bounds.length && value >= (bounds[i] as number)) i++;
  return i;
}

/** Looks the bucket of a number up, not below 0, between bounds that are whole numbers. */
export class Buckets {
  readonly #of: Uint8Array;
  readonly #last: number;

  constructor(bounds: readonly number[]) {
    this.#of = Uint8Array.from({ length: bounds.at(-1) ?? 0 }, (_, i) => bucket(i, bounds));
    this.#last = bounds.length;
  }

  of(value: number): number {
    return value < this.#of.length ? (this.#of[Math.floor(value)] as number) : this.#last;
  }
}
