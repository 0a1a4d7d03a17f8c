import type { Kind } from '../core/kinds.ts';
import { contentStart } from './bom.ts';

/** Words of a source, told by what they are and by where they stand. UTF-16 offsets, end-exclusive. */
export interface Target {
  readonly start: number;
  readonly end: number;
  /** The words themselves: `text.slice(start, end)` when the target was made. */
  readonly quote: string;
  /** {@link CONTEXT} UTF-16 units before and after them; more where fewer do not tell them apart. */
  readonly prefix: string;
  readonly suffix: string;
  /** Whether the same words, or words hardly different, stood elsewhere in the text too. */
  readonly repeated?: true;
  /**
   * Digest of the whole text, where no context tells the words from their like: they can be known
   * again only in the same text.
   */
  readonly text?: string;
}

interface Decision {
  /** Unique over all sources, and what its author's edits and replies refer to. */
  readonly id: string;
  readonly target: Target;
  /** Who decided; a name, not an account. */
  readonly creator: string;
  /** When, as ISO 8601 in UTC. */
  readonly created: string;
  readonly modified?: string;
}

/** A person's decision of which kind a line is. */
export interface Label extends Decision {
  readonly type: 'label';
  readonly kind: Kind;
  /** The ids of the labels between which it decides. They stay, and it holds over them. */
  readonly adjudicates?: readonly string[];
}

/** What a person has to say about some words; a reply has the id of the note that it answers. */
export interface Note extends Decision {
  readonly type: 'note';
  readonly text: string;
  readonly resolved: boolean;
  readonly replyTo?: string;
}

export type Annotation = Label | Note;

/** How much of the text around a target is kept, in UTF-16 units on each side. */
export const CONTEXT = 32;

/** How much context is kept of each side, in UTF-16 units. */
export interface Widths {
  readonly before: number;
  readonly after: number;
}

/**
 * The target for words of a text, as they stand there. Context never parts a surrogate pair.
 * To be found again in another text it has to be pinned first.
 */
export function targetOf(
  text: string,
  start: number,
  end: number,
  { before, after }: Widths = { before: CONTEXT, after: CONTEXT },
): Target {
  let from = Math.max(Math.min(contentStart(text), start), start - before);
  let to = Math.min(text.length, end + after);
  if (from < start && isLow(text, from) && isHigh(text, from - 1)) from++;
  if (to > end && isLow(text, to) && isHigh(text, to - 1)) to--;
  return {
    start,
    end,
    quote: text.slice(start, end),
    prefix: text.slice(from, start),
    suffix: text.slice(end, to),
  };
}

function isHigh(text: string, offset: number): boolean {
  return (text.charCodeAt(offset) & 0xfc00) === 0xd800;
}

function isLow(text: string, offset: number): boolean {
  return (text.charCodeAt(offset) & 0xfc00) === 0xdc00;
}

/** The order of annotations in a file: by place, then by time, so that merges meet few conflicts. */
export function inOrder(annotations: readonly Annotation[]): Annotation[] {
  return [...annotations].sort(
    (a, b) =>
      a.target.start - b.target.start ||
      a.target.end - b.target.end ||
      compare(a.created, b.created) ||
      compare(a.id, b.id),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
