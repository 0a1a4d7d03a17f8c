import { commands, type Disposable, env, l10n, type TextEditor, Uri, window } from 'vscode';
import {
  type AcceptArguments,
  type ActResult,
  AnnotationCommand,
  type LinesArguments,
} from '../../../server/src/annotationProtocol.ts';
import { isKind } from '../../../server/src/core/kinds.ts';
import { messagesFor } from '../../../server/src/language/messages.ts';
import { Command } from '../commandIds.ts';
import { say } from '../messages.ts';
import type { Server } from '../server.ts';
import type { Acts } from './acts.ts';
import { execute } from './execute.ts';
import { pickKind } from './kindPicker.ts';
import { selectedLines } from './lines.ts';
import { goTo, type Review } from './review.ts';

/** What the commands of labelling work with. */
export interface LabelContext {
  readonly server: Server;
  readonly acts: Acts;
  readonly review: Review;
  /** Whether a label leads on to the next line. */
  readonly goesOn: () => boolean;
}

type Run = (editor: TextEditor, context: LabelContext, given?: unknown) => Promise<void>;

const RUNS: Readonly<Record<string, Run>> = {
  [Command.labelLines]: label,
  [Command.removeLabels]: async (editor, context) => {
    const { changed } = await onLines(editor, context, AnnotationCommand.unlabel);
    if (changed > 0) say(l10n.t('labels removed: {0}', changed));
  },
  [Command.acceptAndNext]: async (editor, context) => {
    const more = { scope: 'lines' };
    const { applied } = await onLines(editor, context, AnnotationCommand.accept, more);
    if (applied) await context.review.next();
  },
  [Command.acceptBlock]: (editor) => accept(editor, 'block'),
  [Command.acceptAllSure]: (editor) => accept(editor, 'sure'),
  [Command.skipToNext]: (editor, { review }) => review.next(editor),
};

export function registerLabelCommands(context: LabelContext): Disposable[] {
  const inTurn = queue();
  return [
    ...Object.entries(RUNS).map(([id, run]) =>
      commands.registerCommand(id, (given?: unknown) =>
        inTurn(() => onSource(context.server, (editor) => run(editor, context, given))),
      ),
    ),
    commands.registerCommand(Command.undoLabel, () => inTurn(() => replay(context, 'undo'))),
    commands.registerCommand(Command.redoLabel, () => inTurn(() => replay(context, 'redo'))),
    commands.registerCommand(Command.nextToReview, () => inTurn(() => context.review.next())),
  ];
}

/** Undoes or redoes what was done in this window, in whatever source or view it was. */
async function replay({ server, acts }: LabelContext, way: 'undo' | 'redo'): Promise<void> {
  await server.start();
  const act = await acts[way](window.activeTextEditor?.document.uri.toString());
  if (act?.line !== undefined) await goTo(Uri.parse(act.uri), act.line);
}

async function onSource(server: Server, run: (editor: TextEditor) => Promise<void>): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) {
    say(l10n.t('open a source first.'));
    return;
  }
  await server.start();
  await run(editor);
}

async function label(editor: TextEditor, context: LabelContext, given?: unknown): Promise<void> {
  const kind = isKind(given) ? given : await pickKind(context.server, editor);
  if (!kind) return;
  const { applied } = await onLines(editor, context, AnnotationCommand.label, { kind });
  if (!applied) return;
  say(l10n.t('labelled {0}', messagesFor(env.language).kind(kind)));
  if (context.goesOn()) await context.review.goOn(editor);
}

/** Does a thing to each of the selected ranges of lines: one act. */
async function onLines(
  { document, selections }: TextEditor,
  { acts }: LabelContext,
  command: string,
  more: object = {},
): Promise<ActResult> {
  const [uri, version] = [document.uri.toString(), document.version];
  const ranges = selectedLines(selections);
  return acts.together({ uri, line: ranges[0]?.line ?? 0 }, async () => {
    let changed = 0;
    for (const range of ranges) {
      const args: LinesArguments = { uri, version, ...range, ...more };
      const result = await execute(command, args);
      if (!result.applied) return { ...result, changed };
      changed += result.changed;
    }
    return { applied: true, changed };
  });
}

async function accept(
  { document, selection }: TextEditor,
  scope: AcceptArguments['scope'],
): Promise<void> {
  const args: AcceptArguments = {
    uri: document.uri.toString(),
    version: document.version,
    scope,
    ...(scope === 'block' && { line: selection.active.line }),
  };
  const { applied, changed } = await execute(AnnotationCommand.accept, args);
  if (applied) say(l10n.t('lines accepted: {0}', changed));
}

/** Runs one after the other: a second key means the line that the first led to. */
function queue(): (run: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (run) => {
    const next = last.then(run);
    last = next.catch(() => {});
    return next;
  };
}
