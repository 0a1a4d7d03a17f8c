/** Rows `[from, from + removed)` make way for `inserted` rows, and the text becomes longer by `moved` lines. */
export interface Window {
  readonly from: number;
  readonly removed: number;
  readonly inserted: number;
  readonly moved: number;
}

/** Rows `[from, to)` that stay, the row where they then start, and by how much their lines' numbers grow. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly moved: number;
}

/** The rows of `count` that stay between some windows. */
export function stretchesBetween(windows: readonly Window[], count: number): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  let at = 0;
  let moved = 0;
  for (const window of windows) {
    if (window.from > from) stretches.push({ from, to: window.from, at, moved });
    at += window.from - from + window.inserted;
    from = window.from + window.removed;
    moved += window.moved;
  }
  if (count > from) stretches.push({ from, to: count, at, moved });
  return stretches;
}
