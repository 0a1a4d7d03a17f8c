import type { Hover, Position } from 'vscode-languageserver';
import { groupOf } from '../core/kinds.ts';
import type { Client } from './client.ts';
import type { Messages } from './messages.ts';
import { lineOf, rangeOfWords } from './positions.ts';
import type { OpenSource } from './session.ts';
import { pageOf } from './words.ts';

/** How many reasons are told. */
const REASONS = 4;

/**
 * What a line is, how sure that is, what spoke for it, and on how many sources of the workspace it
 * stands; null for a blank line.
 */
export function hoverOf(
  open: OpenSource,
  client: Client,
  position: Position,
  sources = 1,
): Hover | null {
  const { source, parser } = open;
  const { messages } = client;
  const line = lineOf(source.lines, position);
  const kind = source.kinds[line];
  if (!kind) return null;
  const reasons = parser
    .explain(source, line)
    .slice(0, REASONS)
    .map(({ text }) => messages.reason(text));
  const range = rangeOfWords(source.lines, line, line + 1);
  const about = messages.sentenceAbout(kind);
  const rest = [
    sources > 1 ? messages.onSources(sources) : '',
    isStray(open, line) ? messages.doing : '',
    open.page && source.labels.has(line) ? messages.relabelling : '',
  ];
  const [name, group, sure] = [
    messages.kind(kind),
    messages.group(groupOf(kind)),
    sureness(open, messages, line),
  ];
  if (!client.showsMarkdown) {
    const list = reasons.map((reason) => `- ${reason}`);
    const said = [`${name} (${group}), ${sure}`, about, ...list, ...rest].filter(Boolean);
    return { range, contents: { kind: 'plaintext', value: said.join('\n') } };
  }
  const title = `**[${name}](${pageOf(kind)})** · ${group} · ${escaped(sure)}`;
  const list = reasons.map((reason) => `- ${escaped(reason)}`).join('\n');
  const value = [title, about, list, ...rest].filter(Boolean).join('\n\n');
  return { range, contents: { kind: 'markdown', value } };
}

/** Whether a finding is at a line, so that something can be done about it. */
function isStray({ findings }: OpenSource, line: number): boolean {
  return findings.blocks.some(({ first, end }) => first <= line && line < end);
}

/** Who says what a line is, or how sure the model is. */
function sureness({ source, page }: OpenSource, messages: Messages, line: number): string {
  const label = page?.labelsByLine().get(line);
  if (label) {
    const { creator, created, modified, adjudicates } = label;
    const day = (modified ?? created).slice(0, 10);
    return adjudicates ? messages.decidedBy(creator, day) : messages.labelledBy(creator, day);
  }
  if (source.labels.has(line)) return messages.labelled;
  if (source.kept[line]) return messages.kept;
  return messages.sure(source.confidence[line] ?? 0);
}

/** A reason may quote the source: what would be markup there shall be read, not obeyed. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~&]/g, '\\$&');
}
