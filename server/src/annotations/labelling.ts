import type { Kind } from '../core/kinds.ts';
import type { Label } from './annotation.ts';
import { type Act, added, distinct, relabelled, removal } from './entries.ts';
import type { EntrySet } from './entrySet.ts';
import type { Change, Step } from './history.ts';
import { type Range, wordsOf } from './words.ts';

/** A line, zero-based, and what it is said to be. */
export type LineKind = readonly [line: number, kind: Kind];

/** Makes a label of a kind on a range of the text. */
export type MakeLabel = (range: Range, kind: Kind) => Label;

/** What labels lines; those that have labels are relabelled, blank ones get none. */
export function labelling(
  entries: EntrySet,
  kinds: Iterable<LineKind>,
  make: MakeLabel,
  act: Act,
): Step {
  const byLine = entries.allByLine();
  const spared = sparedIn(byLine);
  const changes: Change[] = [];
  for (const [line, kind] of new Map(kinds)) {
    const words = wordsOf(entries.lines, line);
    if (!words) continue;
    const [holding, ...others] = byLine.get(line) ?? [];
    if (!holding) changes.push(added(make(words, kind)));
    else if (holding.kind !== kind) changes.push(relabelled(holding, kind, act));
    changes.push(...others.filter(({ id }) => !spared.has(id)).map(removal));
  }
  return distinct(changes);
}

/**
 * What removes the labels of lines; of a decision between labels only itself, so that these hold
 * again.
 */
export function unlabelling(entries: EntrySet, lines: Iterable<number>): Step {
  const byLine = entries.allByLine();
  const labels = [...new Set(lines)].flatMap((line) => {
    const [holding, ...others] = byLine.get(line) ?? [];
    if (!holding) return [];
    return holding.adjudicates ? [holding] : [holding, ...others];
  });
  return distinct(labels.map(removal));
}

/** What decides between labels of a line, some of which may be from elsewhere; none for a blank line. */
export function adjudication(
  entries: EntrySet,
  [line, kind]: LineKind,
  originals: readonly Label[],
  make: MakeLabel,
  { who, when }: Act,
): Step {
  const words = wordsOf(entries.lines, line);
  if (!words) return [];
  const unknown = originals.filter(({ id }) => !entries.annotation(id)).map(added);
  const ids = originals.map(({ id }) => id);
  const [holding] = entries.allByLine().get(line) ?? [];
  if (!holding?.adjudicates) {
    return [...unknown, added({ ...make(words, kind), adjudicates: ids })];
  }
  const adjudicates = [...new Set([...holding.adjudicates, ...ids])];
  const after = { ...holding, adjudicates, kind, creator: who, modified: when };
  return [...unknown, { id: holding.id, before: holding, after }];
}

/** Labels that a relabelling of a line leaves: those that hold elsewhere, or are decided between. */
function sparedIn(byLine: ReadonlyMap<number, readonly Label[]>): Set<string> {
  const spared = new Set<string>();
  for (const [holding] of byLine.values()) {
    if (!holding) continue;
    spared.add(holding.id);
    for (const id of holding.adjudicates ?? []) spared.add(id);
  }
  return spared;
}
