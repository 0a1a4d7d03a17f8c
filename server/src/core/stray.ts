import { blocksOf } from './blocks.ts';
import { isBoilerplate, type Kind } from './kinds.ts';
import type { Source } from './source.ts';
import type { LineFlags, LineRange } from './strip.ts';

/** A contiguous block of boilerplate of one kind that a person has neither labelled nor kept. */
export interface StrayBlock extends LineRange {
  readonly kind: Kind;
  /** Whether the safe policy strips it; otherwise it is only suspected. */
  readonly sure: boolean;
  /** How many non-blank lines it has. */
  readonly size: number;
  /** The lowest boilerplate posterior of its lines, 0..1. */
  readonly boilerplate: number;
}

/**
 * The blocks of boilerplate in a source, in order; a list ends where the next one's heading stands.
 * `sure` flags the lines that the safe policy strips. A block's `end` is after its last non-blank line.
 */
export function strayBlocks(source: Source, sure: LineFlags): StrayBlock[] {
  const { kinds, labels, kept, lines } = source;
  const stray = (line: number): Kind | undefined => {
    const kind = kinds[line];
    return kind && isBoilerplate(kind) && !labels.has(line) && !kept[line] ? kind : undefined;
  };
  const blocks: StrayBlock[] = [];
  for (let line = 0; line < lines.count; ) {
    const kind = stray(line);
    if (!kind) {
      line++;
      continue;
    }
    let end = line + 1;
    for (let next = end; next < lines.count; next++) {
      if (stray(next) === kind && sure[next] === sure[line]) end = next + 1;
      else if (kinds[next]) break;
    }
    for (const block of blocksOf(lines, { kind, first: line, end })) {
      blocks.push(measured(source, kind, sure[line] === 1, block));
    }
    line = end;
  }
  return blocks;
}

function measured(source: Source, kind: Kind, sure: boolean, range: LineRange): StrayBlock {
  let size = 0;
  let end = range.first;
  let boilerplate = 1;
  for (let line = range.first; line < range.end; line++) {
    if (!source.kinds[line]) continue;
    size++;
    end = line + 1;
    boilerplate = Math.min(boilerplate, source.boilerplate[line] ?? 0);
  }
  return { kind, sure, size, boilerplate, first: range.first, end };
}
