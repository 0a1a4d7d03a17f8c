import type { Lines } from './lines.ts';
import type { Change, Reading } from './model/model.ts';
import type { LineModel } from './parser.ts';
import type { Labels, Source } from './source.ts';
import { keptLines, type LineFlags, type StripPolicy, strippable } from './strip.ts';

/**
 * Real sources settle within a few rounds. A text that has not settled after so many is no page (a
 * hundred thousand equal lines lose a few at each end a round), and nothing of it is stripped.
 */
const MOST_ROUNDS = 32;
/** Rounds that are kept with a plan, to follow edits; each holds a reading of the whole text. */
const KEPT_ROUNDS = 4;

/** So many lines may read otherwise for one that went: below it, to read on costs more than to read anew. */
const FAR_REACH = 1000;
const NO_CHANGE: Change = { from: 0, removed: 0, inserted: 0 };

/** What one round left, and how that reads: the lines that stay, as lines of the source. */
interface Round {
  readonly kept: Uint32Array;
  readonly reading: Reading;
}

/** How a policy strips a source. */
interface Plan {
  readonly flags: LineFlags;
  readonly rounds: readonly Round[];
}

/** A plan of the source before an edit, and the edit. */
interface Former {
  readonly plan: Plan;
  readonly change: Change;
}

/**
 * Works out what strip removes: it strips, reads what remains, and strips again until a reading
 * finds nothing more, since what a line looks like depends on its neighbours. Each round removes a
 * line or is the last, so it ends. Plans are kept with their source, and follow its edits.
 */
export class Stripper {
  readonly #model: LineModel;
  readonly #plans = new WeakMap<Source, Map<string, Plan>>();
  readonly #formers = new WeakMap<Source, Map<string, Former>>();

  constructor(model: LineModel) {
    this.#model = model;
  }

  /** One flag a line: whether the policy strips it. */
  flags(source: Source, policy: StripPolicy): LineFlags {
    const key = `${policy.level} ${policy.comments}`;
    const plans = this.#plans.get(source) ?? new Map<string, Plan>();
    this.#plans.set(source, plans);
    let plan = plans.get(key);
    if (!plan) {
      const formers = this.#formers.get(source);
      plan = this.#plan(source, policy, formers?.get(key));
      plans.set(key, plan);
      formers?.delete(key);
    }
    return plan.flags;
  }

  /** Remembers the plans of a source for the source that an edit made of it, asked for or not yet. */
  follow(source: Source, updated: Source, change: Change): void {
    const formers = new Map<string, Former>();
    for (const [key, former] of this.#formers.get(source) ?? []) {
      formers.set(key, { plan: former.plan, change: after(former.change, change) });
    }
    for (const [key, plan] of this.#plans.get(source) ?? []) formers.set(key, { plan, change });
    if (formers.size > 0) this.#formers.set(updated, formers);
  }

  /** Takes the memory of a source's plans. */
  release(source: Source): void {
    for (const { rounds } of this.#plans.get(source)?.values() ?? []) {
      for (const { reading } of rounds) this.#model.release(reading);
    }
  }

  #plan(source: Source, policy: StripPolicy, former: Former | undefined): Plan {
    const { lines, labels } = source;
    const flags = strippable(source, policy, this.#model.safeThreshold);
    const rounds: Round[] = [];
    let last: Round | undefined;
    let more = flags.includes(1);
    for (let round = 0; more; round++) {
      if (round === MOST_ROUNDS) return { flags: flags.fill(0), rounds };
      const kept = keptLines(lines, flags);
      const left = labelsOf(kept, labels);
      const before = former?.plan.rounds[round];
      const reading =
        former && before
          ? this.#after(former.change, before, lines, kept, left)
          : this.#next(source, last, kept, left);
      last = { kept, reading };
      if (round < KEPT_ROUNDS) rounds.push(last);
      const rest = { reading, labels: left, kept: keptOf(kept, source), lines, rows: kept };
      const found = strippable(rest, policy, this.#model.safeThreshold);
      more = found.includes(1);
      kept.forEach((line, index) => {
        if (found[index]) flags[line] = 1;
      });
    }
    return { flags, rounds };
  }

  /** How what a round leaves reads, from how it read before an edit. */
  #after(change: Change, before: Round, lines: Lines, kept: Uint32Array, labels: Labels): Reading {
    const changes = changesBetween(before.kept, kept, change);
    return this.#model.reread(before.reading, lines, changes, labels, kept);
  }

  /** The same from the round before it where this removed little, or else from the source. */
  #next(
    { reading, lines }: Source,
    last: Round | undefined,
    kept: Uint32Array,
    labels: Labels,
  ): Reading {
    const changes = last ? changesBetween(last.kept, kept, NO_CHANGE) : [];
    if (!last || changes.length * FAR_REACH > kept.length) {
      return this.#model.readRest(reading, lines, kept, labels);
    }
    return this.#model.reread(this.#model.copy(last.reading), lines, changes, labels, kept);
  }
}

/** Two changes as one, the second of which counts lines as they are after the first. */
function after(first: Change, second: Change): Change {
  if (isNothing(first)) return second;
  if (isNothing(second)) return first;
  const from = Math.min(first.from, second.from);
  const firstEnd = first.from + first.inserted;
  const secondEnd = second.from + second.removed;
  const end = Math.max(firstEnd, secondEnd);
  return {
    from,
    removed: end - first.inserted + first.removed - from,
    inserted: end - second.removed + second.inserted - from,
  };
}

function isNothing({ removed, inserted }: Change): boolean {
  return removed === 0 && inserted === 0;
}

/** How the lines that a round leaves differ from those that it left before an edit, where they do. */
function changesBetween(before: Uint32Array, after: Uint32Array, change: Change): Change[] {
  const changes: Change[] = [];
  const end = change.from + change.removed;
  const shift = change.inserted - change.removed;
  // Where a line stands after the edit; lines that the edit touches are all in its place.
  const moved = (line: number): number => (line >= end ? line + shift : line);
  const isTouched = (line: number): boolean => line >= change.from && line < end;
  const isNew = (line: number): boolean =>
    line >= change.from && line < change.from + change.inserted;
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const from = i;
    const start = j;
    for (;;) {
      const [was, is] = [before[i], after[j]];
      if (was !== undefined && isTouched(was)) i++;
      else if (is !== undefined && isNew(is)) j++;
      else if (was !== undefined && (is === undefined || moved(was) < is)) i++;
      else if (is !== undefined && (was === undefined || is < moved(was))) j++;
      else break;
    }
    if (i > from || j > start) changes.push({ from, removed: i - from, inserted: j - start });
    while (i < before.length && j < after.length) {
      const was = before[i] as number;
      const is = after[j] as number;
      if (isTouched(was) || isNew(is) || moved(was) !== is) break;
      i++;
      j++;
    }
  }
  return changes;
}

function labelsOf(kept: Uint32Array, labels: Labels): Labels {
  const left = new Map(labels);
  left.clear();
  if (labels.size > 0) {
    kept.forEach((line, index) => {
      const kind = labels.get(line);
      if (kind) left.set(index, kind);
    });
  }
  return left;
}

/** The flags of the lines that people keep, of those that a round leaves. */
function keptOf(lines: Uint32Array, { keep, kept }: Source): LineFlags {
  return keep ? Uint8Array.from(lines, (line) => kept[line] ?? 0) : new Uint8Array(0);
}
