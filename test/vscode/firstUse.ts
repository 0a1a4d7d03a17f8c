import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { afterEach, describe, it } from './bdd.ts';
import { closeAll, outline, problems, readText } from './support.ts';

interface Step {
  readonly description: string;
  readonly media: { readonly image: string };
}

const manifest = () => vscode.extensions.getExtension('galley.galley')?.packageJSON;

describe('first use', () => {
  afterEach(closeAll);

  it('opens a sample that is nowhere saved, and the same one the second time', async () => {
    await vscode.commands.executeCommand('galley.openSample');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.equal(document.languageId, 'source-text');
    assert.equal(document.getText(), await readText('seeds/000_harbour-bridge.txt'));
    assert.ok((await outline(document)).length > 0);
    assert.ok((await problems(document)).length > 0);
    await vscode.commands.executeCommand('galley.openSample');
    assert.ok(vscode.window.activeTextEditor?.document === document, 'the same sample');
    await vscode.commands.executeCommand('galley.stripBoilerplate');
    assert.ok(document.getText().length < (await readText('seeds/000_harbour-bridge.txt')).length);
  });

  it('has a walkthrough of five steps whose pictures ship and whose commands there are', async () => {
    const steps: readonly Step[] = manifest().contributes.walkthroughs[0].steps;
    assert.equal(steps.length, 5);
    const known = new Set(await vscode.commands.getCommands(true));
    const { extensionUri } = vscode.extensions.getExtension('galley.galley') ?? {};
    assert.ok(extensionUri);
    for (const { description, media } of steps) {
      await vscode.workspace.fs.stat(vscode.Uri.joinPath(extensionUri, media.image));
      for (const [, command = ''] of description.matchAll(/\(command:([^)]+)\)/g)) {
        assert.ok(known.has(command), command);
      }
    }
  });

  it('opens the walkthrough', async () => {
    await vscode.commands.executeCommand('galley.openWalkthrough');
  });
});
