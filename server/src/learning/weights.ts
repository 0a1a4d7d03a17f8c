/** Numbers that are learned by gradient steps whose lengths adapt to each of them (Adagrad). */
export class Weights {
  readonly values: Float64Array;
  readonly gradient: Float64Array;
  readonly #seen: Float64Array;

  constructor(size: number) {
    this.values = new Float64Array(size);
    this.gradient = new Float64Array(size);
    this.#seen = new Float64Array(size).fill(1e-8);
  }

  /** Takes a step against the gradient of the numbers `[from, to)`, drawn to zero by `decay`; clears the gradient. */
  step(from: number, to: number, rate: number, decay: number): void {
    const { values, gradient } = this;
    for (let i = from; i < to; i++) {
      const slope = (gradient[i] as number) + decay * (values[i] as number);
      gradient[i] = 0;
      if (slope === 0) continue;
      const seen = (this.#seen[i] as number) + slope * slope;
      this.#seen[i] = seen;
      values[i] = (values[i] as number) - (rate * slope) / Math.sqrt(seen);
    }
  }
}
