import type { ApplyWorkspaceEditParams, ApplyWorkspaceEditResult } from 'vscode-languageserver';
import { isKind } from '../core/kinds.ts';
import type { LineFlags } from '../core/strip.ts';
import type { StripArguments, StripResult } from '../protocol.ts';
import { reasonToAsk } from './actions.ts';
import type { Client } from './client.ts';
import { workspaceEditOf } from './edits.ts';
import { flagsOfBlock, flagsOfKind, planOf } from './findings.ts';
import { COUNTED_DIFFERENTLY } from './lineEnds.ts';
import type { OpenSource } from './session.ts';
import { counted } from './words.ts';

/** Asks the client to apply an edit. */
export type ApplyEdit = (params: ApplyWorkspaceEditParams) => Promise<ApplyWorkspaceEditResult>;

/** The arguments of `galley.strip`, or undefined where a client sends something else. */
export function stripArgumentsOf(given: unknown): StripArguments | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { uri, version, kind, line, policy } = given as Readonly<Record<string, unknown>>;
  if (typeof uri !== 'string') return undefined;
  if (kind !== undefined && !isKind(kind)) return undefined;
  return {
    uri,
    ...(typeof version === 'number' ? { version } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(typeof line === 'number' ? { line } : {}),
    ...(policy === 'safe' || policy === 'thorough' ? { policy } : {}),
  };
}

/** Strips a source through the client; never touches a version that the user did not see. */
export async function strip(
  open: OpenSource | undefined,
  client: Client,
  given: StripArguments,
  apply: ApplyEdit,
): Promise<StripResult> {
  if (!open) return refused('This document is not an open source.');
  if (given.version !== undefined && given.version !== open.version)
    return refused('The source has changed since; nothing was stripped.');
  if (!open.isCountedAlike) return refused(COUNTED_DIFFERENTLY);
  const plan = planOf(open.source, open.findings, flagsOf(open, given));
  const unsure = leftUnsure(open, given);
  const { blocks, lines } = plan;
  if (lines === 0) return { applied: true, blocks, lines, unsure };
  if (!client.appliesEdits) return refused('This client cannot apply edits of a server.');
  const label = `Strip ${counted(lines, 'line')} of ${given.kind ?? 'boilerplate'}`;
  const edit = workspaceEditOf(open, client, plan, label, reasonToAsk(open, plan));
  const { applied, failureReason } = await apply({ label, edit });
  if (applied) return { applied, blocks, lines, unsure };
  return refused(failureReason ?? 'The edit was not applied.');
}

function refused(message: string): StripResult {
  return { applied: false, blocks: 0, lines: 0, unsure: 0, message };
}

function flagsOf(open: OpenSource, { kind, line, policy }: StripArguments): LineFlags {
  const { source, parser, settings, findings } = open;
  if (line !== undefined) {
    const block = findings.blocks.find(({ first, end }) => first <= line && line < end);
    return block ? flagsOfBlock(source, block) : new Uint8Array(source.lines.count);
  }
  const { level, comments } = settings.strip;
  const flags = parser.strips(source, { level: policy ?? level, comments });
  return kind ? flagsOfKind(source, flags, kind) : flags;
}

/** Blocks that the policy leaves, of the kind asked for. */
function leftUnsure(open: OpenSource, given: StripArguments): number {
  if (given.line !== undefined) return 0;
  const flags = flagsOf(open, given);
  return open.findings.blocks.filter(
    ({ kind, first }) => (given.kind ?? kind) === kind && !flags[first],
  ).length;
}
