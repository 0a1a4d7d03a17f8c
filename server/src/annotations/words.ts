import { isSpace, type Lines } from '../core/lines.ts';

/** A stretch of a text, `[start, end)` in UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A range without the white space at its ends; empty at its start where there is nothing else. */
export function trimmed(text: string, { start, end }: Range): Range {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return from === to ? { start, end: start } : { start: from, end: to };
}

/** What a line says: its range without the white space around it; undefined for a blank line. */
export function wordsOf(lines: Lines, line: number): Range | undefined {
  const range = trimmed(lines.text, { start: lines.start(line), end: lines.end(line) });
  return range.start === range.end ? undefined : range;
}

/** Whether nothing but white space shares the lines of a range. */
export function fillsLines(text: string, { start, end }: Range): boolean {
  let from = start;
  while (from > 0 && !isLineEnd(text, from - 1)) {
    if (!isSpace(text.charCodeAt(--from))) return false;
  }
  let to = end;
  while (to < text.length && !isLineEnd(text, to)) {
    if (!isSpace(text.charCodeAt(to++))) return false;
  }
  return true;
}

export function isLineEnd(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return code === 10 || code === 13;
}
