import type { Lines } from './lines.ts';
import type { LineFlags } from './strip.ts';

/** A person's decision that lines with a text stay: no finding, and never stripped. */
export interface KeptText {
  readonly text: string;
  /** Whether numbers and the white space between words may differ. */
  readonly like: boolean;
}

/**
 * Which lines of a text a person keeps, one flag each. By their words alone, so that what is kept
 * stays so when lines around it go.
 */
export type Keep = (lines: Lines) => LineFlags;

/** Keeps the lines that have one of some texts; white space at a line's ends does not count. */
export function keepTexts(texts: readonly KeptText[]): Keep {
  const exact = new Set<string>();
  const alike = new Set<string>();
  for (const { text, like } of texts) {
    if (like) alike.add(alikeOf(text));
    else exact.add(text.trim());
  }
  // Most lines are told apart by their first character, without a string of their own.
  const first = new Set([...exact, ...alike].map((text) => folded(text.charCodeAt(0))));
  return (lines) => {
    const flags = new Uint8Array(lines.count);
    for (let line = 0; line < lines.count; line++) {
      if (!first.has(opening(lines, line))) continue;
      const text = lines.textOf(line).trim();
      if (exact.has(text) || (alike.size > 0 && alike.has(alikeOf(text)))) flags[line] = 1;
    }
    return flags;
  };
}

/** A text with its numbers and white space made equal. */
export function alikeOf(text: string): string {
  return text.trim().replace(/\d+/g, '0').replace(/\s+/g, ' ');
}

/** The first character of a line's words, digits folded; NaN for a blank line. */
function opening(lines: Lines, line: number): number {
  const end = lines.end(line);
  const text = lines.text.slice(lines.start(line), Math.min(end, lines.start(line) + 64));
  const found = text.trimStart();
  // White space of such length is rare: look at all of the line.
  const words = found === '' && end - lines.start(line) > 64 ? lines.textOf(line).trim() : found;
  return folded(words.charCodeAt(0));
}

function folded(code: number): number {
  return code >= 48 && code <= 57 ? 48 : code;
}
