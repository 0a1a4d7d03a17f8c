import type { Lines } from './lines.ts';

/** How far into a line a bullet is looked for, in UTF-16 units. */
const REACH = 12;

const BULLET = /^[\s\uFEFF]*(?:[-*+•·‣◦▪●○■□►▶»›–—]|\d{1,3}[.)]|#{1,6})(?=\s|$)\s*/u;

/**
 * How many UTF-16 units a bullet or number at the start of a line takes, with the space around it;
 * 0 where there is none.
 */
export function bulletLength(lines: Lines, line: number): number {
  const start = lines.start(line);
  // Most lines begin with a letter: these need no string of their own to be told.
  if (isLetter(lines.text.charCodeAt(start))) return 0;
  const head = lines.text.slice(start, Math.min(lines.end(line), start + REACH));
  return BULLET.exec(head)?.[0].length ?? 0;
}

/** Whether a line is a bullet and nothing else, so that its item stands on the next line. */
export function isBareBullet(lines: Lines, line: number): boolean {
  const length = bulletLength(lines, line);
  return length > 0 && lines.start(line) + length >= lines.end(line);
}

/** Whether a UTF-16 unit is a letter of ASCII: no bullet begins with one. */
function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
