import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { isKind } from '../core/kinds.ts';
import type { LineFlags } from '../core/strip.ts';
import type { StripArguments } from '../protocol.ts';
import type { Client } from './client.ts';
import { flagsOfBlock, flagsOfKind, type Plan, planOf } from './findings.ts';
import type { OpenSource } from './session.ts';

/** The kind of the action that cleans a source on save. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.galley`;

/** The arguments of `galley.strip`, or undefined where a client sends something else. */
export function stripArgumentsOf(given: unknown): StripArguments | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { uri, version, kind, line, policy, force } = given as Readonly<Record<string, unknown>>;
  if (typeof uri !== 'string') return undefined;
  if (kind !== undefined && !isKind(kind)) return undefined;
  return {
    uri,
    ...(typeof version === 'number' ? { version } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(typeof line === 'number' ? { line } : {}),
    ...(policy === 'safe' || policy === 'thorough' ? { policy } : {}),
    ...(force === true ? { force } : {}),
  };
}

/** What a code action strips: what its command does, and on save only what is sure. */
export function planOfAction(
  open: OpenSource,
  { kind }: Pick<CodeAction, 'kind'>,
  given: StripArguments,
): Plan {
  const { source, findings } = open;
  return planOf(source, findings, kind === FIX_ALL ? findings.sure : flagsToStrip(open, given));
}

/** The lines that a strip takes. */
export function flagsToStrip(
  { source, parser, settings, findings }: OpenSource,
  { kind, line, policy }: Pick<StripArguments, 'kind' | 'line' | 'policy'>,
): LineFlags {
  if (line !== undefined) {
    const block = findings.blocks.find(({ first, end }) => first <= line && line < end);
    return block ? flagsOfBlock(source, block) : new Uint8Array(source.lines.count);
  }
  const { level, comments } = settings.strip;
  const flags = parser.strips(source, { level: policy ?? level, comments });
  return kind ? flagsOfKind(source, flags, kind) : flags;
}

/** Why a plan is not carried out without a question; undefined where none is needed. */
export function reasonToAsk(
  { settings }: OpenSource,
  { messages }: Client,
  { share }: Plan,
): string | undefined {
  const { maximumShare } = settings.strip;
  return share > maximumShare ? messages.overCeiling(share, maximumShare) : undefined;
}
