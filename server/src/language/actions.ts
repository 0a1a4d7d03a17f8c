import type { CodeAction, CodeActionContext, Command, Range } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import type { Kind } from '../core/kinds.ts';
import type { StrayBlock } from '../core/stray.ts';
import type { LineFlags } from '../core/strip.ts';
import {
  type KeepArguments,
  type KeepScope,
  ServerCommand,
  type StripArguments,
} from '../protocol.ts';
import type { Client } from './client.ts';
import { diagnosticOf } from './diagnostics.ts';
import { workspaceEditOf } from './edits.ts';
import { countsOf, flagsOfKind } from './findings.ts';
import { lineOf } from './positions.ts';
import type { OpenSource } from './session.ts';
import { FIX_ALL, flagsToStrip, planOfAction, reasonToAsk } from './stripPlan.ts';

/** The actions at a range of a source: fixes of the blocks there, and the fix of all. */
export function codeActionsOf(
  open: OpenSource,
  client: Client,
  range: Range,
  { only }: Pick<CodeActionContext, 'only'>,
): (CodeAction | Command)[] {
  const wants = wantsIn(only);
  if (!open.isCountedAlike) return wants(CodeActionKind.QuickFix) ? refusals(open, client) : [];
  const fixes = wants(CodeActionKind.QuickFix) ? quickFixes(open, client, range) : [];
  const all = wants(FIX_ALL) ? fixAll(open, client) : [];
  // Unless it was asked for, the fix of all is not offered beside a quick fix that does the same.
  const isThere = !only && fixes.some(({ isAllSure }) => isAllSure);
  const offers = [...fixes, ...(isThere ? [] : all)];
  return client.takesActions
    ? offers.map(({ action }) => action)
    : offers.flatMap(({ action, command }) =>
        action.disabled ? [] : [{ ...command, title: action.title }],
      );
}

/** Whether a client that wants `only` some actions asks for those of a kind. */
export function wantsIn(only: CodeActionContext['only']): (kind: string) => boolean {
  return (kind) =>
    !only || only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`));
}

/** In place of fixes that could hit the wrong lines: an action that does nothing and says why. */
function refusals({ findings }: OpenSource, client: Client): CodeAction[] {
  if (findings.blocks.length === 0 || !client.takesActions) return [];
  const kind = CodeActionKind.QuickFix;
  const { strip, countedDifferently: reason } = client.messages;
  return client.showsDisabledActions
    ? [{ title: strip, kind, disabled: { reason } }]
    : [{ title: reason, kind }];
}

/** An action, and the command that does the same for clients that take only commands. */
interface Offer {
  readonly action: CodeAction;
  readonly command: Command;
  /** Whether it strips just what Galley is sure of, in the whole source. */
  readonly isAllSure?: boolean;
}

function quickFixes(open: OpenSource, client: Client, range: Range): Offer[] {
  const { lines } = open.source;
  const first = lineOf(lines, range.start);
  const last = lineOf(lines, range.end);
  const blocks = open.findings.blocks.filter((block) => block.first <= last && block.end > first);
  if (blocks.length === 0) return [];
  const kinds = new Set(blocks.map(({ kind }) => kind));
  const sure = countsOf(open.findings, open.findings.sure).lines;
  return [
    ...blocks.flatMap((block) => ofBlock(open, client, block, sure)),
    ...[...kinds].flatMap((kind) => ofKind(open, client, kind)),
    ...ofAll(open, client),
    ...keeping(open, client, range, blocks),
  ];
}

/** `sureLines`: how many lines of the source are sure to go. */
function ofBlock(open: OpenSource, client: Client, block: StrayBlock, sureLines: number): Offer[] {
  const { sure, kind, size, first } = block;
  const diagnostic = diagnosticOf(open, client, open.settings, block);
  const title = client.messages.stripBlock(kind, sure, size);
  const action = {
    title,
    kind: CodeActionKind.QuickFix,
    ...(sure ? { isPreferred: true } : {}),
    ...(diagnostic ? { diagnostics: [diagnostic] } : {}),
  };
  return offersOf(open, client, action, { kind, line: first }, sure && size === sureLines);
}

/** All of a kind under the user's policy, where that is more than one block. */
function ofKind(open: OpenSource, client: Client, kind: Kind): Offer[] {
  const flags = flagsOfKind(open.source, flagsToStrip(open, {}), kind);
  const { blocks, lines } = countsOf(open.findings, flags);
  if (blocks < 2) return [];
  const title = client.messages.stripKind(kind, blocks, lines);
  const action = { title, kind: CodeActionKind.QuickFix };
  return offersOf(open, client, action, { kind }, isAllSure(open, flags));
}

function ofAll(open: OpenSource, client: Client): Offer[] {
  const flags = flagsToStrip(open, {});
  const { blocks, lines } = countsOf(open.findings, flags);
  if (lines === 0) return [];
  const comments = open.settings.strip.comments === 'strip';
  const title = client.messages.stripAll(comments, blocks, lines);
  const action = { title, kind: CodeActionKind.QuickFix };
  return offersOf(open, client, action, {}, isAllSure(open, flags));
}

function isAllSure({ findings: { sure } }: OpenSource, flags: LineFlags): boolean {
  return sure.every((flag, line) => flag === flags[line]);
}

/** The fix on save: what the safe policy strips, nothing else, and not more than the ceiling. */
function fixAll(open: OpenSource, client: Client): Offer[] {
  const { blocks, lines } = countsOf(open.findings, open.findings.sure);
  if (lines === 0) return [];
  const title = client.messages.stripSure(blocks, lines);
  return offersOf(open, client, { title, kind: FIX_ALL }, { policy: 'safe' }, true);
}

/**
 * A strip that asks first where it removes more than the ceiling. Its edit is worked out once it is
 * chosen, where the client asks for it then: there may be thousands of blocks.
 */
function offersOf(
  open: OpenSource,
  client: Client,
  action: CodeAction & { readonly kind: CodeActionKind },
  rest: Partial<StripArguments>,
  isAllSure: boolean,
): Offer[] {
  const { uri, version } = open;
  const args: StripArguments = { uri, version, ...rest };
  const command = commandOf(action.title, ServerCommand.strip, args);
  if (client.asksBeforeEdits && client.resolvesEdits)
    return [{ action: { ...action, data: args }, command, isAllSure }];
  const plan = planOfAction(open, action, args);
  const reason = reasonToAsk(open, client, plan);
  if (reason !== undefined && !client.asksBeforeEdits)
    return overCeiling(client, action, args, { reason, share: plan.share });
  const edit = workspaceEditOf(open, client, plan, action.title, reason);
  return [{ action: { ...action, edit }, command, isAllSure }];
}

/** For clients that cannot ask before an edit: the action, refused, and a command that does it. */
function overCeiling(
  client: Client,
  action: CodeAction & { readonly kind: CodeActionKind },
  args: StripArguments,
  { reason, share }: { readonly reason: string; readonly share: number },
): Offer[] {
  const { title, kind, diagnostics } = action;
  const about = { kind, ...(diagnostics ? { diagnostics } : {}) };
  const command = commandOf(title, ServerCommand.strip, args);
  const refused = { action: { title, ...about, disabled: { reason } }, command };
  // Nobody chooses what runs on save: the command tells the reason to whoever cannot see it here.
  if (kind === FIX_ALL) {
    return [client.showsDisabledActions ? refused : { ...refused, action: { ...action, command } }];
  }
  const anyway = client.messages.stripAnyway(title, share);
  const forced = commandOf(anyway, ServerCommand.strip, { ...args, force: true });
  const offered = { action: { title: anyway, ...about, command: forced }, command: forced };
  return client.showsDisabledActions ? [refused, offered] : [offered];
}

function commandOf(title: string, command: string, args: StripArguments | KeepArguments): Command {
  return { title, command, arguments: [args] };
}

const SCOPES: readonly KeepScope[] = ['line', 'source', 'workspace'];

/** What keeps the lines at a range that a strip could take, in the project's file. */
function keeping(
  open: OpenSource,
  { keepsDecisions, messages }: Client,
  range: Range,
  blocks: readonly StrayBlock[],
): Offer[] {
  const { lines, kinds } = open.source;
  const first = lineOf(lines, range.start);
  const last = lineOf(lines, range.end);
  let count = 0;
  for (let line = first; line <= last; line++) {
    if (kinds[line] && blocks.some((block) => block.first <= line && line < block.end)) count++;
  }
  const { uri, version, canKeep } = open;
  if (count === 0 || !keepsDecisions || !canKeep) return [];
  return SCOPES.map((scope) => {
    const title = messages.keep(scope, count);
    const args: KeepArguments = { uri, version, line: first, endLine: last, scope };
    const command = commandOf(title, ServerCommand.keep, args);
    return { action: { title, kind: CodeActionKind.QuickFix, command }, command };
  });
}
