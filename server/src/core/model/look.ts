import { Dense, denseRoom } from './dense.ts';
import { Kept, OUTPUT } from './kept.ts';
import type { Kernel } from './kernel/kernel.ts';
import { type Below, CHUNK } from './layer.ts';
import type { State } from './state.ts';
import type { LookShape, Weights } from './weights.ts';

/** Numbers of a value: as many as the kernel adds up at once. */
const VALUE = 16;
/** Added to the score of a row that is none: it then weighs nothing. */
const NOTHING = -1e9;

/**
 * Attention (Vaswani et al. 2017) over the rows around each row, up to `reach` before it and one fewer after it. It
 * stands above all layers and no row sees what another one has seen, so that a change reaches no further than that.
 */
export class Look {
  /** Rows to each side that a row sees, itself among those after it. */
  readonly reach: number;
  readonly #shape: LookShape;
  /** Numbers of a row that is asked: what it asks, its keys and its values, all heads of each side by side. */
  readonly #wide: number;
  /** Places in the kernel: of the rows in work and those around them. */
  readonly #room: number;
  readonly #kernel: Kernel;
  readonly #below: Below;
  readonly #ask: Dense;
  readonly #near: number;
  readonly #out: Dense;
  readonly #x: number;
  readonly #asked: number;
  readonly #keys: number;
  readonly #mask: number;
  readonly #scores: number;
  readonly #seen: number;
  readonly #kept: Kept;

  constructor(weights: Weights, kernel: Kernel, below: Below) {
    const { size, look } = weights.about;
    const { heads, key, reach } = look;
    this.reach = reach;
    this.#shape = look;
    this.#wide = heads * (2 * key + VALUE);
    this.#room = CHUNK + 2 * reach;
    this.#kernel = kernel;
    this.#kept = new Kept(this.#wide);
    this.#below = below;
    const dense = (name: string, inputs: number, outputs: number): Dense =>
      new Dense(kernel, weights.f32(name, inputs, outputs), weights.f32(`${name}Bias`, outputs));
    this.#ask = dense('ask', size, this.#wide);
    this.#near = kernel.put(weights.f32('near', heads, 2 * reach));
    this.#out = dense('seen', heads * VALUE, size);
    this.#x = kernel.room(CHUNK * size * 4);
    this.#asked = kernel.room(this.#room * this.#wide * 4);
    this.#keys = kernel.room(this.#room * heads * key * 4);
    this.#mask = kernel.room(this.#room * 4);
    this.#scores = kernel.room(2 * reach * 4);
    this.#seen = kernel.room(CHUNK * heads * VALUE * 4);
  }

  /** Forgets the last reading; keeps what the first `count` rows of this one ask. */
  begin(count: number): void {
    this.#kept.reset(count);
  }

  /** Gives back what the reading of a long text took. */
  end(): void {
    this.#kept.release();
  }

  /** Address of up to {@link CHUNK} rows with what they see added, until the next call. */
  output(state: State, from: number, rows: number): number {
    const { heads } = this.#shape;
    const first = from - this.reach;
    const low = Math.max(0, first);
    const high = Math.min(state.count, from + rows + this.reach);
    this.#askAll(state, low, high, low - first);
    this.#turn(low - first, high - first);
    this.#mark(rows + 2 * this.reach, low - first, high - first);
    for (let head = 0; head < heads; head++) this.#head(head, rows);
    this.#below(state, from, from + rows, this.#x);
    this.#out.run(this.#seen, rows, this.#x, true);
    return this.#x;
  }

  /** Has what rows `[low, high)` ask and are asked in the kernel, the first one in a place. */
  #askAll(state: State, low: number, high: number, place: number): void {
    const wide = this.#wide;
    const { f32 } = this.#kernel;
    for (let from = low; from < high; ) {
      const isKept = this.#kept.has(from, 1, OUTPUT);
      let to = from + 1;
      while (to < high && to - from < CHUNK && this.#kept.has(to, 1, OUTPUT) === isKept) to++;
      const asked = this.#asked + (place + from - low) * wide * 4;
      if (isKept) f32.set(this.#kept.of(from, to - from), asked >>> 2);
      else this.#askRows(state, from, to, asked);
      from = to;
    }
  }

  #askRows(state: State, from: number, to: number, asked: number): void {
    const [rows, wide] = [to - from, this.#wide];
    const { f32 } = this.#kernel;
    this.#below(state, from, to, this.#x);
    this.#ask.run(this.#x, rows, asked, false);
    this.#kept.keep(from, f32.subarray(asked >>> 2, (asked >>> 2) + rows * wide), OUTPUT);
  }

  /** Puts the keys of places `[from, to)` a number of all after another. */
  #turn(from: number, to: number): void {
    const { f32 } = this.#kernel;
    const { heads, key } = this.#shape;
    const count = heads * key;
    for (let place = from; place < to; place++) {
      const at = (this.#asked >>> 2) + place * this.#wide + count;
      const into = (this.#keys >>> 2) + place;
      for (let i = 0; i < count; i++) f32[into + i * this.#room] = f32[at + i] as number;
    }
  }

  /** Says which places have a row. What is left of others in those that have none is a number, and weighs nothing. */
  #mark(all: number, low: number, high: number): void {
    const { f32 } = this.#kernel;
    const at = this.#mask >>> 2;
    f32.fill(NOTHING, at, at + all);
    f32.fill(0, at + low, at + high);
  }

  #head(head: number, rows: number): void {
    const { heads, key } = this.#shape;
    const step = this.#wide * 4;
    const stride = this.#room * 4;
    const span = 2 * this.reach;
    this.#kernel.run.look(
      this.#asked + this.reach * step + head * key * 4,
      this.#keys + head * key * stride,
      this.#asked + (2 * heads * key + head * VALUE) * 4,
      rows,
      key,
      span,
      this.#near + head * span * 4,
      this.#mask,
      step,
      stride,
      this.#scores,
      this.#seen + head * VALUE * 4,
      heads * VALUE * 4,
    );
  }
}

/** Numbers in the kernel's memory that a look takes. */
export function lookRoom({ about: { size, look } }: Weights): number {
  const { heads, key, reach } = look;
  const wide = heads * (2 * key + VALUE);
  const weights = denseRoom(size, wide) + heads * 2 * reach + denseRoom(heads * VALUE, size);
  const row = wide + heads * key + 1;
  return weights + (CHUNK + 2 * reach) * row + 2 * reach + CHUNK * (size + heads * VALUE);
}
