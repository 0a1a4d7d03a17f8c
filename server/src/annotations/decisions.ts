import { type Entry, PRESENT } from './entries.ts';
import type { EntrySet } from './entrySet.ts';
import { type Change, History, type Step, type Undone } from './history.ts';
import { sameDecision } from './merge.ts';

/** What people decide about the annotations of a text, step by step: carried out, undone and redone. */
export class Decisions {
  readonly #entries: EntrySet;
  readonly #history = new History();

  constructor(entries: EntrySet) {
    this.#entries = entries;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** Carries out a step, which can be undone as a whole. Returns how many annotations changed. */
  carryOut(step: Step): number {
    this.record(step);
    for (const change of step) this.#apply(change);
    return step.length;
  }

  /** Notes a step that was carried out already. */
  record(step: Step): void {
    this.#history.record(step);
  }

  undo(): Undone {
    return this.#history.undo((step) => this.#replay(step));
  }

  redo(): Undone {
    return this.#history.redo((step) => this.#replay(step));
  }

  #replay(step: Step): boolean {
    const stands = step.every(({ id, before }) =>
      sameDecision(this.#entries.annotation(id), before),
    );
    if (stands) for (const change of step) this.#apply(change);
    return stands;
  }

  #apply({ id, after }: Change): void {
    const changed = decided(this.#entries.get(id), after);
    if (changed) this.#entries.set(id, changed);
  }
}

/** An entry after a decision; where its words stand is what was followed since it was taken. */
function decided(entry: Entry | undefined, after: Change['after']): Entry | undefined {
  if (!after) return entry && { ...entry, removed: true };
  if (!entry) return { annotation: after, ...PRESENT };
  const annotation = { ...after, target: entry.annotation.target };
  return { ...entry, annotation, removed: false };
}
