import type { Range, Selection, TextDocument } from 'vscode';

/** Zero-based lines, inclusive. */
export interface LineRange {
  readonly line: number;
  readonly endLine: number;
}

/**
 * The lines that selections touch, top down, each once. A selection that ends before the first
 * character of a line does not mean that line.
 */
export function selectedLines(
  selections: readonly Pick<Selection, 'start' | 'end'>[],
): LineRange[] {
  const ranges = selections
    .map(({ start, end }) => ({
      line: start.line,
      endLine: end.line > start.line && end.character === 0 ? end.line - 1 : end.line,
    }))
    .sort((one, other) => one.line - other.line);
  const joined: LineRange[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (!last || range.line > last.endLine + 1) joined.push(range);
    else {
      const endLine = Math.max(last.endLine, range.endLine);
      joined[joined.length - 1] = { line: last.line, endLine };
    }
  }
  return joined;
}

/** Zero-based lines, UTF-16 characters. */
interface PlainRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

type Text = Pick<TextDocument, 'lineCount' | 'lineAt'>;

/** The next line that is not blank; undefined after the last. */
export function lineBelow(document: Text, line: number): number | undefined {
  for (let below = line + 1; below < document.lineCount; below++) {
    if (!document.lineAt(below).isEmptyOrWhitespace) return below;
  }
  return undefined;
}

/** A range as the server takes it: VS Code's own classes neither go into JSON nor to a worker whole. */
export function plainRange({ start, end }: Pick<Range, 'start' | 'end'>): PlainRange {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

/**
 * The words that a note is about: what was selected; of a mere place in a line, or of whole lines
 * as they are chosen in the margin, all words of these lines. Zero-based, in UTF-16 units.
 */
export function notedRange(document: Text, range: Pick<Range, 'start' | 'end'>): PlainRange {
  const { start, end } = range;
  const isExact = end.character > 0 && (start.line < end.line || start.character < end.character);
  if (isExact) return plainRange(range);
  const first = document.lineAt(start.line);
  const last = document.lineAt(end.line);
  const from = Math.min(first.firstNonWhitespaceCharacterIndex, first.text.length);
  return {
    start: { line: start.line, character: from },
    end: { line: end.line, character: last.text.trimEnd().length || last.text.length },
  };
}
