import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { afterEach, describe, it } from './bdd.ts';
import { closeAll, eventually, fileUri, open, outline, readText } from './support.ts';

const TREAT = 'galley.treatFolderAsSources';
const RELEASE = 'galley.stopTreatingFolderAsSources';

describe('Treat This Folder as Sources', () => {
  afterEach(async () => {
    await associate(undefined);
    await closeAll();
  });

  it("writes the folder into the workspace's settings: its files are sources, open ones at once", async () => {
    const document = await open('letters/one.txt');
    assert.equal(document.languageId, 'plaintext');
    await vscode.commands.executeCommand(TREAT, fileUri('letters'));
    assert.match(await readText('.vscode/settings.json'), /"\*\*\/letters\/\*\*\/\*\.txt"/);
    assert.ok((await outline(await sourceAt('letters/one.txt'))).length > 0);
    assert.equal((await open('notes.txt')).languageId, 'plaintext');
  });

  it('takes the folder of the active file where nothing was clicked', async () => {
    await open('letters/one.txt');
    await vscode.commands.executeCommand(TREAT);
    assert.deepEqual(associations(), { '**/letters/**/*.txt': 'source-text' });
  });

  it('takes a name with signs of a glob by the letter', async () => {
    await vscode.commands.executeCommand(TREAT, fileUri('letters/odd [1]'));
    assert.ok(await sourceAt('letters/odd [1]/two.txt'));
    assert.equal((await open('letters/one.txt')).languageId, 'plaintext');
  });

  it('keeps other associations, does nothing twice, and can be taken back', async () => {
    await associate({ '*.out': 'log' });
    for (let round = 0; round < 2; round++) {
      await vscode.commands.executeCommand(TREAT, fileUri('letters'));
      assert.deepEqual(associations(), { '*.out': 'log', '**/letters/**/*.txt': 'source-text' });
    }
    await sourceAt('letters/one.txt');
    for (let round = 0; round < 2; round++) {
      await vscode.commands.executeCommand(RELEASE, fileUri('letters'));
      assert.deepEqual(associations(), { '*.out': 'log' });
    }
    await eventually('ordinary text', async () => {
      return (await open('letters/one.txt')).languageId === 'plaintext' || undefined;
    });
  });

  it('leaves a folder outside of the workspace alone', async () => {
    await vscode.commands.executeCommand(TREAT, vscode.Uri.file('/somewhere/else'));
    assert.equal(associations(), undefined);
  });
});

/** A document once VS Code has given it the language of sources. */
async function sourceAt(name: string): Promise<vscode.TextDocument> {
  return eventually(`${name} as a source`, async () => {
    const document = await open(name);
    return document.languageId === 'source-text' ? document : undefined;
  });
}

function associations(): unknown {
  return vscode.workspace.getConfiguration().inspect('files.associations')?.workspaceValue;
}

async function associate(value: unknown): Promise<void> {
  const target = vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration().update('files.associations', value, target);
}
