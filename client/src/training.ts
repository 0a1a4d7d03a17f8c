import {
  type CancellationToken,
  commands,
  type Disposable,
  l10n,
  type Progress,
  ProgressLocation,
  window,
} from 'vscode';
import { LSPErrorCodes, ResponseError } from 'vscode-languageclient';
import {
  type FolderArguments,
  type ForgetResult,
  type TrainArguments,
  TrainingCommand,
  type TrainResult,
} from '../../server/src/trainingProtocol.ts';
import { Command } from './commandIds.ts';
import { say } from './messages.ts';
import type { Server, WorkDone } from './server.ts';

/** What VS Code shows of a work that is under way. */
type Shown = Progress<{ readonly message?: string; readonly increment?: number }>;

/**
 * *Train on My Labels*, and its opposite, for the folder of the active source. Both answer what came
 * of it.
 */
export function registerTraining(server: Server): Disposable[] {
  return [
    commands.registerCommand(Command.train, () => train(server)),
    commands.registerCommand(Command.forgetTraining, () => forget(server)),
  ];
}

/** Trains while the user can watch, go on, or cancel; then says what was gained, and how to go back. */
async function train(server: Server): Promise<TrainResult | undefined> {
  await server.start();
  const title = l10n.t('Galley: training on your labels');
  const location = ProgressLocation.Notification;
  const result = await window.withProgress(
    { location, title, cancellable: true },
    (progress, token) => ask(server, progress, token),
  );
  if (result) void tell(server, result);
  return result;
}

async function ask(
  server: Server,
  progress: Shown,
  token: CancellationToken,
): Promise<TrainResult | undefined> {
  try {
    const args: TrainArguments = here();
    const report = shownOn(progress);
    const command = TrainingCommand.train;
    return await server.execute<TrainArguments, TrainResult>(command, args, report, token);
  } catch (error) {
    if (!isCancelled(error, token)) return { outcome: 'failed', message: messageOf(error) };
    say(l10n.t('training was cancelled; nothing has changed.'));
    return undefined;
  }
}

/** Not awaited: a message stays for as long as the user lets it. */
async function tell(server: Server, result: TrainResult): Promise<void> {
  const { outcome, message } = result;
  switch (outcome) {
    case 'gain': {
      const back = l10n.t('Forget Training');
      if ((await window.showInformationMessage(message, back)) === back) await forget(server);
      return;
    }
    case 'refused':
      await window.showInformationMessage(message);
      return;
    case 'failed':
      await window.showErrorMessage(message);
  }
}

async function forget(server: Server): Promise<ForgetResult | undefined> {
  await server.start();
  const command = TrainingCommand.forget;
  const result = await server.execute<FolderArguments, ForgetResult>(command, here());
  say(result?.message ?? l10n.t('the language server has stopped.'));
  return result;
}

/** The folder of the active editor's document; without one the server takes the first. */
function here(): FolderArguments {
  const uri = window.activeTextEditor?.document.uri;
  return uri && uri.scheme !== 'untitled' ? { uri: uri.toString() } : {};
}

/** The server says how far it is; VS Code wants to know how much further. */
function shownOn(progress: Shown): (value: WorkDone) => void {
  let reached = 0;
  return (value) => {
    if (value.kind === 'end') return;
    const percentage = value.percentage ?? reached;
    const { message } = value;
    progress.report({ increment: percentage - reached, ...(message && { message }) });
    reached = percentage;
  };
}

function isCancelled(error: unknown, token: CancellationToken): boolean {
  if (token.isCancellationRequested) return true;
  return error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
