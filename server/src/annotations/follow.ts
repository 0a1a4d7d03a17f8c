import type { TextEdit } from '../core/source.ts';
import { type Annotation, targetOf } from './annotation.ts';

/** What became of annotations through an edit that somebody made in an editor. */
export interface Followed<A extends Annotation> {
  readonly kept: readonly A[];
  /** Annotations whose words the edit removed. */
  readonly orphans: readonly A[];
}

/**
 * Moves annotations with an edit, exactly. An edit before the words shifts them, one inside changes
 * them, one at their border leaves them; one that takes all of them makes an orphan, which keeps
 * what it knew.
 * @param text the text after the edit
 */
export function follow<A extends Annotation>(
  text: string,
  annotations: readonly A[],
  edit: TextEdit,
): Followed<A> {
  const kept: A[] = [];
  const orphans: A[] = [];
  const shift = edit.newText.length - (edit.end - edit.start);
  for (const annotation of annotations) {
    const { start, end } = annotation.target;
    if (edit.start <= start && edit.end >= end && edit.end > edit.start) orphans.push(annotation);
    else {
      const from = edit.end <= start ? start + shift : Math.min(start, edit.start);
      const to =
        edit.start >= end ? end : Math.max(from, edit.end >= end ? edit.start : end + shift);
      kept.push({ ...annotation, target: targetOf(text, startOf(from, start, edit), to) });
    }
  }
  return { kept, orphans };
}

/** Where words start of which an edit took the head: after what it put there. */
function startOf(from: number, start: number, edit: TextEdit): number {
  return edit.start < start && edit.end > start ? edit.start + edit.newText.length : from;
}
