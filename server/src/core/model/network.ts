import type { Adaptation } from './adaptation.ts';
import { PLACE_IDS, PLACES } from './context.ts';
import { Inputs } from './inputs.ts';
import type { Kernel } from './kernel/kernel.ts';
import { replaceRows } from './replace.ts';
import type { State } from './state.ts';
import type { Weights } from './weights.ts';

/** Rows that are worked on at once. */
export const CHUNK = 256;
/** Scores of a row in the kernel: the kinds, padded. */
const WIDE = 32;

/** Rows to each side that the convolution sees. */
export const REACH = 2;
const TAPS = 2 * REACH + 1;

/** What rows are worked out with anew. */
interface Reused {
  readonly inputs?: Inputs | undefined;
  /** Takes a flag for each row that is not what it was. */
  readonly differ?: Uint8Array;
}

/** One direction of the recurrence: a dense layer to gates and values, and one back to the line's vector. */
interface Direction {
  readonly gates: number;
  readonly gatesBias: number;
  readonly mix: number;
  readonly mixBias: number;
}

/**
 * The context layer: a short convolution over the lines, a light recurrence in each direction, the score of each kind. Gates see the
 * line, not the state, so that after a change only the states are worked out again, until they meet what they were.
 */
export class Network {
  readonly size: number;
  readonly hidden: number;
  readonly #kinds: number;
  readonly #kernel: Kernel;
  readonly #places: number;
  readonly #deep: number;
  readonly #deepBias: number;
  readonly #block: number;
  readonly #blockBias: number;
  readonly #ahead: Direction;
  readonly #back: Direction;
  readonly #out: number;
  readonly #outBias: number;
  readonly #ids: number;
  /** Rows in work with those around them, and where the first one itself is. */
  readonly #wide: number;
  readonly #x: number;
  readonly #d: number;
  readonly #g: number;
  readonly #h: number;
  readonly #y: number;
  readonly #state: number;
  /** Room for the kernel to list a row's inputs in. */
  readonly #list: number;
  readonly #inputs: Inputs;

  constructor(weights: Weights, kernel: Kernel, adaptation?: Adaptation) {
    const { size, hidden, kinds } = weights.about;
    this.size = size;
    this.#inputs = new Inputs(size);
    this.hidden = hidden;
    this.#kinds = kinds.length;
    this.#kernel = kernel;
    this.#places = kernel.put(weights.f32('places', PLACE_IDS, size));
    // An empty row: the place of no place.
    kernel.room(size * 4);
    this.#deep = kernel.put(weights.f32('deep', TAPS, size));
    this.#deepBias = kernel.put(weights.f32('deepBias', size));
    this.#block = kernel.put(weights.f32('block', size, size));
    this.#blockBias = kernel.put(weights.f32('blockBias', size));
    const direction = (name: string): Direction => ({
      gates: kernel.put(weights.f32(`${name}Gates`, size, 2 * hidden)),
      gatesBias: kernel.put(weights.f32(`${name}GatesBias`, 2 * hidden)),
      mix: kernel.put(weights.f32(`${name}Mix`, hidden, size)),
      mixBias: kernel.put(weights.f32(`${name}MixBias`, size)),
    });
    this.#ahead = direction('ahead');
    this.#back = direction('back');
    const out = weights.f32('out', size, WIDE);
    const outBias = weights.f32('outBias', WIDE);
    this.#out = kernel.put(corrected(out, kinds.length, adaptation?.out));
    this.#outBias = kernel.put(corrected(outBias, kinds.length, adaptation?.bias));
    this.#ids = kernel.room((CHUNK + 2 * REACH) * PLACES * 2);
    this.#wide = kernel.room((CHUNK + 2 * REACH) * size * 4);
    this.#x = this.#wide + REACH * size * 4;
    this.#d = kernel.room(CHUNK * size * 4);
    this.#g = kernel.room(CHUNK * 2 * hidden * 4);
    this.#h = kernel.room(CHUNK * hidden * 4);
    this.#y = kernel.room(CHUNK * WIDE * 4);
    this.#state = kernel.room(hidden * 4);
    this.#list = kernel.room(size * 8);
  }

  /** Where the inputs of `count` rows are kept: one place, for one reading at a time. */
  inputs(count: number): Inputs {
    this.#inputs.reset(count);
    return this.#inputs;
  }

  /** States and scores of all rows. */
  whole(state: State): void {
    const { count } = state;
    // A text that fits in one piece is still in the kernel when the other direction and the scores come to it.
    const once = count <= CHUNK;
    const inputs = once ? undefined : this.inputs(count);
    for (let from = 0; from < count; from += CHUNK) {
      this.ahead(state, from, Math.min(CHUNK, count - from), { inputs });
    }
    for (let to = count; to > 0; to -= CHUNK) {
      const from = Math.max(0, to - CHUNK);
      if (!once) this.#input(state, from, to - from, inputs);
      this.#backward(state, from, to - from);
      this.#score(state, from, to - from);
    }
  }

  /**
   * The forward states of up to {@link CHUNK} rows, from the state of the row before them. Says whether the last one
   * differs from what it was, where `differ` is to be filled in.
   */
  ahead(state: State, from: number, rows: number, { inputs, differ }: Reused = {}): boolean {
    const { hidden } = this;
    this.#input(state, from, rows, inputs);
    this.#gates(this.#ahead, rows);
    this.#resume(state.before, from - 1, from > 0);
    const wide = hidden * 4;
    this.#kernel.run.recur(this.#g, rows, hidden, this.#state, this.#h, 2 * wide, wide);
    return this.#keep(state.before, from, rows, from + rows - 1, differ);
  }

  /** The backward states, from the state of the row after them; says the same of the first row. */
  back(state: State, from: number, rows: number, { inputs, differ }: Reused = {}): boolean {
    this.#input(state, from, rows, inputs);
    return this.#backward(state, from, rows, differ);
  }

  #backward(state: State, from: number, rows: number, differ?: Uint8Array): boolean {
    const { hidden } = this;
    this.#gates(this.#back, rows);
    this.#resume(state.after, from + rows, from + rows < state.count);
    const wide = hidden * 4;
    const last = rows - 1;
    const { run } = this.#kernel;
    run.recur(
      this.#g + last * 2 * wide,
      rows,
      hidden,
      this.#state,
      this.#h + last * wide,
      -2 * wide,
      -wide,
    );
    return this.#keep(state.after, from, rows, from, differ);
  }

  #keep(
    states: Float32Array,
    from: number,
    rows: number,
    edge: number,
    differ?: Uint8Array,
  ): boolean {
    const at = this.#h >>> 2;
    const found = this.#kernel.f32.subarray(at, at + rows * this.hidden);
    return replaceRows(states, found, this.hidden, from, edge, differ);
  }

  /** The scores of up to {@link CHUNK} rows, from their states. */
  score(state: State, from: number, rows: number, inputs?: Inputs): void {
    this.#input(state, from, rows, inputs);
    this.#score(state, from, rows);
  }

  /** Writes the vectors that the output layer sees of up to {@link CHUNK} rows, from their states. */
  context(state: State, from: number, rows: number, into: Float32Array): void {
    this.score(state, from, rows);
    const at = this.#x >>> 2;
    into.set(this.#kernel.f32.subarray(at, at + rows * this.size), from * this.size);
  }

  /** Adds what the states say to the rows in `x`, and scores them. */
  #score(state: State, from: number, rows: number): void {
    const { size } = this;
    const { run, f32 } = this.#kernel;
    this.#mix(this.#ahead, state.before, from, rows);
    this.#mix(this.#back, state.after, from, rows);
    run.rectified(this.#x, rows, size, WIDE, this.#out, this.#outBias, this.#y, 0, this.#list);
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

  #mix({ mix, mixBias }: Direction, states: Float32Array, from: number, rows: number): void {
    const { size, hidden } = this;
    const { f32, run } = this.#kernel;
    f32.set(states.subarray(from * hidden, (from + rows) * hidden), this.#h >>> 2);
    run.dense(this.#h, rows, hidden, size, mix, mixBias, this.#x, 1);
  }

  /** Has the input of rows to the recurrence in `x`: worked out, or as it was kept. */
  #input(state: State, from: number, rows: number, inputs: Inputs | undefined): void {
    const { f32 } = this.#kernel;
    const at = this.#x >>> 2;
    if (inputs?.has(from, rows)) f32.set(inputs.of(from, rows), at);
    else {
      this.#work(state, from, rows);
      inputs?.keep(from, f32.subarray(at, at + rows * this.size));
    }
  }

  /** The vectors of rows with their places, and what the convolution adds to them. */
  #work(state: State, from: number, rows: number): void {
    const { size } = this;
    const { f32, run } = this.#kernel;
    const low = Math.max(0, from - REACH);
    const high = Math.min(state.count, from + rows + REACH);
    const first = this.#wide + (low - from + REACH) * size * 4;
    f32.fill(0, this.#wide >>> 2, first >>> 2);
    this.#place(state, low, high, first);
    const end = (this.#wide >>> 2) + (rows + 2 * REACH) * size;
    f32.fill(0, (first >>> 2) + (high - low) * size, end);
    run.deep(this.#wide, rows, size, TAPS, this.#deep, this.#deepBias, this.#d);
    run.rectified(this.#d, rows, size, size, this.#block, this.#blockBias, this.#x, 1, this.#list);
  }

  /** Writes the vectors of rows `[low, high)`, each with its places. */
  #place(state: State, low: number, high: number, into: number): void {
    const { size } = this;
    const { f32, u16, run } = this.#kernel;
    f32.set(state.vectors.subarray(low * size, high * size), into >>> 2);
    u16.set(state.ids.subarray(low * PLACES, high * PLACES), this.#ids >>> 1);
    run.sum(this.#ids, PLACES, high - low, this.#places, into, size);
  }

  #gates({ gates, gatesBias }: Direction, rows: number): void {
    const { size, hidden } = this;
    this.#kernel.run.dense(this.#x, rows, size, 2 * hidden, gates, gatesBias, this.#g, 0);
  }

  #resume(states: Float32Array, row: number, known: boolean): void {
    const { hidden } = this;
    const at = this.#state >>> 2;
    if (known) this.#kernel.f32.set(states.subarray(row * hidden, (row + 1) * hidden), at);
    else this.#kernel.f32.fill(0, at, at + hidden);
  }
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
  const { size, hidden } = weights.about;
  const deep = (TAPS + 4 + size) * size;
  const fixed = (PLACE_IDS + 2) * size + 6 * hidden * (size + 1) + 2 * size + (size + 1) * WIDE;
  const rows = (CHUNK + 2 * REACH) * (PLACES + 2 * size + 3 * hidden + WIDE) + hidden;
  return (deep + fixed + rows) * 4 + 1024;
}
