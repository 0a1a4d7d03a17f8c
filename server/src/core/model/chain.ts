/** No kind is fixed here. */
export const FREE = 255;

/**
 * The chain over kinds: from scores to posteriors, by forward and backward sums. Both sums stay as columns, so
 * that after a change they are summed again only until they meet what they were.
 */
export class Chain {
  readonly kinds: number;
  readonly #ahead: Float64Array;
  readonly #back: Float64Array;
  readonly #row: Float64Array;

  /** `step` holds the scores of the transitions, `kinds` times `kinds`, from row to column. */
  constructor(step: Float32Array, kinds: number) {
    this.kinds = kinds;
    this.#ahead = new Float64Array(kinds * kinds);
    this.#back = new Float64Array(kinds * kinds);
    this.#row = new Float64Array(kinds);
    for (let i = 0; i < kinds; i++) {
      for (let j = 0; j < kinds; j++) {
        const weight = Math.exp(step[i * kinds + j] as number);
        this.#ahead[j * kinds + i] = weight;
        this.#back[i * kinds + j] = weight;
      }
    }
  }

  /** Turns scores `[from, to)` into weights from 0 to 1; a fixed line has one kind only. */
  weigh(
    scores: Float32Array,
    fixed: Uint8Array,
    from: number,
    to: number,
    weights: Float32Array,
  ): void {
    const { kinds } = this;
    for (let line = from; line < to; line++) {
      const at = line * kinds;
      const only = fixed[line] as number;
      if (only !== FREE) {
        for (let k = 0; k < kinds; k++) weights[at + k] = k === only ? 1 : 0;
        continue;
      }
      let top = scores[at] as number;
      for (let k = 1; k < kinds; k++)
        if ((scores[at + k] as number) > top) top = scores[at + k] as number;
      for (let k = 0; k < kinds; k++) weights[at + k] = Math.exp((scores[at + k] as number) - top);
    }
  }

  /** The forward sum at a line, from the line before it. */
  forward(weights: Float32Array, line: number, ahead: Float32Array): void {
    const { kinds } = this;
    const at = line * kinds;
    const row = this.#row;
    if (line === 0) for (let k = 0; k < kinds; k++) row[k] = weights[at + k] as number;
    else {
      this.#product(this.#ahead, ahead, at - kinds);
      for (let k = 0; k < kinds; k++) row[k] = (row[k] as number) * (weights[at + k] as number);
    }
    this.#store(ahead, at);
  }

  /** The backward sum at a line that has one after it: what the lines after it say. */
  backward(weights: Float32Array, line: number, back: Float32Array): void {
    const { kinds } = this;
    const after = (line + 1) * kinds;
    const product = this.#next;
    for (let k = 0; k < kinds; k++)
      product[k] = (back[after + k] as number) * (weights[after + k] as number);
    this.#product(this.#back, product, 0);
    this.#store(back, line * kinds);
  }

  /** The backward sum at the last line: nothing comes after it. */
  end(line: number, back: Float32Array): void {
    back.fill(1 / this.kinds, line * this.kinds, (line + 1) * this.kinds);
  }

  readonly #next = new Float32Array(64);

  #product(matrix: Float64Array, from: Float32Array, at: number): void {
    const { kinds } = this;
    const row = this.#row;
    for (let j = 0; j < kinds; j += 2) {
      let a = 0;
      let b = 0;
      const first = j * kinds;
      const second = first + kinds;
      for (let i = 0; i < kinds; i++) {
        const value = from[at + i] as number;
        a += (matrix[first + i] as number) * value;
        b += (matrix[second + i] as number) * value;
      }
      row[j] = a;
      row[j + 1] = b;
    }
  }

  #store(into: Float32Array, at: number): void {
    const { kinds } = this;
    const row = this.#row;
    let sum = 0;
    for (let k = 0; k < kinds; k++) sum += row[k] as number;
    const scale = sum > 0 ? 1 / sum : 0;
    for (let k = 0; k < kinds; k++) into[at + k] = sum > 0 ? (row[k] as number) * scale : 1 / kinds;
  }
}
