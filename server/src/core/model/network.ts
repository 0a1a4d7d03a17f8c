import type { Adaptation } from './adaptation.ts';
import { PLACE_IDS, PLACES } from './context.ts';
import type { Kernel } from './kernel/kernel.ts';
import { type Below, Bench, CHUNK, Layer, layersRoom } from './layer.ts';
import { Look, lookRoom } from './look.ts';
import type { State } from './state.ts';
import type { Weights } from './weights.ts';

/** Bytes that the pieces of a network may take to begin where they should, with as many layers as there can be. */
const PADDING = 1 << 14;
/** Scores of a row in the kernel: the kinds, padded. */
const WIDE = 32;

/** The context of lines: layers one above the other, a look around above them, and the score of each kind. */
export class Network {
  readonly size: number;
  readonly hidden: number;
  readonly layers: readonly Layer[];
  readonly look: Look;
  readonly #kinds: number;
  readonly #kernel: Kernel;
  readonly #places: number;
  readonly #out: number;
  readonly #outBias: number;
  readonly #ids: number;
  readonly #y: number;
  /** Room for the kernel to list a row's inputs in. */
  readonly #list: number;

  constructor(weights: Weights, kernel: Kernel, adaptation?: Adaptation) {
    const { size, hidden, kinds, apart } = weights.about;
    this.size = size;
    this.hidden = hidden;
    this.#kinds = kinds.length;
    this.#kernel = kernel;
    this.#places = kernel.put(weights.f32('places', PLACE_IDS, size));
    // An empty row: the place of no place.
    kernel.room(size * 4);
    const bench = new Bench(weights, kernel);
    const [nearest = 1, ...others] = apart;
    const layers = [new Layer({ level: 0, apart: nearest }, weights, kernel, bench, this.#lines)];
    const last = others.reduce((below, each, i) => {
      const at = { level: i + 1, apart: each };
      const layer = new Layer(at, weights, kernel, bench, below.outputs);
      layers.push(layer);
      return layer;
    }, layers[0] as Layer);
    this.layers = layers;
    this.look = new Look(weights, kernel, last.outputs);
    const out = weights.f32('out', size, WIDE);
    const outBias = weights.f32('outBias', WIDE);
    this.#out = kernel.put(corrected(out, kinds.length, adaptation?.out));
    this.#outBias = kernel.put(corrected(outBias, kinds.length, adaptation?.bias));
    this.#ids = kernel.room((CHUNK + 4 * nearest) * PLACES * 2);
    this.#y = kernel.room(CHUNK * WIDE * 4);
    this.#list = bench.list;
  }

  /** States and scores of all rows. */
  whole(state: State): void {
    const { count } = state;
    this.begin(state);
    for (const layer of this.layers) {
      for (let from = 0; from < count; from += CHUNK) {
        layer.ahead(state, from, Math.min(CHUNK, count - from));
      }
      for (let to = count; to > 0; to -= CHUNK) {
        const from = Math.max(0, to - CHUNK);
        layer.back(state, from, to - from);
        layer.output(state, from, to - from);
      }
    }
    for (let to = count; to > 0; to -= CHUNK) {
      const from = Math.max(0, to - CHUNK);
      this.score(state, from, to - from);
    }
    this.end();
  }

  /** Opens a reading of a state: until the next one, its vectors, places and number of rows stay as they are. */
  begin({ count }: State): void {
    for (const layer of this.layers) layer.begin(count);
    this.look.begin(count);
  }

  /** Closes a reading. */
  end(): void {
    for (const layer of this.layers) layer.end();
    this.look.end();
  }

  /** States of rows `[from, to)`, {@link CHUNK} at most, as far as these rows tell, and the scores of one of them. */
  near(state: State, from: number, to: number, row: number): void {
    for (const layer of this.layers) layer.begin(0);
    this.look.begin(0);
    for (const layer of this.layers) {
      layer.ahead(state, from, to - from);
      layer.back(state, from, to - from);
    }
    this.score(state, row, 1);
  }

  /** Writes the vectors that the output layer sees of up to {@link CHUNK} rows, from their states. */
  context(state: State, from: number, rows: number, into: Float32Array): void {
    const at = this.look.output(state, from, rows) >>> 2;
    into.set(this.#kernel.f32.subarray(at, at + rows * this.size), from * this.size);
  }

  /** The scores of up to {@link CHUNK} rows, from their states. */
  score(state: State, from: number, rows: number): void {
    const { run, f32 } = this.#kernel;
    const x = this.look.output(state, from, rows);
    run.rectified(x, rows, this.size, WIDE, this.#out, this.#outBias, this.#y, 0, this.#list);
    const kinds = this.#kinds;
    const { weights, stride, learned } = state;
    for (let row = 0; row < rows; row++) {
      const at = (this.#y >>> 2) + row * WIDE;
      const into = (from + row) * stride;
      for (let k = 0; k < kinds; k++) weights[into + k] = f32[at + k] as number;
      if (learned.length === 0) continue;
      for (let k = 0; k < kinds; k++) {
        weights[into + k] = (weights[into + k] as number) + (learned[into + k] as number);
      }
    }
  }

  /** The vectors of lines, each with its places. */
  readonly #lines: Below = (state, low, high, into) => {
    const { size } = this;
    const { f32, u16, run } = this.#kernel;
    f32.set(state.vectors.subarray(low * size, high * size), into >>> 2);
    u16.set(state.ids.subarray(low * PLACES, high * PLACES), this.#ids >>> 1);
    run.sum(this.#ids, PLACES, high - low, this.#places, into, size);
  };
}

/** Weights of the output layer, {@link WIDE} to a row, with what was learned added, `kinds` to a row. */
function corrected(
  weights: Float32Array,
  kinds: number,
  added: Float32Array | undefined,
): Float32Array {
  if (!added) return weights;
  return weights.map((weight, i) => {
    const kind = i % WIDE;
    return kind < kinds ? weight + (added[((i - kind) / WIDE) * kinds + kind] as number) : weight;
  });
}

/** Bytes of the kernel's memory that a network and its rows in work take. */
export function networkRoom(weights: Weights): number {
  const { size, apart } = weights.about;
  const [nearest = 1] = apart;
  const fixed = (PLACE_IDS + 2) * size + (size + 1) * WIDE;
  const rows = (CHUNK + 4 * nearest) * PLACES + CHUNK * WIDE;
  return (fixed + rows + layersRoom(weights) + lookRoom(weights)) * 4 + PADDING;
}
