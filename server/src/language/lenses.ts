import type { CodeLens } from 'vscode-languageserver';
import type { LinesArguments } from '../annotationProtocol.ts';
import { type KeepArguments, PICK_LABEL, ServerCommand, type StripArguments } from '../protocol.ts';
import type { Client } from './client.ts';
import { planOf } from './findings.ts';
import { rangeOfWords } from './positions.ts';
import type { OpenSource } from './session.ts';

/**
 * A lens over the source that strips all that is sure; over each sure block one that does, one that
 * keeps it, and one that has its kind picked.
 */
export function lensesOf(open: OpenSource, client: Client): CodeLens[] {
  const { messages } = client;
  const { source, findings, settings } = open;
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
      return [
        toStrip,
        ...keepLens(open, client, first, end),
        ...pickLens(open, client, first, end),
      ];
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

function keepLens(
  { uri, version, source, canKeep }: OpenSource,
  { messages, keepsDecisions }: Client,
  first: number,
  end: number,
): CodeLens[] {
  if (!keepsDecisions || !canKeep) return [];
  const given: KeepArguments = { uri, version, line: first, endLine: end - 1, scope: 'source' };
  const command = { title: messages.lensToKeep, command: ServerCommand.keep, arguments: [given] };
  return [{ range: rangeOfWords(source.lines, first, end), command }];
}

function pickLens(
  { uri, version, source, page }: OpenSource,
  { messages, picksLabels }: Client,
  first: number,
  end: number,
): CodeLens[] {
  if (!page || !picksLabels) return [];
  const given: LinesArguments = { uri, version, line: first, endLine: end - 1 };
  const command = { title: messages.labelAsOther, command: PICK_LABEL, arguments: [given] };
  return [{ range: rangeOfWords(source.lines, first, end), command }];
}
