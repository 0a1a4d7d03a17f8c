import type { ApplyWorkspaceEditParams, ApplyWorkspaceEditResult } from 'vscode-languageserver';
import type { Kind } from '../core/kinds.ts';
import { applyEdits, type Source } from '../core/source.ts';
import { keptLines, type LineFlags } from '../core/strip.ts';
import type { StripArguments, StripResult } from '../protocol.ts';
import type { Client } from './client.ts';
import { workspaceEditOf } from './edits.ts';
import { findingsOf, planOf } from './findings.ts';
import type { OpenSource } from './session.ts';
import { flagsToStrip, reasonToAsk } from './stripPlan.ts';

/** Asks the client to apply an edit. */
export type ApplyEdit = (params: ApplyWorkspaceEditParams) => Promise<ApplyWorkspaceEditResult>;

/** What a strip is carried out with. */
export interface StripTools {
  readonly client: Client;
  /** The source as it is now. */
  readonly open: () => Promise<OpenSource | undefined>;
  readonly apply: ApplyEdit;
  /** Asks the user to agree to what a message tells; `yes` is the button. */
  readonly ask: (message: string, yes: string) => Promise<boolean>;
}

/** Strips a source through the client; never touches a version that the user did not see. */
export async function strip(given: StripArguments, tools: StripTools): Promise<StripResult> {
  const { client, ask } = tools;
  const open = await tools.open();
  const result = await stripOpen(open, given, tools);
  if (!open || result.share === undefined) return result;
  const reason = client.messages.overCeiling(result.share, open.settings.strip.maximumShare);
  if (!client.asksQuestions)
    return { ...result, message: `${reason} ${client.messages.howToForce}` };
  if (!(await ask(reason, client.messages.force))) return declined(result.share);
  // The answer is to what the user saw then: another version is not touched.
  const { version } = open;
  return stripOpen(await tools.open(), { ...given, version, force: true }, tools);
}

async function stripOpen(
  open: OpenSource | undefined,
  given: StripArguments,
  { client, apply }: StripTools,
): Promise<StripResult> {
  const { messages } = client;
  if (!open) return refused(messages.notOpen);
  if (given.version !== undefined && given.version !== open.version)
    return refused(messages.movedOn);
  if (!open.isCountedAlike) return refused(messages.countedDifferently);
  const flags = flagsToStrip(open, given);
  const plan = planOf(open.source, open.findings, flags);
  const { blocks, lines } = plan;
  const unsure = leftUnsure(open, given, flags);
  if (lines === 0) return { applied: true, blocks, lines, unsure };
  if (!client.appliesEdits) return refused(messages.cannotApply);
  const reason = given.force ? undefined : reasonToAsk(open, client, plan);
  if (reason !== undefined && !client.asksBeforeEdits)
    return { ...refused(reason), share: plan.share };
  const label = messages.stripLabel(given.kind, lines);
  const edit = workspaceEditOf(open, client, plan, label, reason);
  const { applied, failureReason } = await apply({ label, edit });
  if (applied) return { applied, blocks, lines, unsure };
  return refused(failureReason ?? messages.notApplied);
}

/** Who has said no need not be told that nothing happened. */
function declined(share: number): StripResult {
  return { applied: false, blocks: 0, lines: 0, unsure: 0, share };
}

function refused(message: string): StripResult {
  return { applied: false, blocks: 0, lines: 0, unsure: 0, message };
}

/** Suspected blocks of the kind asked for in what a strip leaves, as it will be found there. */
function leftUnsure(open: OpenSource, given: StripArguments, flags: LineFlags): number {
  if (given.line !== undefined) return 0;
  const { parser, findings } = open;
  const left = flags.includes(1) ? findingsOf(parser, restOf(open, flags)) : findings;
  return left.blocks.filter(({ kind, sure }) => !sure && (given.kind ?? kind) === kind).length;
}

/** The source that is left without the flagged lines. */
function restOf({ parser, source, findings }: OpenSource, flags: LineFlags): Source {
  const { edits } = planOf(source, findings, flags);
  const labels = new Map<number, Kind>();
  keptLines(source.lines, flags).forEach((line, index) => {
    const kind = source.labels.get(line);
    if (kind) labels.set(index, kind);
  });
  return parser.parse(applyEdits(source.text, edits), { labels, keep: source.keep });
}
