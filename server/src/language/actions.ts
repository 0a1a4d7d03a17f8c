import type {
  CodeAction,
  CodeActionContext,
  Command,
  Diagnostic,
  Range,
} from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import type { Kind } from '../core/kinds.ts';
import type { StrayBlock } from '../core/stray.ts';
import { type LineFlags, SAFE } from '../core/strip.ts';
import { ServerCommand, type StripArguments } from '../protocol.ts';
import type { Client } from './client.ts';
import { diagnosticOf } from './diagnostics.ts';
import { workspaceEditOf } from './edits.ts';
import { flagsOfBlock, flagsOfKind, type Plan, planOf } from './findings.ts';
import { COUNTED_DIFFERENTLY } from './lineEnds.ts';
import { lineOf } from './positions.ts';
import type { OpenSource } from './session.ts';
import { counted, percent } from './words.ts';

/** The kind of the action that cleans a source on save. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.galley`;

/** The actions at a range of a source: fixes of the blocks there, and the fix of all. */
export function codeActionsOf(
  open: OpenSource,
  client: Client,
  range: Range,
  { only }: Pick<CodeActionContext, 'only'>,
): (CodeAction | Command)[] {
  if (!open.isCountedAlike) return refusals(open, client);
  const wants = (kind: string): boolean =>
    !only || only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`));
  const actions = [
    ...(wants(CodeActionKind.QuickFix) ? quickFixes(open, client, range) : []),
    ...(wants(FIX_ALL) ? fixAll(open, client) : []),
  ];
  return client.takesActions
    ? actions.map(({ action }) => action)
    : actions.flatMap(({ action, command }) =>
        action.disabled
          ? []
          : [{ title: action.title, command: ServerCommand.strip, arguments: [command] }],
      );
}

/** In place of fixes that could hit the wrong lines: an action that does nothing and says why. */
function refusals({ findings }: OpenSource, client: Client): CodeAction[] {
  if (findings.blocks.length === 0 || !client.takesActions) return [];
  const kind = CodeActionKind.QuickFix;
  return client.showsDisabledActions
    ? [{ title: 'Strip boilerplate', kind, disabled: { reason: COUNTED_DIFFERENTLY } }]
    : [{ title: COUNTED_DIFFERENTLY, kind }];
}

/** An action, and the command that does the same for clients that take only commands. */
interface Offer {
  readonly action: CodeAction;
  readonly command: StripArguments;
}

function quickFixes(open: OpenSource, client: Client, range: Range): Offer[] {
  const { lines } = open.source;
  const first = lineOf(lines, range.start);
  const last = lineOf(lines, range.end);
  const blocks = open.findings.blocks.filter((block) => block.first <= last && block.end > first);
  if (blocks.length === 0) return [];
  const kinds = new Set(blocks.map(({ kind }) => kind));
  return [
    ...blocks.map((block) => ofBlock(open, client, block)),
    ...[...kinds].flatMap((kind) => ofKind(open, client, kind)),
    ...ofAll(open, client),
  ];
}

function ofBlock(open: OpenSource, client: Client, block: StrayBlock): Offer {
  const { sure, kind, size, first } = block;
  const what = `${sure ? kind : `suspected ${kind}`} block (${counted(size, 'line')})`;
  const diagnostic = diagnosticOf(open, client, open.settings, block);
  return offer(open, client, flagsOfBlock(open.source, block), {
    title: `Strip this ${what}`,
    isPreferred: sure,
    ...(diagnostic ? { diagnostics: [diagnostic] } : {}),
    command: { kind, line: first },
  });
}

/** All of a kind under the user's policy, where that is more than one block. */
function ofKind(open: OpenSource, client: Client, kind: Kind): Offer[] {
  const flags = flagsOfKind(open.source, stripped(open), kind);
  const { blocks, lines } = planOf(open.source, open.findings, flags);
  if (blocks < 2) return [];
  const title = `Strip all ${kind} in this file (${counted(blocks, 'block')}, ${counted(lines, 'line')})`;
  return [offer(open, client, flags, { title, command: { kind } })];
}

function ofAll(open: OpenSource, client: Client): Offer[] {
  const flags = stripped(open);
  const { blocks, lines } = planOf(open.source, open.findings, flags);
  if (lines === 0) return [];
  const what =
    open.settings.strip.comments === 'strip' ? 'boilerplate and comments' : 'boilerplate';
  const title = `Strip all ${what} in this file (${counted(blocks, 'block')}, ${counted(lines, 'line')})`;
  return [offer(open, client, flags, { title, command: {} })];
}

function stripped({ parser, source, settings }: OpenSource): LineFlags {
  return parser.strips(source, settings.strip);
}

/** The fix on save: what the safe policy strips, nothing else, and not more than the ceiling. */
function fixAll(open: OpenSource, client: Client): Offer[] {
  const flags = open.parser.strips(open.source, SAFE);
  const plan = planOf(open.source, open.findings, flags);
  if (plan.lines === 0) return [];
  const title = `Strip all boilerplate that is sure (${counted(plan.blocks, 'block')}, ${counted(plan.lines, 'line')})`;
  const command = argumentsOf(open, { policy: 'safe' });
  const reason = reasonToAsk(open, plan);
  if (reason === undefined || client.asksBeforeEdits) {
    const edit = workspaceEditOf(open, client, plan, title, reason);
    return [{ action: { title, kind: FIX_ALL, edit }, command }];
  }
  if (!client.showsDisabledActions) return [];
  return [{ action: { title, kind: FIX_ALL, disabled: { reason } }, command }];
}

/** Why a plan is not carried out without a question; undefined where none is needed. */
export function reasonToAsk({ settings }: OpenSource, { share }: Plan): string | undefined {
  const { maximumShare } = settings.strip;
  if (share <= maximumShare) return undefined;
  return `This would remove ${percent(share)} of the source, more than the ${percent(maximumShare)} of galley.strip.maximumShare.`;
}

interface Wording {
  readonly title: string;
  readonly isPreferred?: boolean;
  readonly diagnostics?: Diagnostic[];
  readonly command: Pick<StripArguments, 'kind' | 'line'>;
}

function offer(
  open: OpenSource,
  client: Client,
  flags: LineFlags,
  { command, isPreferred, ...wording }: Wording,
): Offer {
  const plan = planOf(open.source, open.findings, flags);
  const edit = workspaceEditOf(open, client, plan, wording.title, reasonToAsk(open, plan));
  return {
    action: {
      ...wording,
      ...(isPreferred ? { isPreferred } : {}),
      kind: CodeActionKind.QuickFix,
      edit,
    },
    command: argumentsOf(open, command),
  };
}

function argumentsOf({ uri, version }: OpenSource, rest: Partial<StripArguments>): StripArguments {
  return { uri, version, ...rest };
}
