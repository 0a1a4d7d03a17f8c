import type { Position, Range } from 'vscode-languageserver';
import { isSpace, type Lines } from '../core/lines.ts';

/** The position of a UTF-16 offset. */
export function positionAt(lines: Lines, offset: number): Position {
  const line = lines.lineAt(offset);
  return { line, character: offset - lines.start(line) };
}

/** The range of `[start, end)` in UTF-16 offsets. */
export function rangeOf(lines: Lines, start: number, end: number): Range {
  return { start: positionAt(lines, start), end: positionAt(lines, end) };
}

/** Lines `[first, end)` from the start of the first to the end of the last, its line end left out. */
export function rangeOfLines(lines: Lines, first: number, end: number): Range {
  const last = Math.max(first, end - 1);
  return {
    start: { line: first, character: 0 },
    end: { line: last, character: lines.end(last) - lines.start(last) },
  };
}

/** As {@link rangeOfLines}, without the white space that opens the first line and ends the last. */
export function rangeOfWords(lines: Lines, first: number, end: number): Range {
  const last = Math.max(first, end - 1);
  return {
    start: { line: first, character: firstWord(lines, first) - lines.start(first) },
    end: { line: last, character: lastWord(lines, last) - lines.start(last) },
  };
}

/** Offset of a line's first character that is no white space; its end for a blank line. */
export function firstWord(lines: Lines, line: number): number {
  const end = lines.end(line);
  let offset = lines.start(line);
  while (offset < end && isSpace(lines.text.charCodeAt(offset))) offset++;
  return offset;
}

/** Offset after a line's last character that is no white space; its start for a blank line. */
export function lastWord(lines: Lines, line: number): number {
  const start = lines.start(line);
  let offset = lines.end(line);
  while (offset > start && isSpace(lines.text.charCodeAt(offset - 1))) offset--;
  return offset;
}

/** The line of a position, brought into the text where a client is out of step. */
export function lineOf(lines: Lines, { line }: Position): number {
  return Math.min(Math.max(0, Math.trunc(line)), lines.count - 1);
}
