import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { after, describe, it } from './bdd.ts';
import { closeAll, outline, problems, show } from './support.ts';

describe('a single file, with no folder open', () => {
  after(closeAll);

  it('opens as a source, with outline, problems and strip', async () => {
    assert.equal(vscode.workspace.workspaceFolders, undefined);
    const folder = vscode.Uri.file(process.env.GALLEY_TEST_FOLDER ?? '');
    const uri = vscode.Uri.joinPath(folder, 'seeds/000_harbour-bridge.txt');
    const document = await show(uri);
    assert.equal(document.languageId, 'source-text');
    assert.ok((await outline(document)).length > 1);
    const before = (await problems(document)).length;
    assert.ok(before > 0);
    const lines = document.lineCount;
    await vscode.commands.executeCommand('galley.stripBoilerplate');
    assert.ok(document.lineCount < lines);
  });
});
