import type { Annotation } from './annotation.ts';

/** What both sides changed in different ways; ours holds. */
export interface Conflict {
  readonly ours: Annotation;
  readonly theirs: Annotation;
}

/** What became of two sets of annotations that went apart from a common one. */
export interface Merged {
  readonly annotations: readonly Annotation[];
  readonly conflicts: readonly Conflict[];
}

/**
 * Merges what two editors did to the same file, annotation by annotation: what one side added,
 * changed or removed holds unless the other side changed it too. Nothing that was changed is lost
 * to a removal; where both changed one annotation, ours holds and the conflict is told. Only
 * decisions count as changes, not where their words stand: a text moves without anybody's decision.
 */
export function merge(
  base: readonly Annotation[],
  ours: readonly Annotation[],
  theirs: readonly Annotation[],
): Merged {
  const [before, own, other] = [byId(base), byId(ours), byId(theirs)];
  const annotations: Annotation[] = [];
  const conflicts: Conflict[] = [];
  for (const id of new Set([...own.keys(), ...other.keys()])) {
    const [was, mine, yours] = [before.get(id), own.get(id), other.get(id)];
    if (mine && yours) {
      const keepsMine = !sameDecision(was, mine);
      if (keepsMine && !sameDecision(was, yours) && !sameDecision(mine, yours)) {
        conflicts.push({ ours: mine, theirs: yours });
      }
      annotations.push(keepsMine ? mine : yours);
    } else {
      const left = mine ?? yours;
      if (left && !sameDecision(was, left)) annotations.push(left);
    }
  }
  return { annotations, conflicts };
}

function byId(annotations: readonly Annotation[]): Map<string, Annotation> {
  return new Map(annotations.map((annotation) => [annotation.id, annotation]));
}

/** Whether two decide the same, wherever their words stand. */
export function sameDecision(a: Annotation | undefined, b: Annotation | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && contentOf(a) === contentOf(b));
}

function contentOf({ target: _, ...decision }: Annotation): string {
  return JSON.stringify(Object.entries(decision).sort(([a], [b]) => (a < b ? -1 : 1)));
}
