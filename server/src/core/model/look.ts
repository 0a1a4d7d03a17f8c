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
  readonly #size: number;
  readonly #shape: LookShape;
  /** Numbers of a row that is asked: what it asks, its keys and its values, all heads of each side by side. */
  readonly #wide: number;
  /** Rows in work with those around them. */
  readonly #room: number;
  readonly #kernel: Kernel;
  readonly #below: Below;
  readonly #ask: number;
  readonly #askBias: number;
  readonly #near: number;
  readonly #out: number;
  readonly #outBias: number;
  readonly #rows: number;
  readonly #asked: number;
  readonly #keys: number;
  readonly #mask: number;
  readonly #scores: number;
  readonly #seen: number;

  constructor(weights: Weights, kernel: Kernel, below: Below) {
    const { size, look } = weights.about;
    const { heads, key, reach } = look;
    this.reach = reach;
    this.#size = size;
    this.#shape = look;
    this.#wide = heads * (2 * key + VALUE);
    this.#room = CHUNK + 2 * reach;
    this.#kernel = kernel;
    this.#below = below;
    this.#ask = kernel.put(weights.f32('ask', size, this.#wide));
    this.#askBias = kernel.put(weights.f32('askBias', this.#wide));
    this.#near = kernel.put(weights.f32('near', heads, 2 * reach));
    this.#out = kernel.put(weights.f32('seen', heads * VALUE, size));
    this.#outBias = kernel.put(weights.f32('seenBias', size));
    this.#rows = kernel.room(this.#room * size * 4);
    this.#asked = kernel.room(this.#room * this.#wide * 4);
    this.#keys = kernel.room(this.#room * heads * key * 4);
    this.#mask = kernel.room(this.#room * 4);
    this.#scores = kernel.room(2 * reach * 4);
    this.#seen = kernel.room(CHUNK * heads * VALUE * 4);
  }

  /** Address of up to {@link CHUNK} rows with what they see added, until the next call. */
  output(state: State, from: number, rows: number): number {
    const { heads } = this.#shape;
    const all = rows + 2 * this.reach;
    const x = this.#rows + this.reach * this.#size * 4;
    const { run } = this.#kernel;
    this.#gather(state, from, all);
    run.dense(this.#rows, all, this.#size, this.#wide, this.#ask, this.#askBias, this.#asked, 0);
    this.#turn(all);
    for (let head = 0; head < heads; head++) this.#head(head, rows);
    run.dense(this.#seen, rows, heads * VALUE, this.#size, this.#out, this.#outBias, x, 1);
    return x;
  }

  /** Has all rows that rows from `from` on see in the kernel, and says which of them there are. */
  #gather(state: State, from: number, all: number): void {
    const { f32 } = this.#kernel;
    const size = this.#size;
    const first = from - this.reach;
    const low = Math.max(0, first);
    const high = Math.min(state.count, first + all);
    const at = this.#rows >>> 2;
    this.#below(state, low, high, this.#rows + (low - first) * size * 4);
    f32.fill(0, at, at + (low - first) * size);
    f32.fill(0, at + (high - first) * size, at + all * size);
    const mask = this.#mask >>> 2;
    f32.fill(NOTHING, mask, mask + all);
    f32.fill(0, mask + low - first, mask + high - first);
  }

  /** Puts the keys a number of all rows after another. */
  #turn(all: number): void {
    const { f32 } = this.#kernel;
    const { heads, key } = this.#shape;
    const count = heads * key;
    const [from, to] = [(this.#asked >>> 2) + count, this.#keys >>> 2];
    for (let row = 0; row < all; row++) {
      const at = from + row * this.#wide;
      for (let i = 0; i < count; i++) f32[to + i * this.#room + row] = f32[at + i] as number;
    }
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
  const weights = (size + 1) * wide + heads * 2 * reach + (heads * VALUE + 1) * size;
  const row = size + wide + heads * key + 1;
  return weights + (CHUNK + 2 * reach) * row + 2 * reach + CHUNK * heads * VALUE;
}
