import type { CodeLens } from 'vscode-languageserver';
import { ServerCommand, type StripArguments } from '../protocol.ts';
import { planOf } from './findings.ts';
import { rangeOfWords } from './positions.ts';
import type { OpenSource } from './session.ts';
import { counted, percent } from './words.ts';

/** A lens over the source that strips all that is sure, and one over each sure block. */
export function lensesOf(open: OpenSource): CodeLens[] {
  const { source, findings, settings } = open;
  if (!settings.codeLens) return [];
  const { lines, share } = planOf(source, findings, findings.sure);
  if (lines === 0) return [];
  const all = `Strip ${counted(lines, 'line')} of boilerplate (${percent(share)} of the source)`;
  return [
    lensAt(open, 0, 1, all, { policy: 'safe' }),
    ...findings.blocks.flatMap(({ sure, kind, size, first, end }) => {
      const title = `Strip ${counted(size, 'line')} of ${kind}`;
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
