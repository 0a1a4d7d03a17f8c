import { GROUP_NAMES, groupOf, isBoilerplate, KINDS, type Kind } from '../kinds.ts';
import { type Chain, FREE, STRIDE } from './chain.ts';
import { settle } from './changed.ts';
import { PLACES, places } from './context.ts';
import type { Network } from './network.ts';
import type { State } from './state.ts';

const BOILERPLATE = Uint8Array.from(KINDS, (kind) => (isBoilerplate(kind) ? 1 : 0));
const GROUP = Uint8Array.from(KINDS, (kind) => GROUP_NAMES.indexOf(groupOf(kind)));
const PAGE = GROUP_NAMES.indexOf('boilerplate');

/** Posteriors of one row. */
export interface Decision {
  kind: number;
  confidence: number;
  boilerplate: number;
}

/** The steps from encoded rows to posteriors, whole or only where something changed. */
export class Reader {
  readonly network: Network;
  readonly chain: Chain;
  /** Ids of place of the reading in work, and room for those of the next. */
  #found = new Uint16Array(0);
  /** Of each group, the sum of its kinds' posteriors, the highest of them, and which kind has that. */
  readonly #sums = new Float64Array(GROUP_NAMES.length);
  readonly #tops = new Float64Array(GROUP_NAMES.length);
  readonly #bests = new Uint8Array(GROUP_NAMES.length);

  constructor(network: Network, chain: Chain) {
    this.network = network;
    this.chain = chain;
  }

  /** Places and scores of the encoded rows, before the chain. */
  score(state: State, labels: ReadonlyMap<number, Kind> | undefined): void {
    state.measureGaps();
    state.fixed.set(fixedBy(state, labels));
    places(state, state.ids);
    this.network.whole(state);
  }

  /** Fills in everything that follows from the encoded rows. */
  whole(state: State, labels: ReadonlyMap<number, Kind> | undefined): void {
    this.score(state, labels);
    const { count } = state;
    this.chain.weigh(state.weights, state.fixed, 0, count);
    this.chain.forward(state, 0, count);
    this.chain.backward(state, 0, count);
  }

  /**
   * The same where only rows near the flagged ones were encoded anew since; equal to `whole` bit for bit. Returns
   * flags of the rows to decide again.
   */
  changed(
    state: State,
    changed: Uint8Array,
    labels: ReadonlyMap<number, Kind> | undefined,
  ): Uint8Array {
    state.measureGaps();
    const fixed = fixedBy(state, labels);
    const relabelled = new Uint8Array(state.count);
    for (let row = 0; row < state.count; row++) {
      if (fixed[row] !== state.fixed[row]) relabelled[row] = 1;
    }
    state.fixed.set(fixed);
    flagMoved(this.#places(state), state.ids, changed);
    return settle(state, changed, relabelled, this.network, this.chain);
  }

  #places(state: State): Uint16Array {
    const size = state.count * PLACES;
    if (this.#found.length < size) this.#found = new Uint16Array(size + (size >>> 3));
    return places(state, this.#found.subarray(0, size));
  }

  /** The kinds of a row, each for itself, the most likely first. */
  ranked(state: State, row: number): number[] {
    const at = row * STRIDE;
    const posterior = (k: number): number =>
      (state.ahead[at + k] as number) * (state.back[at + k] as number);
    return Array.from({ length: this.chain.kinds }, (_, k) => k).sort(
      (a, b) => posterior(b) - posterior(a),
    );
  }

  /**
   * The kind of a row: the likeliest of the likeliest group. What is one of five kinds of boilerplate is boilerplate,
   * also where each of them alone is less likely than a headline.
   */
  decide(state: State, row: number, into: Decision): void {
    const fixed = state.fixed[row] as number;
    if (fixed === FREE) {
      this.#weigh(state, row, into);
    } else {
      into.kind = fixed;
      into.confidence = 1;
      into.boilerplate = BOILERPLATE[fixed] as number;
    }
  }

  #weigh({ ahead, back }: State, row: number, into: Decision): void {
    const [sums, tops, bests] = [this.#sums.fill(0), this.#tops.fill(-1), this.#bests];
    const at = row * STRIDE;
    for (let k = 0; k < GROUP.length; k++) {
      const p = (ahead[at + k] as number) * (back[at + k] as number);
      const group = GROUP[k] as number;
      sums[group] = (sums[group] as number) + p;
      if (p > (tops[group] as number)) {
        tops[group] = p;
        bests[group] = k;
      }
    }
    let [total, best] = [0, 0];
    for (let group = 0; group < sums.length; group++) {
      total += sums[group] as number;
      if ((sums[group] as number) > (sums[best] as number)) best = group;
    }
    into.kind = bests[best] as number;
    into.confidence = (tops[best] as number) / total;
    into.boilerplate = (sums[PAGE] as number) / total;
  }
}

/** The kind of each row that has a label. */
function fixedBy(state: State, labels: ReadonlyMap<number, Kind> | undefined): Uint8Array {
  const { count, index } = state;
  const fixed = new Uint8Array(count).fill(FREE);
  for (const [line, kind] of labels ?? []) {
    const row = state.rowAt(line);
    if (row < count && index[row] === line) fixed[row] = KINDS.indexOf(kind);
  }
  return fixed;
}

/** Takes new places, and flags the rows that have other ones than they had. */
function flagMoved(found: Uint16Array, ids: Uint16Array, changed: Uint8Array): void {
  for (let row = 0; row < changed.length; row++) {
    let i = row * PLACES;
    const end = i + PLACES;
    while (i < end && ids[i] === found[i]) i++;
    if (i < end) changed[row] = 1;
  }
  ids.set(found);
}
