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
import {
  type KeepArguments,
  type KeepScope,
  ServerCommand,
  type StripArguments,
} from '../protocol.ts';
import type { Client } from './client.ts';
import { diagnosticOf } from './diagnostics.ts';
import { workspaceEditOf } from './edits.ts';
import { flagsOfBlock, flagsOfKind, type Plan, planOf } from './findings.ts';
import { lineOf } from './positions.ts';
import type { OpenSource } from './session.ts';

/** The kind of the action that cleans a source on save. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.galley`;

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
  const isThere = !only && fixes.some(({ plan }) => plan && isSame(plan, all[0]?.plan));
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

function isSame(one: Plan, other: Plan | undefined): boolean {
  return (
    one.edits.length === other?.edits.length &&
    one.edits.every((edit, index) => {
      const { start, end } = other.edits[index] ?? {};
      return edit.start === start && edit.end === end;
    })
  );
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
  /** What a strip would do. */
  readonly plan?: Plan;
}

function quickFixes(open: OpenSource, client: Client, range: Range): Offer[] {
  const { lines } = open.source;
  const first = lineOf(lines, range.start);
  const last = lineOf(lines, range.end);
  const blocks = open.findings.blocks.filter((block) => block.first <= last && block.end > first);
  if (blocks.length === 0) return [];
  const kinds = new Set(blocks.map(({ kind }) => kind));
  return [
    ...blocks.flatMap((block) => ofBlock(open, client, block)),
    ...[...kinds].flatMap((kind) => ofKind(open, client, kind)),
    ...ofAll(open, client),
    ...keeping(open, client, range, blocks),
  ];
}

function ofBlock(open: OpenSource, client: Client, block: StrayBlock): Offer[] {
  const { sure, kind, size, first } = block;
  const diagnostic = diagnosticOf(open, client, open.settings, block);
  return offer(open, client, flagsOfBlock(open.source, block), {
    title: client.messages.stripBlock(kind, sure, size),
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
  const title = client.messages.stripKind(kind, blocks, lines);
  return offer(open, client, flags, { title, command: { kind } });
}

function ofAll(open: OpenSource, client: Client): Offer[] {
  const flags = stripped(open);
  const { blocks, lines } = planOf(open.source, open.findings, flags);
  if (lines === 0) return [];
  const comments = open.settings.strip.comments === 'strip';
  const title = client.messages.stripAll(comments, blocks, lines);
  return offer(open, client, flags, { title, command: {} });
}

function stripped({ parser, source, settings }: OpenSource): LineFlags {
  return parser.strips(source, settings.strip);
}

/** The fix on save: what the safe policy strips, nothing else, and not more than the ceiling. */
function fixAll(open: OpenSource, client: Client): Offer[] {
  const flags = open.parser.strips(open.source, SAFE);
  const plan = planOf(open.source, open.findings, flags);
  if (plan.lines === 0) return [];
  const title = client.messages.stripSure(plan.blocks, plan.lines);
  return offerOf(open, client, plan, { title, kind: FIX_ALL }, { policy: 'safe' });
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
): Offer[] {
  const plan = planOf(open.source, open.findings, flags);
  const kind = CodeActionKind.QuickFix;
  const action = { ...wording, ...(isPreferred ? { isPreferred } : {}), kind };
  return offerOf(open, client, plan, action, command);
}

/** A strip that asks first where it removes more than the ceiling. */
function offerOf(
  open: OpenSource,
  client: Client,
  plan: Plan,
  action: CodeAction & { readonly kind: CodeActionKind },
  rest: Partial<StripArguments>,
): Offer[] {
  const { uri, version } = open;
  const args: StripArguments = { uri, version, ...rest };
  const command = commandOf(action.title, ServerCommand.strip, args);
  const reason = reasonToAsk(open, client, plan);
  if (reason === undefined || client.asksBeforeEdits) {
    const edit = workspaceEditOf(open, client, plan, action.title, reason);
    return [{ action: { ...action, edit }, command, plan }];
  }
  const { title, kind, diagnostics } = action;
  const about = { kind, ...(diagnostics ? { diagnostics } : {}) };
  const refused = { action: { title, ...about, disabled: { reason } }, command, plan };
  // Nobody chooses what runs on save: the command tells the reason to whoever cannot see it here.
  if (kind === FIX_ALL) {
    return [client.showsDisabledActions ? refused : { ...refused, action: { ...action, command } }];
  }
  const anyway = client.messages.stripAnyway(title, plan.share);
  const forced = commandOf(anyway, ServerCommand.strip, { ...args, force: true });
  const offered = { action: { title: anyway, ...about, command: forced }, command: forced, plan };
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
