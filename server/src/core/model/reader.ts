import { isBoilerplate, KINDS, type Kind } from '../kinds.ts';
import { type Chain, FREE, STRIDE } from './chain.ts';
import { Changed } from './changed.ts';
import { places } from './context.ts';
import { CHUNK, type Network, REACH } from './network.ts';
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
    this.network.whole(state);
    this.chain.weigh(state.weights, state.fixed, 0, count);
    this.chain.forward(state.weights, state.ahead, 0, count);
    this.chain.backward(state.weights, state.back, 0, count, count);
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
    const change = new Changed(state, old, kept);
    const { network, chain } = this;
    const fresh = change.fresh(REACH);
    change.forward(fresh, state.before, old.before, network.hidden, (from, to) =>
      network.ahead(state, from, to - from),
    );
    const turned = change.backward(fresh, state.after, old.after, network.hidden, (from, to) =>
      network.back(state, from, to - from),
    );
    const moved = change.differing(fresh, network.hidden, turned);
    this.#scores(state, moved);
    change.keep(moved, state.weights, old.weights, STRIDE);
    change.forward(moved, state.ahead, old.ahead, STRIDE, (from, to) =>
      chain.forward(state.weights, state.ahead, from, to),
    );
    change.backward(change.shifted(moved), state.back, old.back, STRIDE, (from, to) =>
      chain.backward(state.weights, state.back, from, to, state.count),
    );
  }

  /** Scores and weighs the flagged rows, a run of them at a time. */
  #scores(state: State, flags: Uint8Array): void {
    for (let from = 0; from < state.count; from++) {
      if (!flags[from]) continue;
      let to = from + 1;
      while (to < state.count && to - from < CHUNK && flags[to]) to++;
      this.network.score(state, from, to - from);
      this.chain.weigh(state.weights, state.fixed, from, to);
      from = to - 1;
    }
  }

  decide(state: State, row: number, into: Decision): void {
    const { kinds } = this.chain;
    const at = row * STRIDE;
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
}

function fix(state: State, labels: ReadonlyMap<number, Kind> | undefined): void {
  state.fixed.fill(FREE);
  if (!labels || labels.size === 0) return;
  for (const [line, kind] of labels) {
    const row = state.rowAt(line);
    if (row < state.count && state.index[row] === line) state.fixed[row] = KINDS.indexOf(kind);
  }
}
