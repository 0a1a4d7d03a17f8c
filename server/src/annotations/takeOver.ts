import { Finder } from './anchor.ts';
import type { Annotation } from './annotation.ts';
import { asDoubtful, fresh, PRESENT, placed } from './entries.ts';
import type { EntrySet } from './entrySet.ts';
import { type Conflict, merge } from './merge.ts';
import { once } from './once.ts';

/**
 * Takes over into the entries of a text what others stored since `base` was stored, found in that text.
 * What both sides changed stays as it is here, and is told.
 */
export function takeOver(
  entries: EntrySet,
  base: readonly Annotation[],
  theirs: readonly Annotation[],
): readonly Conflict[] {
  const ours = entries.all();
  const finder = once(() => new Finder(entries.text));
  const { annotations, conflicts } = merge(base, ours, theirs);
  const kept = new Set(annotations.map(({ id }) => id));
  for (const { id } of ours) if (!kept.has(id)) entries.delete(id);
  for (const annotation of annotations) {
    const mine = entries.get(annotation.id);
    if (!mine) entries.locate([fresh(annotation)], finder());
    else if (mine.orphan) {
      entries.locate([fresh(asDoubtful(annotation, mine.annotation))], finder());
    } else {
      const here = placed(annotation, mine.annotation.target);
      entries.set(annotation.id, { annotation: here, ...PRESENT });
    }
  }
  return conflicts;
}
