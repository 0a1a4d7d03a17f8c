import type { Annotation } from './annotation.ts';

/** What an action did to one annotation; undefined where it was not there before or after. */
export interface Change {
  readonly id: string;
  readonly before: Annotation | undefined;
  readonly after: Annotation | undefined;
}

/** What one action of a person did: undone and redone as a whole. */
export type Step = readonly Change[];

/** What came of undo or redo. `changed`: somebody else changed the same annotation since. */
export type Undone = 'done' | 'nothing' | 'changed';

/** The log of a person's actions on the annotations of one source. */
export class History {
  #done: Step[] = [];
  #undone: Step[] = [];

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Notes what was done; what was undone before can then no longer be redone. */
  record(step: Step): void {
    if (step.length === 0) return;
    this.#done.push(step);
    this.#undone = [];
  }

  /**
   * Takes back the last action that still stands. `carryOut` is given the changes and says whether
   * they could be made; an action that others overtook is forgotten.
   */
  undo(carryOut: (step: Step) => boolean): Undone {
    const step = this.#done.pop();
    if (!step) return 'nothing';
    const back = step.map(({ id, before, after }) => ({ id, before: after, after: before }));
    if (!carryOut(back)) return 'changed';
    this.#undone.push(step);
    return 'done';
  }

  /** Carries out again what was undone last. */
  redo(carryOut: (step: Step) => boolean): Undone {
    const step = this.#undone.pop();
    if (!step) return 'nothing';
    if (!carryOut(step)) return 'changed';
    this.#done.push(step);
    return 'done';
  }
}
