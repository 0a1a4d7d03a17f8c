import type { Lines } from '../lines.ts';
import { Block, type Spare } from './block.ts';
import { STRIDE } from './chain.ts';
import { type Columns, PLACES } from './context.ts';
import type { Encoder } from './encoder.ts';
import { type Stretch, stretchesBetween, type Window } from './stretches.ts';
import { KEYS } from './tokens.ts';

/** How many numbers a row has of what: a line's vector, a state of each layer's recurrence, and what was learned (0: nothing was). */
export interface Widths {
  readonly size: number;
  readonly hidden: number;
  readonly layers: number;
  readonly learned: number;
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array;

/** Numbers of each row, `wide` of them. */
type Column = readonly [numbers: Numbers, wide: number];

/** Bytes of all columns of a row. */
function bytesOfRow({ size, hidden, layers, learned }: Widths): number {
  return 4 * (3 + KEYS + size + learned + 2 * layers * hidden + 3 * STRIDE) + 2 * (1 + PLACES) + 4;
}

/** What one reading knows of each non-blank line, as columns with a row a line; there may be room for more rows. */
export class State implements Columns {
  /** Number of each row's line in the text. */
  readonly index: Uint32Array;
  readonly hash: Uint32Array;
  readonly shape: Uint32Array;
  readonly flags: Uint8Array;
  readonly width: Uint16Array;
  readonly keys: Uint32Array;
  readonly keyCounts: Uint8Array;
  readonly vectors: Float32Array;
  readonly gaps: Uint8Array;
  readonly fixed: Uint8Array;
  /** Ids of place, {@link PLACES} a row. */
  readonly ids: Uint16Array;
  /** What was learned about the content of each row, `stride` scores a row; nothing where nothing was learned. */
  readonly learned: Float32Array;
  /** States of each layer's recurrence after each row, in either direction. */
  readonly before: readonly Float32Array[];
  readonly after: readonly Float32Array[];
  /** Weights and sums of the chain, `stride` numbers a row. */
  readonly stride = STRIDE;
  readonly weights: Float32Array;
  readonly ahead: Float32Array;
  readonly back: Float32Array;
  /** Where all columns are. */
  readonly buffer: ArrayBuffer;
  readonly #widths: Widths;
  readonly #room: number;
  #count: number;

  constructor(count: number, widths: Widths, room = count, spare?: Spare) {
    const { size, hidden, layers, learned } = widths;
    this.#count = count;
    this.#widths = widths;
    this.#room = room;
    const block = new Block(room * bytesOfRow(widths), spare);
    this.buffer = block.buffer;
    this.index = block.u32(room);
    this.hash = block.u32(room);
    this.shape = block.u32(room);
    this.keys = block.u32(room * KEYS);
    this.vectors = block.f32(room * size);
    this.learned = block.f32(room * learned);
    const states = (): Float32Array[] =>
      Array.from({ length: layers }, () => block.f32(room * hidden));
    this.before = states();
    this.after = states();
    this.weights = block.f32(room * STRIDE);
    this.ahead = block.f32(room * STRIDE);
    this.back = block.f32(room * STRIDE);
    this.width = block.u16(room);
    this.ids = block.u16(room * PLACES);
    this.flags = block.u8(room);
    this.keyCounts = block.u8(room);
    this.gaps = block.u8(room);
    this.fixed = block.u8(room);
  }

  /** How many rows there are. */
  get count(): number {
    return this.#count;
  }

  /**
   * Encodes lines `[from, to)` into the rows from `row` on; blank ones have none. Where only the lines `left` of the
   * text are read, it is these that are counted.
   */
  encode(
    encoder: Encoder,
    lines: Lines,
    from: number,
    to: number,
    row: number,
    left?: Uint32Array,
  ): void {
    let at = row;
    for (let number = from; number < to; number++) {
      const line = left ? (left[number] as number) : number;
      if (lines.isBlank(line)) continue;
      const slot = encoder.slot(lines.text, startOf(lines, line), lines.end(line));
      this.index[at] = number;
      this.#fill(at++, encoder, slot);
    }
  }

  #fill(row: number, encoder: Encoder, slot: number): void {
    const { size, learned } = this.#widths;
    this.hash[row] = encoder.hashes[slot] as number;
    this.shape[row] = encoder.shapes[slot] as number;
    this.flags[row] = encoder.flags[slot] as number;
    this.width[row] = encoder.widths[slot] as number;
    this.keyCounts[row] = encoder.keyCounts[slot] as number;
    copyNumbers(encoder.keys, slot * KEYS, this.keys, row * KEYS, KEYS);
    copyNumbers(encoder.f32, encoder.vector(slot), this.vectors, row * size, size);
    copyNumbers(encoder.learned, slot * learned, this.learned, row * learned, learned);
  }

  /** Copies what rows `[from, to)` of another state know of their lines' content, not of where these stand. */
  copy(other: State, from: number, to: number, row: number): void {
    const columns = other.#content();
    this.#content().forEach(([numbers, wide], i) => {
      const source = columns[i]?.[0] ?? numbers;
      numbers.set(source.subarray(from * wide, to * wide), row * wide);
    });
  }

  /** A state with the same rows. */
  copied(): State {
    const { count } = this;
    const copy = new State(count, this.#widths);
    copy.#take(this, [{ from: 0, to: count, at: 0, moved: 0 }]);
    return copy;
  }

  /**
   * The state with some rows replaced, of which nothing is known yet; windows are in ascending order, their rows and
   * those of the result counted as before them all. Uses this state up, and stays in it where it has the room.
   */
  spliced(windows: readonly Window[]): State {
    const count = windows.reduce((sum, each) => sum + each.inserted - each.removed, this.count);
    const stretches = stretchesBetween(windows, this.count);
    if (count > this.#room) {
      const larger = new State(count, this.#widths, count + (count >>> 3) + 16);
      larger.#take(this, stretches);
      return larger;
    }
    // Rows that move up are moved before what stands above them, and the other way round.
    const up = stretches.filter(({ from, at }) => at > from).reverse();
    const down = stretches.filter(({ from, at }) => at < from);
    this.#move([...up, ...down]);
    this.#number(stretches);
    this.#count = count;
    return this;
  }

  #take(other: State, stretches: readonly Stretch[]): void {
    const columns = [...other.#content(), ...other.#rest()];
    [...this.#content(), ...this.#rest()].forEach(([numbers, wide], i) => {
      const source = columns[i]?.[0] ?? numbers;
      for (const { from, to, at } of stretches) {
        numbers.set(source.subarray(from * wide, to * wide), at * wide);
      }
    });
    this.#number(stretches);
  }

  #move(stretches: readonly Stretch[]): void {
    for (const [numbers, wide] of [...this.#content(), ...this.#rest()]) {
      for (const { from, to, at } of stretches) {
        numbers.copyWithin(at * wide, from * wide, to * wide);
      }
    }
  }

  /** Numbers the lines of rows that stand where they shall. */
  #number(stretches: readonly Stretch[]): void {
    const { index } = this;
    for (const { from, to, at, moved } of stretches) {
      if (moved === 0) continue;
      for (let row = at; row < at + to - from; row++) index[row] = (index[row] as number) + moved;
    }
  }

  /** What a line's content says. */
  #content(): Column[] {
    return [
      [this.hash, 1],
      [this.shape, 1],
      [this.flags, 1],
      [this.width, 1],
      [this.keys, KEYS],
      [this.keyCounts, 1],
      [this.vectors, this.#widths.size],
      [this.learned, this.#widths.learned],
    ];
  }

  /** What follows from where it stands. */
  #rest(): Column[] {
    return [
      [this.index, 1],
      [this.gaps, 1],
      [this.fixed, 1],
      [this.ids, PLACES],
      ...[...this.before, ...this.after].map((states): Column => [states, this.#widths.hidden]),
      [this.weights, STRIDE],
      [this.ahead, STRIDE],
      [this.back, STRIDE],
    ];
  }

  /** Blank lines before each row, at most 3: known from the lines' numbers. */
  measureGaps(): void {
    const { index, gaps, count } = this;
    let before = -1;
    for (let i = 0; i < count; i++) {
      const line = index[i] as number;
      gaps[i] = Math.min(3, line - before - 1);
      before = line;
    }
  }

  /** The first row whose line is at or after a line. */
  rowAt(line: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.index[middle] as number) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Where a line's content begins. An editor never shows a BOM: with or without, the text reads the same. */
export function startOf(lines: Lines, line: number): number {
  const bom = line === 0 && lines.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return lines.start(line) + bom;
}

function copyNumbers(
  from: Float32Array | Uint32Array,
  at: number,
  into: Float32Array | Uint32Array,
  to: number,
  size: number,
): void {
  for (let i = 0; i < size; i++) into[to + i] = from[at + i] as number;
}

/** How many of the lines `[from, to)` are not blank; where only some are `left`, of these. */
export function countFilled(lines: Lines, from: number, to: number, left?: Uint32Array): number {
  let count = 0;
  for (let number = from; number < to; number++) {
    if (!lines.isBlank(left ? (left[number] as number) : number)) count++;
  }
  return count;
}
