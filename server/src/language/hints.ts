import type { InlayHint, Range } from 'vscode-languageserver';
import type { Kind } from '../core/kinds.ts';
import type { Client } from './client.ts';
import { lineOf } from './positions.ts';
import type { OpenSource } from './session.ts';

/** The kind, before the first of the lines that have it; within a range of lines. */
export function hintsOf(
  { source, settings }: OpenSource,
  { messages }: Client,
  range: Range,
): InlayHint[] {
  if (!settings.inlayHints) return [];
  const { kinds, lines } = source;
  const first = lineOf(lines, range.start);
  const last = lineOf(lines, range.end);
  let before = kindBefore(kinds, first);
  const hints: InlayHint[] = [];
  for (let line = first; line <= last; line++) {
    const kind = kinds[line];
    if (!kind || kind === before) continue;
    before = kind;
    const position = { line, character: 0 };
    const label = messages.kind(kind);
    hints.push({ position, label, tooltip: messages.about(kind), paddingRight: true });
  }
  return hints;
}

/** The kind of the last line before one that is not blank. */
function kindBefore(kinds: readonly (Kind | null)[], line: number): Kind | null {
  for (let before = line - 1; before >= 0; before--) {
    const kind = kinds[before];
    if (kind) return kind;
  }
  return null;
}
