import type { CodeAction, CodeActionContext, Command, Range } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import { codeActionsOf, wantsIn } from './actions.ts';
import type { Client } from './client.ts';
import { LABEL, labelActionsOf } from './labelActions.ts';
import type { OpenSource } from './session.ts';

/** The actions at a range: fixes, and what decides the lines there. */
export function allActionsOf(
  open: OpenSource,
  client: Client,
  range: Range,
  context: Pick<CodeActionContext, 'only' | 'triggerKind'>,
): (CodeAction | Command)[] {
  const fixes = codeActionsOf(open, client, range, context);
  if (!wantsIn(context.only)(LABEL)) return fixes;
  const hasFixes = fixes.some((each) => 'kind' in each && each.kind === CodeActionKind.QuickFix);
  const labels = labelActionsOf(open, client, range, context, hasFixes);
  if (client.takesActions) return [...fixes, ...labels];
  return [...fixes, ...labels.flatMap(({ command }) => command ?? [])];
}
