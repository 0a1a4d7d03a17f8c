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
import { Command } from './commandIds.ts';
import { pickKind } from './pickKind.ts';
import type { Server } from './server.ts';

export function registerCommands(server: Server, output: LogOutputChannel): Disposable[] {
  return [
    commands.registerCommand(Command.strip, async (target: unknown) => {
      const document = await documentOf(target);
      if (document) await strip(server, document);
    }),
    commands.registerCommand(Command.stripKind, async (target: unknown, kind?: Kind) => {
      const document = await documentOf(target);
      const chosen = document && (kind ?? (await pickKind(document)));
      if (chosen) await strip(server, document, chosen);
    }),
    commands.registerCommand(Command.showOutput, () => output.show()),
    commands.registerCommand(Command.restart, () => server.restart()),
  ];
}

/** The document that a command is for: the one of a URI, or else of the active editor. */
async function documentOf(target: unknown): Promise<TextDocument | undefined> {
  if (target instanceof Uri) return workspace.openTextDocument(target);
  const document = window.activeTextEditor?.document;
  if (!document) window.setStatusBarMessage(l10n.t('Galley: open a source first.'), 5000);
  return document;
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
