import {
  commands,
  type Disposable,
  type LogOutputChannel,
  l10n,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Kind } from '../../server/src/core/kinds.ts';
import { ServerCommand, type StripArguments } from '../../server/src/protocol.ts';
import { type CleanViews, sourceUriOf } from './cleanView.ts';
import { Command } from './commandIds.ts';
import { foldBoilerplate } from './folding.ts';
import { say } from './messages.ts';
import { pickKind } from './pickKind.ts';
import type { Server } from './server.ts';
import { releaseFolder, treatFolder } from './sourceFolders.ts';

/** What the commands work with. */
export interface CommandContext {
  readonly server: Server;
  readonly output: LogOutputChannel;
  readonly cleanViews: CleanViews;
}

export function registerCommands({ server, output, cleanViews }: CommandContext): Disposable[] {
  return [
    commands.registerCommand(
      Command.strip,
      onDocument((document) => strip(server, document)),
    ),
    commands.registerCommand(
      Command.stripKind,
      onDocument(async (document, kind?: Kind) => {
        const chosen = kind ?? (await pickKind(document));
        if (chosen) await strip(server, document, chosen);
      }),
    ),
    commands.registerCommand(
      Command.openClean,
      onDocument((source) => cleanViews.open(source)),
    ),
    commands.registerCommand(
      Command.compareClean,
      onDocument((source) => cleanViews.compare(source)),
    ),
    commands.registerCommand(Command.fold, async () => {
      const editor = window.activeTextEditor;
      if (editor) await foldBoilerplate(editor);
      else sayThatNoneIsOpen();
    }),
    commands.registerCommand(Command.treatFolder, treatFolder),
    commands.registerCommand(Command.releaseFolder, releaseFolder),
    commands.registerCommand(Command.showOutput, () => output.show()),
    commands.registerCommand(Command.restart, () => server.restart()),
  ];
}

/** A command on the document of a URI, or else of the active editor; of a clean view, its source. */
function onDocument<Rest extends readonly unknown[]>(
  run: (document: TextDocument, ...rest: Rest) => Promise<void>,
): (target: unknown, ...rest: Rest) => Promise<void> {
  return async (target, ...rest) => {
    const uri = target instanceof Uri ? target : window.activeTextEditor?.document.uri;
    if (uri) await run(await workspace.openTextDocument(sourceUriOf(uri)), ...rest);
    else sayThatNoneIsOpen();
  };
}

function sayThatNoneIsOpen(): void {
  say(l10n.t('open a source first.'));
}

/** Strips the version that the user sees; what came of it the status item tells. */
async function strip(server: Server, document: TextDocument, kind?: Kind): Promise<void> {
  await server.start();
  const args: StripArguments = {
    uri: document.uri.toString(),
    version: document.version,
    ...(kind && { kind }),
  };
  await commands.executeCommand(ServerCommand.strip, args);
}
