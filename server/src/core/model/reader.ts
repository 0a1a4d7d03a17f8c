import { isBoilerplate, KINDS, type Kind } from '../kinds.ts';
import { type Chain, FREE } from './chain.ts';
import { PLACES, places } from './context.ts';
import type { Network } from './network.ts';
import type { Kept, State } from './state.ts';

const BOILERPLATE = Uint8Array.from(KINDS, (kind) => (isBoilerplate(kind) ? 1 : 0));

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

  constructor(network: Network, chain: Chain) {
    this.network = network;
    this.chain = chain;
  }

  /** Fills in everything that follows from the encoded rows. */
  whole(state: State, labels: ReadonlyMap<number, Kind> | undefined): void {
    state.measureGaps();
    fix(state, labels);
    state.ids = places(state);
    const { count } = state;
    this.network.run(state.vectors, state.ids, count, 0, count, state.weights);
    this.chain.weigh(state.weights, state.fixed, 0, count, state.weights);
    for (let row = 0; row < count; row++) this.chain.forward(state.weights, row, state.ahead);
    if (count > 0) this.chain.end(count - 1, state.back);
    for (let row = count - 2; row >= 0; row--) this.chain.backward(state.weights, row, state.back);
  }

  /** The same from a previous state of which the first and last rows are kept; equal to `whole` bit for bit. */
  changed(
    state: State,
    old: State,
    kept: Kept,
    labels: ReadonlyMap<number, Kind> | undefined,
  ): void {
    state.measureGaps();
    fix(state, labels);
    state.ids = places(state);
    const fresh = this.#fresh(state, old, kept);
    this.#weights(state, old, kept, fresh);
    this.#forward(state, old, kept, fresh);
    this.#backward(state, old, kept, fresh);
  }

  decide(state: State, row: number, into: Decision): void {
    const { kinds } = this.chain;
    const at = row * kinds;
    let total = 0;
    let page = 0;
    let best = 0;
    let top = -1;
    for (let k = 0; k < kinds; k++) {
      const p = (state.ahead[at + k] as number) * (state.back[at + k] as number);
      total += p;
      if (BOILERPLATE[k]) page += p;
      if (p > top) {
        top = p;
        best = k;
      }
    }
    const fixed = state.fixed[row] as number;
    into.kind = fixed === FREE ? best : fixed;
    into.confidence = fixed === FREE ? top / total : 1;
    into.boilerplate = fixed === FREE ? page / total : (BOILERPLATE[fixed] as number);
  }

  /** Rows whose weights may differ from the kept ones: 1 where a changed row is within reach. */
  #fresh(state: State, old: State, { head, tail }: Kept): Uint8Array {
    const { count } = state;
    const moved = count - old.count;
    const fresh = new Uint8Array(count + 1);
    const { reach } = this.network;
    let until = -1;
    const mark = (row: number): void => {
      const from = Math.max(until, row - reach, 0);
      until = Math.min(count, row + reach + 1);
      if (from < until) fresh.fill(1, from, until);
    };
    for (let row = 0; row < count; row++) {
      const inHead = row < head;
      if (!inHead && row < count - tail) mark(row);
      else {
        const was = inHead ? row : row - moved;
        if (state.fixed[row] !== old.fixed[was]) fresh[row] = 1;
        if (!sameRow(state.ids, row, old.ids, was, PLACES)) mark(row);
      }
      if (row === head || row === head - 1 || row === count - tail) mark(row);
    }
    return fresh;
  }

  #weights(state: State, old: State, { head }: Kept, fresh: Uint8Array): void {
    const { count } = state;
    const { kinds } = this.chain;
    const moved = count - old.count;
    let from = 0;
    while (from < count) {
      let to = from + 1;
      while (to < count && fresh[to] === fresh[from] && (fresh[from] || to !== head)) to++;
      if (fresh[from]) {
        this.network.run(state.vectors, state.ids, count, from, to, state.weights);
        this.chain.weigh(state.weights, state.fixed, from, to, state.weights);
      } else {
        const was = from < head ? from : from - moved;
        state.weights.set(
          old.weights.subarray(was * kinds, (was + to - from) * kinds),
          from * kinds,
        );
      }
      from = to;
    }
  }

  #forward(state: State, old: State, { head, tail }: Kept, fresh: Uint8Array): void {
    const { count } = state;
    const { kinds } = this.chain;
    const moved = count - old.count;
    let same = true;
    for (let row = 0; row < count; row++) {
      const known = row < head || row >= count - tail;
      const was = row < head ? row : row - moved;
      const joined = row !== head && row !== count - tail && (row === 0) === (was === 0);
      if (known && same && joined && !fresh[row]) copyRow(state.ahead, row, old.ahead, was, kinds);
      else {
        this.chain.forward(state.weights, row, state.ahead);
        same = known && sameRow(state.ahead, row, old.ahead, was, kinds);
      }
    }
  }

  #backward(state: State, old: State, { head, tail }: Kept, fresh: Uint8Array): void {
    const { count } = state;
    const { kinds } = this.chain;
    const moved = count - old.count;
    let same = true;
    for (let row = count - 1; row >= 0; row--) {
      const known = row < head || row >= count - tail;
      const was = row < head ? row : row - moved;
      const joined = row !== head - 1 && row !== count - tail - 1;
      const last = row === count - 1;
      if (known && same && joined && !last && !fresh[row + 1])
        copyRow(state.back, row, old.back, was, kinds);
      else {
        if (last) this.chain.end(row, state.back);
        else this.chain.backward(state.weights, row, state.back);
        same = known && was < old.count && sameRow(state.back, row, old.back, was, kinds);
      }
    }
  }
}

function fix(state: State, labels: ReadonlyMap<number, Kind> | undefined): void {
  state.fixed.fill(FREE);
  if (!labels || labels.size === 0) return;
  for (const [line, kind] of labels) {
    const row = state.rowAt(line);
    if (row < state.count && state.index[row] === line) state.fixed[row] = KINDS.indexOf(kind);
  }
}

type Column = Float32Array | Uint16Array;

function sameRow(a: Column, row: number, b: Column, other: number, size: number): boolean {
  for (let i = 0; i < size; i++) if (a[row * size + i] !== b[other * size + i]) return false;
  return true;
}

function copyRow(
  into: Float32Array,
  row: number,
  from: Float32Array,
  other: number,
  size: number,
): void {
  for (let i = 0; i < size; i++) into[row * size + i] = from[other * size + i] as number;
}
