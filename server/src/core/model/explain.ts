import { KINDS, type Kind } from '../kinds.ts';
import type { Lines } from '../lines.ts';
import { FREE, STRIDE } from './chain.ts';
import { PLACE_IDS, PLACES, type Place, placeAt } from './context.ts';
import type { Encoder } from './encoder.ts';
import type { Decision, Reader } from './reader.ts';
import { inWords, opening, quoted } from './reasons.ts';
import { BULLET, SHORT } from './shape.ts';
import type { State } from './state.ts';

/** One thing that spoke for a line's kind. */
export interface Evidence {
  /** Stable code of the reason. */
  readonly reason: string;
  /** The reason in a person's words. */
  readonly text: string;
  /** How much the odds of the kind against the likeliest other one (natural logarithm) would lose without it. */
  readonly weight: number;
}

type Odds = (other?: number) => number;

/** Lines to each side of the explained one that are tried. */
const NEAR = 12;
/**
 * Lines beyond a changed one and the explained one through which the change is followed: fewer than attention sees,
 * because each costs time; what goes a longer way through other lines is left out.
 */
const FOLLOWED = 16;
/** Words of the line that are tried. */
const WORDS = 12;
/** Below this a reason is not worth a person's time. */
const LEAST = 0.1;
const MOST = 6;

/**
 * Tells why a line has its kind by leaving out one thing after another (a word, the shape, a fact of where the line
 * stands, a line around it) and scoring the line again: what truly moved the decision, not what might have.
 */
export class Explainer {
  readonly #encoder: Encoder;
  readonly #reader: Reader;
  readonly #state: State;
  readonly #lines: Lines;

  constructor(encoder: Encoder, reader: Reader, state: State, lines: Lines) {
    this.#encoder = encoder;
    this.#reader = reader;
    this.#state = state;
    this.#lines = lines;
  }

  of(line: number): Evidence[] {
    const row = this.#state.rowAt(line);
    if (row >= this.#state.count || this.#state.index[row] !== line) return [];
    if (this.#state.fixed[row] !== FREE) {
      return [{ reason: 'label', text: 'a person labelled it', weight: 100 }];
    }
    const decision: Decision = { kind: 0, confidence: 0, boilerplate: 0 };
    this.#reader.decide(this.#state, row, decision);
    const { kind } = decision;
    const rival = this.#reader.ranked(this.#state, row).find((other) => other !== kind) ?? kind;
    const odds = this.#odds(row, kind, rival);
    const found = [
      ...this.#learned(row, odds),
      ...this.#words(row, odds),
      ...this.#places(row, odds),
      ...this.#neighbours(row, odds),
      ...this.#chain(row, kind, rival, odds()),
    ];
    return found
      .filter((evidence) => evidence.weight >= LEAST)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, MOST);
  }

  /**
   * The lead of a kind over a rival at a row, as things are now in the state's columns; `other` is the row
   * where they were changed, from which the states have to be worked out again.
   */
  #odds(row: number, kind: number, rival: number): Odds {
    const { network, chain } = this.#reader;
    const { before, after, weights, count } = this.#state;
    const low = Math.max(0, row - NEAR - FOLLOWED);
    const high = Math.min(count, row + NEAR + FOLLOWED + 1);
    const kept = (column: Float32Array, wide: number) =>
      [column, low * wide, column.slice(low * wide, high * wide)] as const;
    const states = [...before, ...after].map((column) => kept(column, network.hidden));
    const all = [...states, kept(weights, STRIDE)];
    return (other = row) => {
      const from = Math.max(0, Math.min(row, other) - FOLLOWED);
      const to = Math.min(count, Math.max(row, other) + FOLLOWED + 1);
      network.near(this.#state, from, to, row);
      const scores = weights.slice(row * STRIDE, row * STRIDE + chain.kinds);
      for (const [column, at, was] of all) column.set(was, at);
      return (scores[kind] as number) - (scores[rival] as number);
    };
  }

  /** What people's labels taught about lines with such words. */
  #learned(row: number, odds: Odds): Evidence[] {
    const { learned } = this.#state;
    if (learned.length === 0) return [];
    const base = odds();
    const own = learned.slice(row * STRIDE, (row + 1) * STRIDE);
    learned.fill(0, row * STRIDE, (row + 1) * STRIDE);
    const weight = base - odds();
    learned.set(own, row * STRIDE);
    return [{ reason: 'learned', text: 'people labelled lines with such words so', weight }];
  }

  /** What each word says: the line is encoded again without it. */
  #words(row: number, odds: Odds): Evidence[] {
    const text = this.#textOf(row);
    const base = odds();
    const pieces = [...text.slice(0, 400).matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]+/gu)].slice(
      0,
      WORDS,
    );
    const losses = pieces.map((piece) => {
      const rest = text.slice(0, piece.index) + text.slice(piece.index + piece[0].length);
      return { word: piece[0], loss: this.#encoded(row, rest, () => base - odds()) };
    });
    const moved = losses.filter(({ loss }) => loss >= LEAST).slice(0, 3);
    const shape = this.#encoded(row, undefined, () => base - odds());
    const found: Evidence[] = [
      { reason: 'shape', text: inWords('shape', this.#state, row), weight: shape },
    ];
    if (moved.length > 0) {
      const words = moved.map(({ word }) => word);
      const weight = moved.reduce((sum, { loss }) => sum + loss, 0);
      found.push({ reason: 'words', text: opening(words, text, this.#following(row)), weight });
    }
    return found;
  }

  /** Measures with another text in place of a row's own, or without its shape where there is no other. */
  #encoded(row: number, text: string | undefined, measure: () => number): number {
    const { vectors, learned } = this.#state;
    const { size } = this.#reader.network;
    const own = vectors.slice(row * size, (row + 1) * size);
    const known = learned.slice(row * STRIDE, (row + 1) * STRIDE);
    const used = text ?? this.#textOf(row);
    this.#encoder.content.scan(used, 0, used.length);
    this.#encoder.content.read();
    this.#encoder.encode(vectors, row * size, text === undefined);
    if (known.length > 0) this.#encoder.recall(learned, row * STRIDE);
    const value = measure();
    vectors.set(own, row * size);
    learned.set(known, known.length > 0 ? row * STRIDE : 0);
    return value;
  }

  /** What each fact of where the line stands says. */
  #places(row: number, odds: Odds): Evidence[] {
    const { ids } = this.#state;
    const base = odds();
    return Array.from({ length: PLACES }, (_, place): Evidence => {
      const at = row * PLACES + place;
      const own = ids[at] as number;
      ids[at] = PLACE_IDS;
      const weight = base - odds();
      ids[at] = own;
      const reason: Place = placeAt(place);
      return { reason, text: inWords(reason, this.#state, row), weight };
    });
  }

  /** What the lines around say: the strongest before and the strongest after. */
  #neighbours(row: number, odds: Odds): Evidence[] {
    const found: Evidence[] = [];
    const base = odds();
    for (const side of [-1, 1]) {
      const tried = Array.from({ length: NEAR }, (_, i) => row + side * (i + 1))
        .filter((other) => other >= 0 && other < this.#state.count)
        .map((other) => ({ other, weight: base - this.#without(other, odds) }));
      const top = tried.reduce((a, b) => (b.weight > a.weight ? b : a), { other: -1, weight: 0 });
      if (top.other < 0) continue;
      const said = quoted(this.#textOf(top.other));
      const far = Math.abs(top.other - row);
      const where = side < 0 ? 'before it' : 'after it';
      const text = far === 1 ? `${said} right ${where}` : `${said} ${far} lines ${where}`;
      found.push({ reason: side < 0 ? 'line-before' : 'line-after', text, weight: top.weight });
    }
    return found;
  }

  /** The odds with nothing known of another row. */
  #without(other: number, odds: Odds): number {
    const { vectors, ids } = this.#state;
    const { size } = this.#reader.network;
    const own = vectors.slice(other * size, (other + 1) * size);
    const places = ids.slice(other * PLACES, (other + 1) * PLACES);
    vectors.fill(0, other * size, (other + 1) * size);
    ids.fill(PLACE_IDS, other * PLACES, (other + 1) * PLACES);
    const without = odds(other);
    vectors.set(own, other * size);
    ids.set(places, other * PLACES);
    return without;
  }

  /** What the kinds of the lines around say through the chain: the odds with them, less the odds without. */
  #chain(row: number, kind: number, rival: number, alone: number): Evidence[] {
    const { ahead, back } = this.#state;
    const posterior = (k: number): number =>
      Math.log((ahead[row * STRIDE + k] as number) * (back[row * STRIDE + k] as number) + 1e-12);
    const weight = posterior(kind) - posterior(rival) - alone;
    const name = (other: number): Kind | undefined => this.#kindAt(other);
    const sides = [name(row - 1), name(row + 1)].filter((side) => side !== undefined);
    if (sides.length === 0) return [];
    const text = `the lines around it are ${[...new Set(sides)].join(' and ')}`;
    return [{ reason: 'kinds-around', text, weight }];
  }

  #kindAt(row: number): Kind | undefined {
    if (row < 0 || row >= this.#state.count) return undefined;
    const decision: Decision = { kind: 0, confidence: 0, boilerplate: 0 };
    this.#reader.decide(this.#state, row, decision);
    return KINDS[decision.kind];
  }

  /** How many short lines of the same kind follow a row that opens a run of this kind. */
  #following(row: number): number {
    const kind = this.#kindAt(row);
    if (kind === this.#kindAt(row - 1)) return 0;
    const { flags, count } = this.#state;
    let n = 0;
    for (let next = row + 1; next < count && this.#kindAt(next) === kind; next++) {
      if (((flags[next] as number) & (SHORT | BULLET)) === SHORT) n++;
    }
    return n;
  }

  #textOf(row: number): string {
    return this.#lines.textOf(this.#state.index[row] as number).trim();
  }
}
