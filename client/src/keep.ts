import {
  commands,
  l10n,
  type QuickPickItem,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode';
import {
  type KeepArguments,
  type KeepResult,
  type KeepScope,
  ServerCommand,
} from '../../server/src/protocol.ts';
import { say } from './messages.ts';
import type { Server } from './server.ts';
import { stat, write } from './workspaceFiles.ts';

interface ScopeItem extends QuickPickItem {
  readonly scope: KeepScope;
}

/** Keeps the selected lines, and asks where lines like them are to be kept too. */
export async function keepLines(
  server: Server,
  editor: TextEditor,
  given?: KeepScope,
): Promise<void> {
  const { document, selection } = editor;
  const scope = given ?? (await pickScope());
  if (!scope) return;
  await server.start();
  const args: KeepArguments = {
    uri: document.uri.toString(),
    version: document.version,
    line: selection.start.line,
    endLine: selection.end.line,
    scope,
  };
  await commands.executeCommand(ServerCommand.keep, args);
}

async function pickScope(): Promise<KeepScope | undefined> {
  const items: ScopeItem[] = [
    { scope: 'line', label: l10n.t('These lines only') },
    { scope: 'source', label: l10n.t('Lines like these in this source') },
    { scope: 'workspace', label: l10n.t('Lines like these in this workspace') },
  ];
  const title = l10n.t('Keep Lines Like This');
  const placeHolder = l10n.t('No problem names kept lines, and no fix takes them.');
  return (await window.showQuickPick(items, { title, placeHolder }))?.scope;
}

/** Runs a keep of the server: whoever asked for it, the decision is saved, and the user hears of it. */
export async function reportKeep(run: () => PromiseLike<unknown>): Promise<unknown> {
  const unsaved = new Set(unsavedFiles());
  const result = await run();
  const { applied, file, message } = (result ?? {}) as Partial<KeepResult>;
  if (!applied) {
    say(message ?? l10n.t('Nothing was kept: see the output of Galley.'));
    return result;
  }
  if (file) await save(Uri.parse(file), unsaved);
  say(l10n.t('Kept, as .galley/config.json says now. Undo brings the problem back.'));
  return result;
}

/** What the user has not saved is left to the user. */
async function save(uri: Uri, unsaved: ReadonlySet<string>): Promise<void> {
  if (unsaved.has(uri.toString())) return;
  const document = await workspace.openTextDocument(uri);
  if (document.isDirty) await document.save();
  // Its file was deleted, and it says already what is to stand there: VS Code has nothing to save.
  else if ((await stat(uri)).type === 'missing') await write(uri, document.getText(), null);
}

function unsavedFiles(): string[] {
  return workspace.textDocuments.flatMap(({ isDirty, uri }) => (isDirty ? [uri.toString()] : []));
}
