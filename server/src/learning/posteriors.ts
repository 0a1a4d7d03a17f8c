/** Rows of numbers of the chain, one number for each kind. */
type Rows = Float64Array;

/** Works out posteriors of a chain whose transitions are fixed; keeps its room from one text to the next. */
export class Posteriors {
  readonly #kinds: number;
  readonly #ahead: Float64Array;
  readonly #back: Float64Array;
  #e: Rows = new Float64Array(0);
  #a: Rows = new Float64Array(0);
  #b: Rows = new Float64Array(0);

  /** `step` holds the scores of the transitions, `kinds` times `kinds`, from row to column. */
  constructor(step: Float32Array, kinds: number) {
    this.#kinds = kinds;
    this.#ahead = Float64Array.from(step, Math.exp);
    this.#back = new Float64Array(kinds * kinds);
    for (let i = 0; i < kinds; i++) {
      for (let j = 0; j < kinds; j++) {
        this.#back[j * kinds + i] = this.#ahead[i * kinds + j] as number;
      }
    }
  }

  /** Turns the scores of `count` rows into posteriors, in place. `fixed` says which rows have one kind only, -1 for the others. */
  turn(scores: Rows, count: number, fixed?: Int8Array): void {
    const { length } = scores;
    if (this.#e.length < length) {
      this.#e = new Float64Array(length);
      this.#a = new Float64Array(length);
      this.#b = new Float64Array(length);
    }
    this.#weigh(scores, count, fixed);
    this.#sums(count);
    const kinds = this.#kinds;
    for (let at = 0; at < count * kinds; at += kinds) {
      let total = 0;
      for (let k = at; k < at + kinds; k++) {
        const p = (this.#a[k] as number) * (this.#b[k] as number);
        scores[k] = p;
        total += p;
      }
      for (let k = at; k < at + kinds; k++) scores[k] = (scores[k] as number) / total;
    }
  }

  #weigh(scores: Rows, count: number, fixed: Int8Array | undefined): void {
    const kinds = this.#kinds;
    for (let row = 0; row < count; row++) {
      const at = row * kinds;
      const only = fixed?.[row] ?? -1;
      let top = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < kinds; k++) top = Math.max(top, scores[at + k] as number);
      for (let k = 0; k < kinds; k++) {
        this.#e[at + k] =
          only < 0 ? Math.exp((scores[at + k] as number) - top) : Number(k === only);
      }
    }
  }

  #sums(count: number): void {
    const kinds = this.#kinds;
    const last = (count - 1) * kinds;
    const sum = new Float64Array(kinds);
    for (let k = 0; k < kinds; k++) this.#a[k] = this.#e[k] as number;
    this.#b.fill(1, last, last + kinds);
    for (let at = kinds; at <= last; at += kinds) {
      spread(this.#a, at - kinds, this.#ahead, sum);
      for (let k = 0; k < kinds; k++) sum[k] = (sum[k] as number) * (this.#e[at + k] as number);
      settle(sum, this.#a, at);
    }
    const weighed = new Float64Array(kinds);
    for (let at = last - kinds; at >= 0; at -= kinds) {
      const next = at + kinds;
      for (let k = 0; k < kinds; k++) {
        weighed[k] = (this.#b[next + k] as number) * (this.#e[next + k] as number);
      }
      spread(weighed, 0, this.#back, sum);
      settle(sum, this.#b, at);
    }
  }
}

/** A row of sums, each number sent along the transitions. */
function spread(from: Rows, at: number, weights: Float64Array, into: Rows): void {
  const kinds = into.length;
  into.fill(0);
  for (let i = 0; i < kinds; i++) {
    const value = from[at + i] as number;
    if (value === 0) continue;
    for (let j = 0; j < kinds; j++) {
      into[j] = (into[j] as number) + value * (weights[i * kinds + j] as number);
    }
  }
}

/** Writes a row so that it adds up to 1. */
function settle(sum: Rows, into: Rows, at: number): void {
  let total = 0;
  for (const value of sum) total += value;
  for (let k = 0; k < sum.length; k++) into[at + k] = (sum[k] as number) / total;
}
