import { type CodeAction, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Client } from './client.ts';
import { workspaceEditOf } from './edits.ts';
import type { OpenSource } from './session.ts';
import { planOfAction, reasonToAsk, stripArgumentsOf } from './stripPlan.ts';

/**
 * A code action with the edit that it was offered without; what was none of these stays as it is.
 * `sourceOf` finds the source as it is now, which must be the one that the user saw.
 */
export async function resolvedAction(
  action: CodeAction,
  client: Client,
  sourceOf: (uri: string) => Promise<OpenSource | undefined>,
): Promise<CodeAction> {
  const given = action.edit || action.command ? undefined : stripArgumentsOf(action.data);
  if (!given) return action;
  const open = await sourceOf(given.uri);
  if (!open?.isCountedAlike || open.version !== given.version)
    throw new ResponseError(LSPErrorCodes.ContentModified, client.messages.movedOn);
  const plan = planOfAction(open, action, given);
  const reason = reasonToAsk(open, client, plan);
  return { ...action, edit: workspaceEditOf(open, client, plan, action.title, reason) };
}
