import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { after, describe, it } from './bdd.ts';
import { closeAll, open, outline, problems } from './support.ts';

describe('the language server', () => {
  after(closeAll);

  it('restarts when asked, and again, and serves the open documents', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    const before = await problems(document);
    for (let round = 0; round < 2; round++) {
      await vscode.commands.executeCommand('galley.restartServer');
      const found = await problems(document);
      assert.equal(found.length, before.length);
      assert.ok((await outline(document)).length > 0);
    }
  });

  it('follows typing', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    const before = await outline(document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '\n\n');
    await vscode.workspace.applyEdit(edit);
    const moved = await outline(document);
    assert.equal(moved.at(-1)?.range.start.line, (before.at(-1)?.range.start.line ?? 0) + 2);
  });

  it('shows its output when asked', async () => {
    await vscode.commands.executeCommand('galley.showServerOutput');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});
