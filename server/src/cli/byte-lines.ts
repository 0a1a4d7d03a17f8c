const LF = 10;

/** A line of a stream of bytes. */
export interface ByteLine {
  /** One-based. */
  readonly number: number;
  /** Its bytes without the LF; null where it is longer than the limit. */
  readonly bytes: Buffer | null;
}

/**
 * Splits a stream of bytes at LF, holding no more than one line of the allowed length. What is
 * longer passes by without being kept.
 */
export class Splitter {
  readonly #limit: number;
  #parts: Buffer[] = [];
  #size = 0;
  #number = 0;

  /** `limit` is in bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The lines that a chunk completes. */
  *push(chunk: Buffer): Generator<ByteLine> {
    let from = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      this.#keep(chunk.subarray(from, end));
      yield this.#line();
      from = end + 1;
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from));
  }

  /** The last line, if it has no LF. */
  *end(): Generator<ByteLine> {
    if (this.#size > 0) yield this.#line();
  }

  #keep(part: Buffer): void {
    this.#size += part.length;
    if (this.#size <= this.#limit) this.#parts.push(part);
    else this.#parts = [];
  }

  #line(): ByteLine {
    const fits = this.#size <= this.#limit;
    const [only] = this.#parts;
    const bytes = this.#parts.length === 1 && only ? only : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#size = 0;
    this.#number++;
    return { number: this.#number, bytes: fits ? bytes : null };
  }
}
