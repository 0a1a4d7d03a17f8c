import { Dense, denseRoom } from './dense.ts';
import { INPUT, Kept, OUTPUT, type Stage } from './kept.ts';
import type { Kernel } from './kernel/kernel.ts';
import { replaceRows } from './replace.ts';
import type { State } from './state.ts';
import type { Weights } from './weights.ts';

/** Rows that are worked on at once. */
export const CHUNK = 256;
const TAPS = 5;

/** One direction of the recurrence: a dense layer to gates and values, and one back to the line's vector. */
interface Direction {
  readonly gates: Dense;
  readonly mix: Dense;
}

/** Writes the rows `[low, high)` that a layer sees one after another into the kernel, at `into`. */
export type Below = (state: State, low: number, high: number, into: number) => void;

/** Room in the kernel that layers use in turn. */
export class Bench {
  readonly deep: number;
  readonly gates: number;
  readonly states: number;
  readonly state: number;
  readonly list: number;

  constructor({ about: { size, hidden } }: Weights, kernel: Kernel) {
    this.deep = kernel.room(CHUNK * size * 4);
    this.gates = kernel.room(CHUNK * 2 * hidden * 4);
    this.states = kernel.room(CHUNK * hidden * 4);
    this.state = kernel.room(hidden * 4);
    this.list = kernel.room(size * 8);
  }
}

/**
 * A layer of context: a short convolution over the lines, and a light recurrence in each direction. Gates see the
 * line, not the state, so that after a change only the states are worked out again, until they meet what they were.
 */
export class Layer {
  /** Rows to each side that the convolution sees. */
  readonly reach: number;
  readonly #level: number;
  readonly #apart: number;
  readonly #size: number;
  readonly #hidden: number;
  readonly #kernel: Kernel;
  readonly #bench: Bench;
  readonly #below: Below;
  readonly #deep: number;
  readonly #deepBias: number;
  readonly #block: number;
  readonly #blockBias: number;
  readonly #ahead: Direction;
  readonly #back: Direction;
  /** Rows in work with those around them, and where the first one itself is. */
  readonly #wide: number;
  readonly #x: number;
  readonly #kept: Kept;
  /** Which rows are in `x`, and how far they are. */
  #held: { readonly from: number; readonly rows: number; readonly stage: Stage } | undefined;

  /** A layer over rows that are so many apart; its level is 0 where it sees the lines themselves. */
  constructor(
    { level, apart }: { readonly level: number; readonly apart: number },
    weights: Weights,
    kernel: Kernel,
    bench: Bench,
    below: Below,
  ) {
    const { size, hidden } = weights.about;
    this.#level = level;
    this.#apart = apart;
    this.reach = reachOf(apart);
    this.#size = size;
    this.#hidden = hidden;
    this.#kernel = kernel;
    this.#bench = bench;
    this.#below = below;
    this.#kept = new Kept(size);
    const put = (name: string, ...shape: number[]): number =>
      kernel.put(weights.f32(`${name}${level}`, ...shape));
    this.#deep = put('deep', TAPS, size);
    this.#deepBias = put('deepBias', size);
    this.#block = put('block', size, size);
    this.#blockBias = put('blockBias', size);
    const dense = (name: string, inputs: number, outputs: number): Dense =>
      new Dense(
        kernel,
        weights.f32(`${name}${level}`, inputs, outputs),
        weights.f32(`${name}Bias${level}`, outputs),
      );
    const direction = (name: string): Direction => ({
      gates: dense(`${name}Gates`, size, 2 * hidden),
      mix: dense(`${name}Mix`, hidden, size),
    });
    this.#ahead = direction('ahead');
    this.#back = direction('back');
    this.#wide = kernel.room((CHUNK + 2 * this.reach) * size * 4);
    this.#x = this.#wide + this.reach * size * 4;
  }

  /** Forgets the last reading; keeps the first `count` rows of this one. */
  begin(count: number): void {
    this.#kept.reset(count);
    this.#held = undefined;
  }

  /** Gives back what the reading of a long text took. */
  end(): void {
    this.#kept.release();
  }

  /**
   * The forward states of up to {@link CHUNK} rows, from the state of the row before them. Says whether the last one
   * differs from what it was, where `differ` is to be filled in with a flag for each row that does.
   */
  ahead(state: State, from: number, rows: number, differ?: Uint8Array): boolean {
    const states = this.#before(state);
    const wide = this.#hidden * 4;
    this.#gates(state, this.#ahead, from, rows);
    this.#resume(states, from - 1, from > 0);
    const { gates, states: into, state: last } = this.#bench;
    this.#kernel.run.recur(gates, rows, this.#hidden, last, into, 2 * wide, wide);
    return this.#replace(states, from, rows, from + rows - 1, differ);
  }

  /** The backward states, from the state of the row after them; says the same of the first row. */
  back(state: State, from: number, rows: number, differ?: Uint8Array): boolean {
    const states = this.#after(state);
    const wide = this.#hidden * 4;
    this.#gates(state, this.#back, from, rows);
    this.#resume(states, from + rows, from + rows < state.count);
    const { gates, states: into, state: last } = this.#bench;
    const end = rows - 1;
    const [first, to] = [gates + end * 2 * wide, into + end * wide];
    this.#kernel.run.recur(first, rows, this.#hidden, last, to, -2 * wide, -wide);
    return this.#replace(states, from, rows, from, differ);
  }

  /** Address of up to {@link CHUNK} rows with what their states say added, until the next call. */
  output(state: State, from: number, rows: number): number {
    if (this.#has(from, rows, OUTPUT)) return this.#x;
    this.#input(state, from, rows);
    this.#mix(this.#ahead, this.#before(state), from, rows);
    this.#mix(this.#back, this.#after(state), from, rows);
    this.#hold(from, rows, OUTPUT);
    return this.#x;
  }

  /** The outputs of rows as another layer sees them. */
  readonly outputs: Below = (state, low, high, into) => {
    const { f32 } = this.#kernel;
    for (let from = low; from < high; from += CHUNK) {
      const rows = Math.min(CHUNK, high - from);
      const at = this.output(state, from, rows) >>> 2;
      f32.copyWithin((into >>> 2) + (from - low) * this.#size, at, at + rows * this.#size);
    }
  };

  #before(state: State): Float32Array {
    return state.before[this.#level] as Float32Array;
  }

  #after(state: State): Float32Array {
    return state.after[this.#level] as Float32Array;
  }

  /** Whether rows are in `x` at a stage, or were kept and now are. */
  #has(from: number, rows: number, stage: Stage): boolean {
    const held = this.#held;
    if (held?.from === from && held.rows === rows && held.stage === stage) return true;
    if (!this.#kept.has(from, rows, stage)) return false;
    this.#kernel.f32.set(this.#kept.of(from, rows), this.#x >>> 2);
    this.#held = { from, rows, stage };
    return true;
  }

  #hold(from: number, rows: number, stage: Stage): void {
    const at = this.#x >>> 2;
    this.#held = { from, rows, stage };
    this.#kept.keep(from, this.#kernel.f32.subarray(at, at + rows * this.#size), stage);
  }

  /** Has rows in `x` as the recurrence sees them: with what the convolution adds. */
  #input(state: State, from: number, rows: number): void {
    if (this.#has(from, rows, INPUT)) return;
    const size = this.#size;
    const { f32, run } = this.#kernel;
    const low = Math.max(0, from - this.reach);
    const high = Math.min(state.count, from + rows + this.reach);
    const first = this.#wide + (low - from + this.reach) * size * 4;
    f32.fill(0, this.#wide >>> 2, first >>> 2);
    this.#below(state, low, high, first);
    const end = (this.#wide >>> 2) + (rows + 2 * this.reach) * size;
    f32.fill(0, (first >>> 2) + (high - low) * size, end);
    const { deep, list } = this.#bench;
    run.deep(this.#wide, rows, size, TAPS, this.#apart, this.#deep, this.#deepBias, deep);
    run.rectified(deep, rows, size, size, this.#block, this.#blockBias, this.#x, 1, list);
    this.#hold(from, rows, INPUT);
  }

  #gates(state: State, { gates }: Direction, from: number, rows: number): void {
    this.#input(state, from, rows);
    gates.run(this.#x, rows, this.#bench.gates, false);
  }

  #mix({ mix }: Direction, states: Float32Array, from: number, rows: number): void {
    const hidden = this.#hidden;
    const { f32 } = this.#kernel;
    const at = this.#bench.states;
    f32.set(states.subarray(from * hidden, (from + rows) * hidden), at >>> 2);
    mix.run(at, rows, this.#x, true);
  }

  #resume(states: Float32Array, row: number, known: boolean): void {
    const hidden = this.#hidden;
    const at = this.#bench.state >>> 2;
    if (known) this.#kernel.f32.set(states.subarray(row * hidden, (row + 1) * hidden), at);
    else this.#kernel.f32.fill(0, at, at + hidden);
  }

  #replace(
    states: Float32Array,
    from: number,
    rows: number,
    edge: number,
    differ?: Uint8Array,
  ): boolean {
    const at = this.#bench.states >>> 2;
    const found = this.#kernel.f32.subarray(at, at + rows * this.#hidden);
    return replaceRows(states, found, this.#hidden, from, edge, differ);
  }
}

function reachOf(apart: number): number {
  return ((TAPS - 1) / 2) * apart;
}

/** Numbers in the kernel's memory that the layers take, and that they share. */
export function layersRoom({ about: { size, hidden, apart } }: Weights): number {
  const directions = 2 * (denseRoom(size, 2 * hidden) + denseRoom(hidden, size));
  const weights = (TAPS + 2 + size) * size + directions;
  const rows = CHUNK * (size + 3 * hidden) + hidden + 2 * size;
  const wide = apart.reduce((sum, each) => sum + (CHUNK + 2 * reachOf(each)) * size, 0);
  return apart.length * weights + rows + wide;
}
