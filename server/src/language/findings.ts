import type { Kind } from '../core/kinds.ts';
import type { Parser } from '../core/parser.ts';
import type { Source, TextEdit } from '../core/source.ts';
import { type StrayBlock, strayBlocks } from '../core/stray.ts';
import { type LineFlags, removeLines, SAFE } from '../core/strip.ts';

/** The boilerplate in a source: what diagnostics, actions and status all tell of. */
export interface Findings {
  /** The lines that the safe policy strips. */
  readonly sure: LineFlags;
  readonly blocks: readonly StrayBlock[];
}

const known = new WeakMap<Source, Findings>();

/** The findings of a source, worked out once. */
export function findingsOf(parser: Parser, source: Source): Findings {
  const before = known.get(source);
  if (before) return before;
  const sure = parser.strips(source, SAFE);
  const findings = { sure, blocks: strayBlocks(source, sure) };
  known.set(source, findings);
  return findings;
}

/** What a strip is about. */
export interface Counts {
  /** How many blocks of boilerplate go, at least in part, and how many non-blank lines. */
  readonly blocks: number;
  readonly lines: number;
}

/** What stripping some lines of a source means. */
export interface Plan extends Counts {
  readonly edits: readonly TextEdit[];
  /** Share of the text's characters that go, 0..1. */
  readonly share: number;
}

/** How much goes with the flagged lines. */
export function countsOf({ blocks }: Findings, flags: LineFlags): Counts {
  return {
    blocks: blocks.filter(({ first, end }) => flags.subarray(first, end).includes(1)).length,
    lines: flags.reduce((sum, flag) => sum + flag, 0),
  };
}

/** The plan to strip the flagged lines. */
export function planOf(source: Source, findings: Findings, flags: LineFlags): Plan {
  const edits = removeLines(source.lines, flags);
  const removed = edits.reduce((sum, { start, end }) => sum + end - start, 0);
  return {
    ...countsOf(findings, flags),
    edits,
    share: source.text.length === 0 ? 0 : removed / source.text.length,
  };
}

/** Flags of the lines of one block. */
export function flagsOfBlock(source: Source, { first, end }: StrayBlock): LineFlags {
  const flags = new Uint8Array(source.lines.count);
  for (let line = first; line < end; line++) if (source.kinds[line]) flags[line] = 1;
  return flags;
}

/** The flagged lines of one kind. */
export function flagsOfKind(source: Source, flags: LineFlags, kind: Kind): LineFlags {
  return flags.map((flag, line) => (source.kinds[line] === kind ? flag : 0));
}
