import type { CodeLens } from 'vscode-languageserver';
import { type KeepArguments, ServerCommand, type StripArguments } from '../protocol.ts';
import type { Client } from './client.ts';
import { planOf } from './findings.ts';
import { rangeOfWords } from './positions.ts';
import type { OpenSource } from './session.ts';

/** A lens over the source that strips all that is sure; over each sure block one that does, one that keeps it. */
export function lensesOf(open: OpenSource, { messages, keepsDecisions }: Client): CodeLens[] {
  const { source, findings, settings, canKeep } = open;
  if (!settings.codeLens) return [];
  const { lines, share } = planOf(source, findings, findings.sure);
  if (lines === 0) return [];
  const all = messages.lensOfAll(lines, share);
  return [
    lensAt(open, 0, 1, all, { policy: 'safe' }),
    ...findings.blocks.flatMap(({ sure, kind, size, first, end }) => {
      const title = messages.lensOfBlock(kind, size);
      if (!sure) return [];
      const toStrip = lensAt(open, first, end, title, { kind, line: first });
      return keepsDecisions && canKeep
        ? [toStrip, keepLensAt(open, first, end, messages.lensToKeep)]
        : [toStrip];
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

function keepLensAt(
  { uri, version, source }: OpenSource,
  first: number,
  end: number,
  title: string,
): CodeLens {
  const given: KeepArguments = { uri, version, line: first, endLine: end - 1, scope: 'source' };
  return {
    range: rangeOfWords(source.lines, first, end),
    command: { title, command: ServerCommand.keep, arguments: [given] },
  };
}
