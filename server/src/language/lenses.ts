import type { CodeLens } from 'vscode-languageserver';
import { ServerCommand, type StripArguments } from '../protocol.ts';
import type { Client } from './client.ts';
import { planOf } from './findings.ts';
import { rangeOfWords } from './positions.ts';
import type { OpenSource } from './session.ts';

/** A lens over the source that strips all that is sure, and one over each sure block. */
export function lensesOf(open: OpenSource, { messages }: Client): CodeLens[] {
  const { source, findings, settings } = open;
  if (!settings.codeLens) return [];
  const { lines, share } = planOf(source, findings, findings.sure);
  if (lines === 0) return [];
  const all = messages.lensOfAll(lines, share);
  return [
    lensAt(open, 0, 1, all, { policy: 'safe' }),
    ...findings.blocks.flatMap(({ sure, kind, size, first, end }) => {
      const title = messages.lensOfBlock(kind, size);
      return sure ? [lensAt(open, first, end, title, { kind, line: first })] : [];
    }),
  ];
}

function lensAt(
  { uri, version, source }: OpenSource,
  first: number,
  end: number,
  title: string,
  rest: Partial<StripArguments>,
): CodeLens {
  const given: StripArguments = { uri, version, ...rest };
  return {
    range: rangeOfWords(source.lines, first, end),
    command: { title, command: ServerCommand.strip, arguments: [given] },
  };
}
