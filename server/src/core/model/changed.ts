import type { Chain } from './chain.ts';
import { CHUNK } from './layer.ts';
import type { Network } from './network.ts';
import type { State } from './state.ts';

/** Rows that are worked out at once: those that need not be come out as they were. */
const TOGETHER = 32;

/** Works out rows `[from, to)` anew and flags those that differ; says whether the last one worked out does. */
type Work = (from: number, to: number, differ: Uint8Array) => boolean;

/**
 * Works out what follows from changed rows, in the state where they changed. Sums that run along the rows are summed
 * again from each changed row on until they meet what they were, bit for bit, and are left alone up to the next one.
 * `changed` flags the rows whose content or place may differ, `relabelled` those whose label does. Returns
 * flags of the rows whose posteriors may differ.
 */
export function settle(
  state: State,
  changed: Uint8Array,
  relabelled: Uint8Array,
  network: Network,
  chain: Chain,
): Uint8Array {
  network.begin(state);
  let differ = changed;
  for (const layer of network.layers) {
    const seen = reached(differ, layer.reach);
    differ = seen.slice();
    forward(seen, differ, (from, to, flags) => layer.ahead(state, from, to - from, flags));
    backward(seen, differ, (from, to, flags) => layer.back(state, from, to - from, flags));
  }
  const moved = either(reached(differ, network.look.reach), relabelled);
  for (let from = moved.indexOf(1); from >= 0; ) {
    const to = endOfRun(moved, from);
    network.score(state, from, to - from);
    chain.weigh(state.weights, state.fixed, from, to);
    from = moved.indexOf(1, to);
  }
  network.end();
  const decided = moved.slice();
  forward(moved, decided, (from, to, flags) => chain.forward(state, from, to, flags));
  backward(seenFrom(moved), decided, (from, to, flags) => chain.backward(state, from, to, flags));
  return decided;
}

/** Flags of the rows that see a flagged one. */
function reached(flags: Uint8Array, reach: number): Uint8Array {
  const wide = new Uint8Array(flags.length);
  for (let row = flags.indexOf(1); row >= 0; row = flags.indexOf(1, row + 1)) {
    wide.fill(1, Math.max(0, row - reach), row + reach + 1);
  }
  return wide;
}

/** Flags of the rows that have one of two flags. */
function either(some: Uint8Array, others: Uint8Array): Uint8Array {
  const flags = some.slice();
  for (let row = others.indexOf(1); row >= 0; row = others.indexOf(1, row + 1)) flags[row] = 1;
  return flags;
}

/** Rows of one run at most as the network takes at once. */
function endOfRun(flags: Uint8Array, from: number): number {
  const end = flags.indexOf(0, from);
  return Math.min(end < 0 ? flags.length : end, from + CHUNK);
}

/** A backward sum sees the row after it, and the last one that there is none. */
function seenFrom(flags: Uint8Array): Uint8Array {
  const seen = new Uint8Array(flags.length);
  seen.set(flags.subarray(1));
  if (flags.length > 0) seen[flags.length - 1] = flags[flags.length - 1] as number;
  return seen;
}

function forward(flags: Uint8Array, differ: Uint8Array, work: Work): void {
  for (let from = flags.indexOf(1); from >= 0 && from < flags.length; ) {
    const to = Math.min(flags.length, from + TOGETHER);
    from = work(from, to, differ) ? to : flags.indexOf(1, to);
  }
}

function backward(flags: Uint8Array, differ: Uint8Array, work: Work): void {
  for (let to = flags.lastIndexOf(1) + 1; to > 0; ) {
    const from = Math.max(0, to - TOGETHER);
    if (work(from, to, differ)) to = from;
    else to = from === 0 ? 0 : flags.lastIndexOf(1, from - 1) + 1;
  }
}
