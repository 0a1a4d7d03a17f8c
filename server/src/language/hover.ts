import type { Hover, Position } from 'vscode-languageserver';
import { groupOf } from '../core/kinds.ts';
import type { Client } from './client.ts';
import { descriptionOf } from './legend.ts';
import { lineOf, rangeOfWords } from './positions.ts';
import type { OpenSource } from './session.ts';
import { pageOf, percent } from './words.ts';

/** How many reasons are told. */
const REASONS = 4;

/** What a line is, how sure that is, and what spoke for it; null for a blank line. */
export function hoverOf(
  { source, parser }: OpenSource,
  client: Client,
  position: Position,
): Hover | null {
  const line = lineOf(source.lines, position);
  const kind = source.kinds[line];
  if (!kind) return null;
  const sure = source.labels.has(line)
    ? 'labelled by a person'
    : `${percent(source.confidence[line] ?? 0)} sure`;
  const reasons = parser.explain(source, line).slice(0, REASONS);
  const range = rangeOfWords(source.lines, line, line + 1);
  const about = `${descriptionOf(kind)}.`;
  const group = groupOf(kind);
  if (!client.showsMarkdown) {
    const said = [`${kind} (${group}), ${sure}`, about, ...reasons.map(({ text }) => `- ${text}`)];
    return { range, contents: { kind: 'plaintext', value: said.join('\n') } };
  }
  const title = `**[${kind}](${pageOf(kind)})** · ${group} · ${sure}`;
  const list = reasons.map(({ text }) => `- ${escaped(text)}`).join('\n');
  const value = [title, about, list].filter(Boolean).join('\n\n');
  return { range, contents: { kind: 'markdown', value } };
}

/** A reason may quote the source: what would be markup there shall be read, not obeyed. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~&]/g, '\\$&');
}
