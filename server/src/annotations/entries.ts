import type { Kind } from '../core/kinds.ts';
import type { TextEdit } from '../core/source.ts';
import type { Finder } from './anchor.ts';
import { type Annotation, type Label, targetOf } from './annotation.ts';
import { follow } from './follow.ts';
import type { Change } from './history.ts';
import type { Pinned } from './pinned.ts';
import type { Range } from './words.ts';

/** Who acts, and when: ISO 8601 in UTC. */
export interface Act {
  readonly who: string;
  readonly when: string;
}

/** An annotation while it is worked on. */
export interface Entry {
  readonly annotation: Annotation;
  /** Whether its words are not to be found in the text; its target then is the last one known. */
  readonly orphan: boolean;
  /** Whether it was removed in this session; its place is followed still, for undo. */
  readonly removed: boolean;
}

/** How an entry is that stands in the text. */
export const PRESENT = { orphan: false, removed: false } as const;

/** An entry that is new here; where its words stand is to be looked up. */
export function fresh(annotation: Annotation): Entry {
  return { annotation, ...PRESENT };
}

/** What an edit has to do with: the text before it, to pin what goes, and after it, to find again. */
export interface Passage {
  readonly edit: TextEdit;
  readonly after: string;
  readonly pinned: Pinned;
  readonly finder: () => Finder;
}

/** An entry after an edit. Words that the edit took may be in what it put there. */
export function afterEdit(entry: Entry, { edit, after, pinned, finder }: Passage): Entry {
  const { annotation, orphan } = entry;
  if (!orphan) {
    const { target } = annotation;
    const range = follow(target, edit);
    if (range && after.slice(range.start, range.end).trim() !== '') {
      const stays = range.start === target.start && range.end === target.end;
      return stays ? entry : { ...entry, annotation: placed(annotation, range) };
    }
  }
  const kept = orphan ? annotation : pinned.of(annotation);
  const mayBeBack = edit.newText.includes(kept.target.quote);
  return located({ ...entry, annotation: kept }, mayBeBack ? finder() : undefined);
}

/**
 * An entry where its words stand in a text, or as an orphan. An orphan remembers that there was
 * something equal: the last of several that is left need not be the one.
 */
export function located(entry: Entry, finder: Finder | undefined): Entry {
  const { annotation } = entry;
  const place = finder?.find(annotation.target) ?? 'gone';
  if (typeof place !== 'string') {
    return { ...entry, annotation: placed(annotation, place), orphan: false };
  }
  if (place === 'gone') return { ...entry, orphan: true };
  return { ...entry, annotation: doubtful(annotation), orphan: true };
}

function doubtful<A extends Annotation>(annotation: A): A {
  return { ...annotation, target: { ...annotation.target, repeated: true } };
}

/** An annotation that somebody else stored, with the doubts about its words that were met here. */
export function asDoubtful(annotation: Annotation, here: Annotation): Annotation {
  return here.target.repeated ? doubtful(annotation) : annotation;
}

/** An annotation that stands elsewhere now; what it says of its words is brought up to date later. */
export function placed<A extends Annotation>(annotation: A, { start, end }: Range): A {
  return { ...annotation, target: { ...annotation.target, start, end } };
}

/** An annotation of a text that has moved by some UTF-16 units. */
export function shifted<A extends Annotation>(annotation: A, by: number): A {
  const { start, end } = annotation.target;
  return by === 0 ? annotation : placed(annotation, { start: start + by, end: end + by });
}

/** An annotation with its words and what stands around them as they are in the text. */
export function refreshed<A extends Annotation>(text: string, annotation: A): A {
  const { start, end } = annotation.target;
  return { ...annotation, target: targetOf(text, start, end) };
}

export function isLabel(annotation: Annotation): annotation is Label {
  return annotation.type === 'label';
}

export function added(annotation: Annotation): Change {
  return { id: annotation.id, before: undefined, after: annotation };
}

export function removal(annotation: Annotation): Change {
  return { id: annotation.id, before: annotation, after: undefined };
}

/** Whoever relabels a line takes the decision over. */
export function relabelled(label: Label, kind: Kind, { who, when }: Act): Change {
  return {
    id: label.id,
    before: label,
    after: { ...label, kind, creator: who, modified: when },
  };
}

/** The first change of each annotation: a label may be on several lines. */
export function distinct(changes: readonly Change[]): Change[] {
  const seen = new Set<string>();
  return changes.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Notes with all replies to them, directly or not. */
export function withReplies(all: readonly Annotation[], ids: Iterable<string>): Set<string> {
  const wanted = new Set(ids);
  for (let size = -1; size !== wanted.size; ) {
    size = wanted.size;
    for (const each of all) {
      if (each.type === 'note' && each.replyTo !== undefined && wanted.has(each.replyTo)) {
        wanted.add(each.id);
      }
    }
  }
  return wanted;
}
