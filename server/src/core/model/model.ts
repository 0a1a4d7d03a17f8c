import { isBareBullet } from '../bullets.ts';
import { KINDS, type Kind } from '../kinds.ts';
import type { Lines } from '../lines.ts';
import { type Adaptation, checkFit, Learned } from './adaptation.ts';
import { Spare } from './block.ts';
import { CHAIN_ROOM, Chain, FREE, STRIDE } from './chain.ts';
import { Encoder, encoderRoom } from './encoder.ts';
import { type Evidence, Explainer } from './explain.ts';
import { Kernel } from './kernel/kernel.ts';
import { Network, networkRoom } from './network.ts';
import { type Observation, observe } from './observe.ts';
import { type Decision, Reader } from './reader.ts';
import { BULLET } from './shape.ts';
import { countFilled, State } from './state.ts';
import { type Curve, curved, Weights } from './weights.ts';
import { type Change, placed, windowsOf } from './windows.ts';

export type { Evidence } from './explain.ts';
export type { Change } from './windows.ts';

/** In `kinds` of a reading: a blank line, which has no kind. */
export const BLANK = 255;
/** Past this many lines a reading keeps no memory of how it came about; reading on from it is reading anew. */
const REMEMBERED = 250_000;

/** What the model says of each line of a text. */
export interface Reading {
  /** Index of each line's kind in `KINDS`; {@link BLANK} for a blank line. */
  readonly kinds: Uint8Array;
  /** Posterior of that kind, 0 to 1; 0 for a blank line. */
  readonly confidence: Float32Array;
  /** Posterior of the whole group of boilerplate, 0 to 1; 0 for a blank line. */
  readonly boilerplate: Float32Array;
}

class Remembered implements Reading {
  readonly kinds: Uint8Array;
  readonly confidence: Float32Array;
  readonly boilerplate: Float32Array;
  #state: State | undefined;

  constructor(count: number, state: State) {
    this.kinds = new Uint8Array(count).fill(BLANK);
    this.confidence = new Float32Array(count);
    this.boilerplate = new Float32Array(count);
    this.#state = state.count <= REMEMBERED ? state : undefined;
  }

  get state(): State | undefined {
    return this.#state;
  }

  /** Hands on how it came about. */
  release(): State | undefined {
    const state = this.#state;
    this.#state = undefined;
    return state;
  }

  /** Takes lines `[from, to)` of another reading, from a line on. */
  copy(other: Reading, from: number, to: number, at: number): void {
    this.kinds.set(other.kinds.subarray(from, to), at);
    this.confidence.set(other.confidence.subarray(from, to), at);
    this.boilerplate.set(other.boilerplate.subarray(from, to), at);
  }

  /** Takes what another reading says of the lines that no change touches. */
  copyBetween(changes: readonly Change[], other: Reading): void {
    let from = 0;
    let at = 0;
    for (const change of changes) {
      this.copy(other, from, change.from, at);
      at += change.from - from + change.inserted;
      from = change.from + change.removed;
    }
    this.copy(other, from, other.kinds.length, at);
  }
}

/**
 * The section model: a kind for each line, and how sure. The group is the one with the highest posterior, the best
 * guess line by line, and the kind its likeliest; a person's labels fix lines and the chain carries them on.
 */
export class Model {
  readonly hash: string;
  /** Posterior of boilerplate from which the safe policy strips a line. */
  readonly safeThreshold: number;
  readonly #weights: Weights;
  readonly #encoder: Encoder;
  readonly #reader: Reader;
  readonly #confidence: Curve;
  readonly #boilerplate: Curve;
  readonly #isAdapted: boolean;
  readonly #spare = new Spare();

  private constructor(weights: Weights, adaptation?: Adaptation) {
    const { about } = weights;
    this.#weights = weights;
    this.hash = weights.hash;
    this.safeThreshold = Math.max(about.safeThreshold, adaptation?.safeThreshold ?? 0);
    this.#confidence = about.confidence;
    this.#boilerplate = about.boilerplate;
    const kinds = about.kinds.length;
    const kernel = new Kernel(encoderRoom(weights) + networkRoom(weights) + CHAIN_ROOM);
    const learned = adaptation && new Learned(adaptation, kinds);
    this.#isAdapted = adaptation !== undefined;
    this.#encoder = new Encoder(weights, kernel, learned);
    const chain = new Chain(weights.f32('step', kinds, kinds), kinds, kernel);
    this.#reader = new Reader(new Network(weights, kernel, adaptation), chain);
  }

  /** Throws an error that says what is wrong when the bytes are not a model of a known version. */
  static load(bytes: Uint8Array): Model {
    return new Model(new Weights(bytes));
  }

  /**
   * This model with what was learned on top of it. Throws a RangeError where that was learned on another model or
   * cannot be.
   */
  adapted(adaptation: Adaptation): Model {
    const { kinds, size } = this.#weights.about;
    if (adaptation.base !== this.hash) throw new RangeError('The adaptation is of another model.');
    checkFit(adaptation, kinds.length, size);
    return new Model(this.#weights, adaptation);
  }

  /** What training learns from. */
  observe(lines: Lines): Observation {
    const state = this.#state(countFilled(lines, 0, lines.count));
    state.encode(this.#encoder, lines, 0, lines.count, 0);
    return observe(state, lines, this.#encoder, this.#reader);
  }

  /** Reads a text. `labels` are a person's: they are kept, and count as evidence for the lines around them. */
  read(lines: Lines, labels?: ReadonlyMap<number, Kind>): Reading {
    return this.#anew(lines, labels);
  }

  /**
   * Equal to `read` of the new lines, at the cost of what the changes touch; these are in ascending order, and count
   * the lines as before them all. Uses up what `previous` remembers, so that reading on from it once more costs a
   * whole reading. Where only the lines `left` of the text are read, lines are counted among these.
   */
  reread(
    previous: Reading,
    lines: Lines,
    changes: readonly Change[],
    labels?: ReadonlyMap<number, Kind>,
    left?: Uint32Array,
  ): Reading {
    const old = previous instanceof Remembered ? previous.release() : undefined;
    if (!old) return this.#anew(lines, labels, left);
    const windows = windowsOf(old, lines, changes, left);
    const state = old.spliced(windows);
    const changed = new Uint8Array(state.count);
    for (const { row, count, from, to } of placed(changes, windows)) {
      state.encode(this.#encoder, lines, from, to, row, left);
      // Rows that have only lost or got a neighbour have changed too.
      changed.fill(1, Math.max(0, row - 1), row + count + 1);
    }
    const decided = this.#reader.changed(state, changed, labels);
    const reading = new Remembered(left?.length ?? lines.count, state);
    reading.copyBetween(changes, previous);
    return this.#decided(reading, state, lines, left, decided);
  }

  /** The same reading, with a memory of its own: reading on from one leaves the other as it is. */
  copy(reading: Reading): Reading {
    const state = reading instanceof Remembered ? reading.state : undefined;
    if (!state) return reading;
    const copy = new Remembered(reading.kinds.length, state.copied());
    copy.copy(reading, 0, reading.kinds.length, 0);
    return copy;
  }

  /** Takes the memory of a reading for the next ones; what it says of its lines stays, how it came about is forgotten. */
  release(reading: Reading): void {
    const state = reading instanceof Remembered ? reading.release() : undefined;
    if (state) this.#spare.give(state.buffer);
  }

  /**
   * Reads the text that is left of a reading's text when only the lines `left` stay, blank ones among them: equal to
   * `read` of that text, without encoding its lines again. `left` is in ascending order; `labels` are by its indices.
   */
  readRest(
    previous: Reading,
    lines: Lines,
    left: Uint32Array,
    labels?: ReadonlyMap<number, Kind>,
  ): Reading {
    const old = previous instanceof Remembered ? previous.state : undefined;
    if (!old) return this.#anew(lines, labels, left);
    const filled: number[] = [];
    for (let i = 0; i < left.length; i++) if (!lines.isBlank(left[i] as number)) filled.push(i);
    const state = this.#state(filled.length);
    for (let row = 0; row < filled.length; ) row += copyRun(state, row, old, left, filled);
    state.index.set(filled);
    this.#reader.whole(state, labels);
    return this.#decided(new Remembered(left.length, state), state, lines, left);
  }

  #anew(lines: Lines, labels?: ReadonlyMap<number, Kind>, left?: Uint32Array): Reading {
    const count = left?.length ?? lines.count;
    const state = this.#state(countFilled(lines, 0, count, left));
    state.encode(this.#encoder, lines, 0, count, 0, left);
    this.#reader.whole(state, labels);
    return this.#decided(new Remembered(count, state), state, lines, left);
  }

  /** What moved the decision about a line, strongest first. */
  explain(lines: Lines, reading: Reading, line: number): Evidence[] {
    const known = reading instanceof Remembered ? reading : undefined;
    const state = known?.state ?? (this.read(lines) as Remembered).state;
    return state ? new Explainer(this.#encoder, this.#reader, state, lines).of(line) : [];
  }

  /** What else a line may be, the most likely kind first; none for a blank or labelled line. */
  alternatives(reading: Reading, line: number): Kind[] {
    const state = reading instanceof Remembered ? reading.state : undefined;
    const row = state?.rowAt(line) ?? 0;
    if (!state || state.index[row] !== line || state.fixed[row] !== FREE) return [];
    const kind = reading.kinds[line];
    return this.#reader
      .ranked(state, row)
      .flatMap((each) => (each === kind ? [] : (KINDS[each] ?? [])));
  }

  #state(count: number): State {
    const { size, hidden, layers } = this.#reader.network;
    const learned = this.#isAdapted ? STRIDE : 0;
    const widths = { size, hidden, layers: layers.length, learned };
    return new State(count, widths, count, this.#spare);
  }

  /** Decides the rows of a state, or those that are flagged, and what they open. */
  #decided(
    reading: Remembered,
    state: State,
    lines: Lines,
    left?: Uint32Array,
    flags?: Uint8Array,
  ): Reading {
    const decision: Decision = { kind: 0, confidence: 0, boilerplate: 0 };
    let last = state.count;
    for (let row = state.count - 1; row >= 0; row--) {
      // Most rows of a long text are as they were: nothing is asked about these.
      const isNextDecided = flags?.[row + 1] === 1 || last === row + 1;
      if (flags && !flags[row] && !isNextDecided) continue;
      const line = state.index[row] as number;
      const isOpening = row + 1 < state.count && opens(state, row, lines, left?.[line] ?? line);
      // A bullet follows the row that it opens, which may be a bullet that did.
      const follows = flags?.[row + 1] || (isOpening && last === row + 1);
      if (flags && !flags[row] && !follows) continue;
      last = row;
      if (isOpening) {
        const next = state.index[row + 1] as number;
        reading.copy(reading, next, next + 1, line);
        continue;
      }
      this.#reader.decide(state, row, decision);
      reading.kinds[line] = decision.kind;
      reading.confidence[line] = curved(this.#confidence, decision.confidence);
      reading.boilerplate[line] = curved(this.#boilerplate, decision.boilerplate);
    }
    return reading;
  }
}

/**
 * Whether a line is a bullet by itself that opens the next one, and so is of its kind, unless a person said more. One
 * with a blank line after it opens nothing: mostly it is an item that held a picture.
 */
function opens(state: State, row: number, lines: Lines, line: number): boolean {
  const isNext = state.index[row + 1] === (state.index[row] as number) + 1;
  const mayBe = isNext && ((state.flags[row] as number) & BULLET) !== 0;
  const free = state.fixed[row] === FREE && state.fixed[row + 1] === FREE;
  return mayBe && free && isBareBullet(lines, line);
}

/** Copies the rows from a row on for as long as they are the ones that are left; says how many. */
function copyRun(
  state: State,
  row: number,
  old: State,
  left: ArrayLike<number>,
  filled: readonly number[],
): number {
  const lineAt = (at: number): number | undefined => left[filled[at] as number];
  const from = old.rowAt(lineAt(row) as number);
  let size = 1;
  while (row + size < filled.length && lineAt(row + size) === old.index[from + size]) size++;
  state.copy(old, from, from + size, row);
  return size;
}
