import { PLACE_IDS, PLACES } from './context.ts';
import type { Weights } from './weights.ts';

/** Lines that are worked on at once. */
const CHUNK = 1024;

interface Block {
  readonly width: number;
  readonly step: number;
  readonly deep: Float64Array;
  readonly deepBias: Float64Array;
  readonly dense: Dense;
}

/**
 * The context layer: from the vectors and places of lines to the score of each kind. Residual blocks of a
 * convolution over lines and a dense layer; a line's scores depend on `reach` lines to each side, no more.
 */
export class Network {
  readonly size: number;
  readonly kinds: number;
  /** How many lines away a line can still change another one's scores. */
  readonly reach: number;
  readonly #blocks: readonly Block[];
  readonly #places: Float64Array;
  readonly #out: Dense;
  readonly #x: Float64Array;
  readonly #y: Float64Array;

  constructor(weights: Weights) {
    const { size, spans, kinds } = weights.about;
    this.size = size;
    this.kinds = kinds.length;
    this.reach = spans.reduce((sum, [width, step]) => sum + (width >> 1) * step, 0);
    const wide = (name: string, ...shape: number[]): Float64Array =>
      new Float64Array(weights.f32(name, ...shape));
    this.#places = new Float64Array((PLACE_IDS + 1) * size);
    this.#places.set(weights.f32('places', PLACE_IDS, size));
    this.#blocks = spans.map(([width, step], i) => ({
      width,
      step,
      deep: wide(`deep${i}`, width, size),
      deepBias: wide(`deepBias${i}`, size),
      dense: {
        weights: wide(`dense${i}`, size, size),
        bias: wide(`bias${i}`, size),
        inputs: size,
        outputs: size,
      },
    }));
    this.#out = {
      weights: wide('out', this.kinds, size),
      bias: wide('outBias', this.kinds),
      inputs: size,
      outputs: this.kinds,
    };
    const rows = CHUNK + 2 * this.reach + 1;
    this.#x = new Float64Array(rows * size);
    this.#y = new Float64Array(rows * size);
  }

  /** Writes the scores of lines `[from, to)` of `count` lines. */
  run(
    vectors: Float32Array,
    ids: Uint16Array,
    count: number,
    from: number,
    to: number,
    scores: Float32Array,
  ): void {
    for (let at = from; at < to; at += CHUNK) {
      const end = Math.min(to, at + CHUNK);
      const low = Math.max(0, at - this.reach);
      const high = Math.min(count, end + this.reach);
      this.#input(vectors, ids, low, high);
      for (const block of this.#blocks) this.#block(block, high - low);
      this.#output(scores, low, at, end);
    }
  }

  #input(vectors: Float32Array, ids: Uint16Array, low: number, high: number): void {
    const { size } = this;
    const x = this.#x;
    const places = this.#places;
    for (let line = low; line < high; line++) {
      const row = (line - low) * size;
      const from = line * size;
      for (let j = 0; j < size; j++) x[row + j] = vectors[from + j] as number;
      for (let p = 0; p < PLACES; p++) {
        const place = (ids[line * PLACES + p] as number) * size;
        for (let j = 0; j < size; j++)
          x[row + j] = (x[row + j] as number) + (places[place + j] as number);
      }
    }
  }

  #block(block: Block, rows: number): void {
    for (let row = 0; row < rows; row++) this.#deep(block, row, rows);
    add(block.dense, this.#y, this.#x, rows);
  }

  /** The convolution at one line, and what of it is over zero. */
  #deep({ width, step, deep, deepBias }: Block, row: number, rows: number): void {
    const { size } = this;
    const x = this.#x;
    const y = this.#y;
    const own = row * size;
    for (let j = 0; j < size; j++) y[own + j] = deepBias[j] as number;
    for (let w = 0; w < width; w++) {
      const other = row + (w - (width >> 1)) * step;
      if (other < 0 || other >= rows) continue;
      const from = other * size;
      const weight = w * size;
      for (let j = 0; j < size; j++) {
        y[own + j] =
          (y[own + j] as number) + (deep[weight + j] as number) * (x[from + j] as number);
      }
    }
    for (let j = 0; j < size; j++) if ((y[own + j] as number) < 0) y[own + j] = 0;
  }

  #output(scores: Float32Array, low: number, from: number, to: number): void {
    const { size, kinds } = this;
    const start = (from - low) * size;
    const rows = to - from;
    const x = this.#x.subarray(start, start + (rows + 1) * size);
    for (let j = 0; j < rows * size; j++) if ((x[j] as number) < 0) x[j] = 0;
    const y = this.#y.fill(0, 0, (rows + 1) * kinds);
    add(this.#out, x, y, rows);
    const into = from * kinds;
    for (let i = 0; i < rows * kinds; i++) scores[into + i] = y[i] as number;
  }
}

/** A dense layer's weights: outputs times inputs; both counts are even. */
interface Dense {
  readonly weights: Float64Array;
  readonly bias: Float64Array;
  readonly inputs: number;
  readonly outputs: number;
}

/** Adds a dense layer's output to `into`, for two rows and two outputs at a time: each weight is loaded once. */
function add(
  { weights, bias, inputs, outputs }: Dense,
  from: Float64Array,
  into: Float64Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row += 2) {
    // With an odd count the last row is done twice over; the second goes to the spare row after it.
    const one = row * inputs;
    const two = one + inputs;
    for (let i = 0; i < outputs; i += 2) {
      let a = bias[i] as number;
      let b = bias[i + 1] as number;
      let c = a;
      let d = b;
      const first = i * inputs;
      const second = first + inputs;
      for (let j = 0; j < inputs; j++) {
        const x = from[one + j] as number;
        const y = from[two + j] as number;
        const v = weights[first + j] as number;
        const w = weights[second + j] as number;
        a += v * x;
        b += w * x;
        c += v * y;
        d += w * y;
      }
      const to = row * outputs + i;
      into[to] = (into[to] as number) + a;
      into[to + 1] = (into[to + 1] as number) + b;
      into[to + outputs] = (into[to + outputs] as number) + c;
      into[to + outputs + 1] = (into[to + outputs + 1] as number) + d;
    }
  }
}
