import {
  commands,
  type Disposable,
  type LogOutputChannel,
  l10n,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Kind } from '../../server/src/core/kinds.ts';
import { type KeepScope, ServerCommand, type StripArguments } from '../../server/src/protocol.ts';
import { type CleanViews, sourceUriOf } from './cleanView.ts';
import { Command } from './commandIds.ts';
import type { ConfigurationViews } from './configurationView.ts';
import { foldBoilerplate } from './folding.ts';
import { keepLines } from './keep.ts';
import { say } from './messages.ts';
import { pickKind } from './pickKind.ts';
import { openSample } from './sample.ts';
import type { Server } from './server.ts';
import { releaseFolder, treatFolder } from './sourceFolders.ts';

/** What the commands work with. */
export interface CommandContext {
  readonly server: Server;
  readonly output: LogOutputChannel;
  readonly cleanViews: CleanViews;
  readonly configurationViews: ConfigurationViews;
}

const WALKTHROUGH = 'galley.galley#start';

export function registerCommands(context: CommandContext): Disposable[] {
  return [...registerSourceCommands(context), ...registerOtherCommands(context)];
}

function registerSourceCommands({ server, cleanViews }: CommandContext): Disposable[] {
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
    commands.registerCommand(Command.fold, onEditor(foldBoilerplate)),
    commands.registerCommand(
      Command.keep,
      onEditor((editor, scope?: KeepScope) => keepLines(server, editor, scope)),
    ),
  ];
}

function registerOtherCommands({ server, output, ...context }: CommandContext): Disposable[] {
  const { configurationViews } = context;
  return [
    commands.registerCommand(Command.treatFolder, treatFolder),
    commands.registerCommand(Command.releaseFolder, releaseFolder),
    commands.registerCommand(Command.showConfiguration, (target: unknown) =>
      configurationViews.open(uriOf(target)),
    ),
    commands.registerCommand(Command.openSample, openSample),
    commands.registerCommand(Command.openWalkthrough, () =>
      commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false),
    ),
    commands.registerCommand(Command.showOutput, () => output.show()),
    commands.registerCommand(Command.restart, () => server.restart()),
  ];
}

/** The URI that a command was called with, or else the active editor's; of a clean view, its source. */
function uriOf(target: unknown): Uri | undefined {
  const uri = target instanceof Uri ? target : window.activeTextEditor?.document.uri;
  return uri && sourceUriOf(uri);
}

/** A command on the active editor. */
function onEditor<Rest extends readonly unknown[]>(
  run: (editor: TextEditor, ...rest: Rest) => Promise<void>,
): (...rest: Rest) => Promise<void> {
  return async (...rest) => {
    const editor = window.activeTextEditor;
    if (editor) await run(editor, ...rest);
    else sayThatNoneIsOpen();
  };
}

/** A command on the document that {@link uriOf} finds. */
function onDocument<Rest extends readonly unknown[]>(
  run: (document: TextDocument, ...rest: Rest) => Promise<void>,
): (target: unknown, ...rest: Rest) => Promise<void> {
  return async (target, ...rest) => {
    const uri = uriOf(target);
    if (uri) await run(await workspace.openTextDocument(uri), ...rest);
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
