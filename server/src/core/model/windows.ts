import type { Lines } from '../lines.ts';
import { countFilled, type State } from './state.ts';
import type { Window } from './stretches.ts';

/** Lines `[from, from + removed)` of the text before became `inserted` lines. */
export interface Change {
  readonly from: number;
  readonly removed: number;
  readonly inserted: number;
}

/** The rows of a state that some changes of its lines concern. */
export function windowsOf(
  old: State,
  lines: Lines,
  changes: readonly Change[],
  left?: Uint32Array,
): Window[] {
  let moved = 0;
  return changes.map(({ from, removed, inserted }) => {
    const first = old.rowAt(from);
    const at = from + moved;
    moved += inserted - removed;
    return {
      from: first,
      removed: old.rowAt(from + removed) - first,
      inserted: countFilled(lines, at, at + inserted, left),
      moved: inserted - removed,
    };
  });
}

/** Where the new lines `[from, to)` of changes and their rows stand after all of them. */
export function* placed(
  changes: readonly Change[],
  windows: readonly Window[],
): Generator<{ row: number; count: number; from: number; to: number }> {
  let rows = 0;
  let lines = 0;
  for (const [i, { from, removed, inserted }] of changes.entries()) {
    const window = windows[i];
    if (!window) continue;
    const row = window.from + rows;
    yield { row, count: window.inserted, from: from + lines, to: from + lines + inserted };
    rows += window.inserted - window.removed;
    lines += inserted - removed;
  }
}
