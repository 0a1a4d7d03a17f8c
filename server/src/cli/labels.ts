import { KINDS } from '../core/kinds.ts';
import type { Source } from '../core/source.ts';
import type { LineFlags } from '../core/strip.ts';

const LF = 10;
/** A kind's index in a reading of a blank line. */
const BLANK = 255;
/** Confidences are told in steps of a thousandth. */
const STEPS = 1000;

/**
 * What stands for each line of `text.split('\n')`, by index in the source's lines. These two differ
 * only where a lone CR ends a line: a line of several such parts takes the kind of its longest one,
 * and is stripped only where each part is.
 */
export interface Rows {
  readonly count: number;
  /** The source's line that the row takes its kind from; -1 where the row is blank. */
  readonly lines: Int32Array;
  /** 1 where the row is stripped. */
  readonly strips: LineFlags;
}

export function rowsOf(source: Source, flags: LineFlags): Rows {
  const { lines: parts, reading } = source;
  const lines = new Int32Array(parts.count).fill(-1);
  const strips = new Uint8Array(parts.count);
  const last = parts.count - 1;
  let row = 0;
  let longest = 0;
  for (let part = 0; part < parts.count; part++) {
    if (reading.kinds[part] !== BLANK) {
      const length = parts.end(part) - parts.start(part);
      const flag = flags[part] ?? 0;
      strips[row] = lines[row] === -1 ? flag : (strips[row] ?? 0) & flag;
      if (length > longest) lines[row] = part;
      longest = Math.max(longest, length);
    }
    if (part < last && parts.text.charCodeAt(parts.next(part) - 1) === LF) {
      row++;
      longest = 0;
    }
  }
  const count = row + 1;
  return { count, lines: lines.subarray(0, count), strips: strips.subarray(0, count) };
}

/** A confidence as it is told: 0 to 1, three decimals. */
export function roundedConfidence(source: Source, line: number): number {
  return Math.round((source.confidence[line] ?? 0) * STEPS) / STEPS;
}

/** Labels already written as JSON; there are few thousand different ones. */
const written: string[] = [];

function labelJson(kind: number, steps: number, strip: number): string {
  const key = (kind * (STEPS + 1) + steps) * 2 + strip;
  written[key] ??= JSON.stringify({
    kind: KINDS[kind] ?? null,
    confidence: steps / STEPS,
    strip: strip === 1,
  });
  return written[key];
}

/** The JSON array of a source's labels: one entry a row, null for a blank one. */
export function labelsJson(source: Source, flags: LineFlags): string {
  const { count, lines, strips } = rowsOf(source, flags);
  const { kinds, confidence } = source.reading;
  let json = '[';
  for (let row = 0; row < count; row++) {
    if (row > 0) json += ',';
    const line = lines[row] ?? -1;
    if (line < 0) json += 'null';
    else {
      const steps = Math.round((confidence[line] ?? 0) * STEPS);
      json += labelJson(kinds[line] ?? BLANK, steps, strips[row] ?? 0);
    }
  }
  return `${json}]`;
}
