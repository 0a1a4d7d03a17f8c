import * as vscode from 'vscode';
import type { Galley } from '../../client/src/startClient.ts';

/** Ample, in milliseconds: a machine that does other things besides must not fail a test. */
const TIMEOUT = 100_000;

/** Waits until a value is there: what the server does shows in VS Code a little later. */
export async function eventually<T>(
  what: string,
  probe: () => T | undefined | Thenable<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + TIMEOUT;
  for (;;) {
    // What fails may be half there: a file that is being written, say.
    const { value, error } = await attempt(probe);
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}${error}\n${present()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function attempt<T>(
  probe: () => T | undefined | Thenable<T | undefined>,
): Promise<{ readonly value?: T | undefined; readonly error: string }> {
  try {
    return { value: await probe(), error: '' };
  } catch (error) {
    return { error: `: ${error}` };
  }
}

/** What a person would see in the window. */
function present(): string {
  const { document, selection } = vscode.window.activeTextEditor ?? {};
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const names = tabs.map(({ label, isActive, isDirty }) => {
    return `${label}${isActive ? ', in front' : ''}${isDirty ? ', changed' : ''}`;
  });
  const where = document && `${document.uri}, line ${(selection?.active.line ?? 0) + 1}`;
  return `editor: ${where ?? 'none'}\ntabs: ${names.join(' | ')}`;
}

/** A file of the folder that is open. */
export function fileUri(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function readText(name: string): Promise<string> {
  const bytes = await vscode.workspace.fs.readFile(fileUri(name));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

export async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(fileUri(name), new TextEncoder().encode(text));
}

export async function remove(name: string): Promise<void> {
  await vscode.workspace.fs.delete(fileUri(name), { recursive: true }).then(undefined, () => {});
}

export async function removeFolder(name: string): Promise<void> {
  await vscode.workspace.fs.delete(fileUri(name), { recursive: true }).then(undefined, () => {});
}

type Status = ReturnType<Galley['status']>;

export function statusNow(): Status {
  const galley = vscode.extensions.getExtension<Galley>('galley.galley')?.exports;
  if (!galley) throw new Error('Galley is not active');
  return galley.status();
}

/** What the status item shows once its text is as it should be. */
export async function status(text: RegExp): Promise<Status> {
  return eventually(`${text} in the status item`, () => {
    const now = statusNow();
    return text.test(now.text) ? now : undefined;
  });
}

/** Opens a file of the folder in an editor. */
export async function open(name: string): Promise<vscode.TextDocument> {
  return show(fileUri(name));
}

export async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

/** Closes all editors; what tests changed in them is lost. */
export async function closeAll(): Promise<void> {
  const unsaved = () => vscode.workspace.textDocuments.filter(isLeftUnsaved);
  // What a test left under way may open an editor in between: then nothing is shown, and it is tried again.
  await eventually('nothing unsaved', async () => {
    for (const document of unsaved()) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    return unsaved().length === 0 || undefined;
  });
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The person's settings are VS Code's to write: at times extensions go on seeing them unsaved when they are not. */
function isLeftUnsaved({ isDirty, uri }: vscode.TextDocument): boolean {
  return isDirty && !uri.path.endsWith('/User/settings.json');
}

export async function outline(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
  return eventually('an outline', async () => {
    const symbols = await symbolsNow(document);
    return symbols.length > 0 ? symbols : undefined;
  });
}

/** What providers answer right now; empty where there are none. */
export async function symbolsNow(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
  const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  return found ?? [];
}

/** The entries of the outline that VS Code has right now, each with what it says of itself. */
export async function rowsNow(document: vscode.TextDocument): Promise<string[]> {
  const rowsOf = (symbols: readonly vscode.DocumentSymbol[]): string[] =>
    symbols.flatMap(({ name, detail, children }) => [`${name}: ${detail}`, ...rowsOf(children)]);
  return rowsOf(await symbolsNow(document));
}

export function problemsNow(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'galley');
}

export async function problems(document: vscode.TextDocument): Promise<vscode.Diagnostic[]> {
  return eventually('problems', () => {
    const found = problemsNow(document);
    return found.length > 0 ? found : undefined;
  });
}

/** Waits until a line has no problem, while others have. */
export async function accepted(document: vscode.TextDocument, line: number): Promise<void> {
  await eventually(`no problem at line ${line}`, () => {
    const found = problemsNow(document);
    const isNamed = found.some(
      ({ range: { start, end } }) => start.line <= line && line <= end.line,
    );
    return (found.length > 0 && !isNamed) || undefined;
  });
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export async function actions(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind?.value,
    50,
  );
}

/** Applies a code action that carries its edit. */
export async function apply(action: vscode.CodeAction): Promise<void> {
  if (!action.edit) throw new Error(`no edit in “${action.title}”`);
  const applied = await vscode.workspace.applyEdit(action.edit);
  if (!applied) throw new Error(`VS Code refused “${action.title}”`);
}

/** A text's lines that are not blank. */
export function wordsOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
}
