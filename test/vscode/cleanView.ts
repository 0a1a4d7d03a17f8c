import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { afterEach, describe, it } from './bdd.ts';
import {
  closeAll,
  eventually,
  fileUri,
  open,
  problems,
  problemsNow,
  readText,
  status,
} from './support.ts';

const OPEN = 'galley.openCleanView';
const NAME = '000_harbour-bridge.txt';

describe('the clean view', () => {
  afterEach(closeAll);

  it('opens beside the source, which keeps the cursor, and shows what strip would leave', async () => {
    const document = await open(`seeds/${NAME}`);
    await vscode.commands.executeCommand(OPEN);
    const view = await viewNow();
    assert.equal(view.getText(), await readText(`stripped/${NAME}.out`));
    assert.equal(view.languageId, 'source-text');
    assert.ok(vscode.window.activeTextEditor?.document === document, 'the source is active');
    const columns = vscode.window.visibleTextEditors.map(({ viewColumn }) => viewColumn);
    assert.deepEqual(columns.sort(), [1, 2]);
  });

  it('follows typing, in the source and by the server that a restart brings', async () => {
    const document = await open(`seeds/${NAME}`);
    await vscode.commands.executeCommand(OPEN);
    const view = await viewNow();
    await append(document, 'Written while the view is open.');
    await shows(view, 'Written while the view is open.');
    await vscode.commands.executeCommand('galley.restartServer');
    await append(document, 'Written after a restart.');
    await shows(view, 'Written after a restart.');
  });

  it('shows an empty view again once the source is back', async () => {
    const document = await open(`seeds/${NAME}`);
    const original = document.getText();
    await vscode.commands.executeCommand(OPEN);
    const view = await viewNow();
    await replace(document, '');
    await eventually('an empty view', () => view.getText() === '' || undefined);
    await replace(document, original);
    const expected = await readText(`stripped/${NAME}.out`);
    await eventually('the clean text', () => view.getText() === expected || undefined);
  });

  it('is read-only, and has no problems and no fixes of its own', async () => {
    const document = await open(`seeds/${NAME}`);
    await problems(document);
    await vscode.commands.executeCommand(OPEN);
    const view = await viewNow();
    const before = view.getText();
    await vscode.window.showTextDocument(view, vscode.ViewColumn.Two);
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(view.getText(), before);
    assert.deepEqual(problemsNow(view), []);
    const all = new vscode.Range(0, 0, view.lineCount, 0);
    const kind = vscode.CodeActionKind.QuickFix.value;
    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      view.uri,
      all,
      kind,
    );
    assert.deepEqual(fixes, []);
  });

  it('is of the language of its source, also where galley.sources names it', async () => {
    await open('corpus/plain.txt');
    await vscode.commands.executeCommand(OPEN);
    const view = await viewNow();
    assert.equal(view.languageId, 'plaintext');
    assert.equal(view.getText(), await readText(`stripped/${NAME}.out`));
  });

  it('is of a text that was never saved, too', async () => {
    const content = { language: 'source-text', content: await readText(`seeds/${NAME}`) };
    const document = await vscode.workspace.openTextDocument(content);
    await vscode.window.showTextDocument(document);
    await problems(document);
    await vscode.commands.executeCommand(OPEN);
    const view = await viewNow();
    assert.equal(view.getText(), await readText(`stripped/${NAME}.out`));
    assert.equal(view.languageId, 'source-text');
  });

  it('compares in the diff editor: the source at the left, the clean view at the right', async () => {
    const document = await open(`seeds/${NAME}`);
    await vscode.commands.executeCommand('galley.compareWithCleanView');
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff, 'a diff editor');
    assert.equal(input.original.toString(), document.uri.toString());
    assert.equal(input.modified.scheme, 'galley-clean');
    const view = await viewNow();
    assert.equal(view.getText(), await readText(`stripped/${NAME}.out`));
  });

  it('says in the status item that it is one, and when its source is left alone, why', async () => {
    const document = await open(`seeds/${NAME}`);
    await vscode.commands.executeCommand(OPEN);
    const view = await viewNow();
    await vscode.window.showTextDocument(view, vscode.ViewColumn.Two);
    const { command } = await status(/^Clean view/);
    assert.equal(command?.command, 'galley.compareWithCleanView');
    const settings = vscode.workspace.getConfiguration('galley');
    await settings.update('exclude', ['seeds/**'], vscode.ConfigurationTarget.Workspace);
    try {
      const { detail } = await status(/^Excluded/);
      assert.ok(detail?.includes('seeds/**'), detail);
      await eventually('the source as it is', () => {
        return view.getText() === document.getText() || undefined;
      });
    } finally {
      await settings.update('exclude', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await status(/^Clean view/);
  });

  it('opens for no file that is not a source', async () => {
    await open('notes.txt');
    await vscode.commands.executeCommand(OPEN, fileUri('notes.txt'));
    assert.ok(!vscode.window.visibleTextEditors.some(isOfView));
  });
});

function isOfView({ document }: vscode.TextEditor): boolean {
  return document.uri.scheme === 'galley-clean';
}

async function viewNow(): Promise<vscode.TextDocument> {
  const editor = await eventually('a clean view', () =>
    vscode.window.visibleTextEditors.find(isOfView),
  );
  return editor.document;
}

async function shows(view: vscode.TextDocument, text: string): Promise<void> {
  await eventually(`“${text}” in the view`, () => view.getText().includes(text) || undefined);
}

/** After the headline, where no model takes a sentence for boilerplate of the end. */
async function append(document: vscode.TextDocument, text: string): Promise<void> {
  const at = document.positionAt(document.getText().indexOf('The bridge will stay open by day'));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, at, `${text} `);
  await vscode.workspace.applyEdit(edit);
}

async function replace(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
}
