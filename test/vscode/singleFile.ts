import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { after, describe, it } from './bdd.ts';
import { closeAll, outline, problems, show } from './support.ts';

describe('a single file, with no folder open', () => {
  after(closeAll);

  it('opens as a source, with outline, problems and strip', async () => {
    assert.equal(vscode.workspace.workspaceFolders, undefined);
    const document = await show(sample());
    assert.equal(document.languageId, 'source-text');
    assert.ok((await outline(document)).length > 1);
    const before = (await problems(document)).length;
    assert.ok(before > 0);
    const lines = document.lineCount;
    await vscode.commands.executeCommand('galley.stripBoilerplate');
    assert.ok(document.lineCount < lines);
  });

  it('has a clean view and a configuration to show', async () => {
    await show(sample());
    await vscode.commands.executeCommand('galley.openCleanView');
    const schemes = vscode.window.visibleTextEditors.map(({ document }) => document.uri.scheme);
    assert.ok(schemes.includes('galley-clean'), schemes.join());
    await vscode.commands.executeCommand('galley.showEffectiveConfiguration');
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /"galley\.sources"/);
  });

  it('makes no folder a source, since there is nowhere to write it, and goes on', async () => {
    await show(sample());
    await vscode.commands.executeCommand('galley.treatFolderAsSources');
    const { globalValue } = vscode.workspace.getConfiguration().inspect('files.associations') ?? {};
    assert.equal(globalValue, undefined);
  });
});

function sample(): vscode.Uri {
  const folder = vscode.Uri.file(process.env.GALLEY_TEST_FOLDER ?? '');
  return vscode.Uri.joinPath(folder, 'seeds/000_harbour-bridge.txt');
}
