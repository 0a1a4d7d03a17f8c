import type { Annotation } from './annotation.ts';

/** What became of two sets of annotations that went apart from a common one. */
export interface Merged {
  readonly annotations: readonly Annotation[];
  /** Annotations that both sides changed in different ways; theirs is dropped in favour of ours. */
  readonly conflicts: readonly { readonly ours: Annotation; readonly theirs: Annotation }[];
}

/**
 * Merges what two editors did to the same file, annotation by annotation: what one side added,
 * changed or removed holds unless the other side changed it too. Nothing that was changed is lost
 * to a removal; where both changed one annotation, ours holds and the conflict is told.
 */
export function merge(
  base: readonly Annotation[],
  ours: readonly Annotation[],
  theirs: readonly Annotation[],
): Merged {
  const [before, own, other] = [byId(base), byId(ours), byId(theirs)];
  const annotations: Annotation[] = [];
  const conflicts: { ours: Annotation; theirs: Annotation }[] = [];
  for (const id of new Set([...own.keys(), ...other.keys()])) {
    const [was, mine, yours] = [before.get(id), own.get(id), other.get(id)];
    if (mine && yours) {
      const keepsMine = !same(was, mine);
      if (keepsMine && !same(was, yours) && !same(mine, yours)) {
        conflicts.push({ ours: mine, theirs: yours });
      }
      annotations.push(keepsMine ? mine : yours);
    } else {
      const left = mine ?? yours;
      if (left && !same(was, left)) annotations.push(left);
    }
  }
  return { annotations, conflicts };
}

function byId(annotations: readonly Annotation[]): Map<string, Annotation> {
  return new Map(annotations.map((annotation) => [annotation.id, annotation]));
}

/** Whether two say the same; the same words at another offset are the same. */
function same(a: Annotation | undefined, b: Annotation): boolean {
  return a !== undefined && contentOf(a) === contentOf(b);
}

function contentOf(annotation: Annotation): string {
  const { target, ...rest } = annotation;
  return JSON.stringify([Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)), target.quote]);
}
