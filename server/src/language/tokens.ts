import type { Range, SemanticTokensLegend } from 'vscode-languageserver';
import type { Kind } from '../core/kinds.ts';
import type { Source } from '../core/source.ts';
import { firstSpanFrom, type Span } from '../core/spans.ts';
import { TOKEN_TYPES, typeIndex } from './legend.ts';
import { firstWord, lastWord } from './positions.ts';

export const LEGEND: SemanticTokensLegend = {
  tokenTypes: TOKEN_TYPES.map(({ type }) => type),
  tokenModifiers: [],
};

/** Five numbers a token, relative to the one before, as LSP encodes them. */
export type TokenData = number[];

/**
 * The semantic tokens of a source: one a non-blank line, parted where a span stands inside it.
 * With a range, those of the lines that it touches; of the kinds that have colours.
 */
export function tokensOf(
  source: Source,
  range?: Range,
  hasColours: (kind: Kind) => boolean = () => true,
): TokenData {
  const { lines, kinds, spans } = source;
  const first = Math.max(0, range?.start.line ?? 0);
  const end = Math.min(lines.count, (range?.end.line ?? lines.count - 1) + 1);
  const encoder = new Encoder();
  let next = firstSpanFrom(spans, lines.start(first));
  for (let line = first; line < end; line++) {
    const kind = kinds[line];
    const from = next;
    while ((spans[next]?.start ?? Number.POSITIVE_INFINITY) < lines.next(line)) next++;
    if (!kind || !hasColours(kind)) continue;
    const start = lines.start(line);
    const within = { start: firstWord(lines, line), end: lastWord(lines, line) };
    for (const piece of piecesOf(within, typeIndex(kind), spans.slice(from, next))) {
      encoder.push(line, piece.start - start, piece.end - piece.start, piece.type);
    }
  }
  return encoder.data;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly type: number;
}

/** A line parted at its spans; where they nest, the inner one shows. */
function piecesOf(line: Omit<Piece, 'type'>, type: number, spans: readonly Span[]): Piece[] {
  if (spans.length === 0) return [{ ...line, type }];
  const pieces: Piece[] = [];
  const open: Piece[] = [{ ...line, type }];
  let at = line.start;
  const advance = (to: number): void => {
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const end = Math.min(top.end, to);
      if (end > at) pieces.push({ start: at, end, type: top.type });
      at = Math.max(at, end);
      if (top.end > to || open.length === 1) return;
      open.pop();
    }
  };
  for (const span of spans) {
    advance(Math.min(span.start, line.end));
    const end = Math.min(span.end, open.at(-1)?.end ?? line.end);
    if (end > at) open.push({ start: at, end, type: typeIndex(span.type) });
  }
  advance(line.end);
  return pieces;
}

class Encoder {
  readonly data: TokenData = [];
  #line = 0;
  #start = 0;

  push(line: number, start: number, length: number, type: number): void {
    const onSameLine = line === this.#line;
    this.data.push(line - this.#line, onSameLine ? start - this.#start : start, length, type, 0);
    this.#line = line;
    this.#start = start;
  }
}
