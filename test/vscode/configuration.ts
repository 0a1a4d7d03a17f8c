import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { afterEach, describe, it } from './bdd.ts';
import { closeAll, eventually, open, remove, write } from './support.ts';

const SHOW = 'galley.showEffectiveConfiguration';
const PROJECT = '.galley/config.json';

describe('Show Effective Configuration', () => {
  afterEach(async () => {
    await set(undefined);
    await remove(PROJECT);
    await closeAll();
  });

  it('names every setting, and where it comes from; follows what changes', async () => {
    await open('seeds/000_harbour-bridge.txt');
    await vscode.commands.executeCommand(SHOW);
    const view = await viewNow();
    assert.equal(view.languageId, 'jsonc');
    const { contributes } = vscode.extensions.getExtension('galley.galley')?.packageJSON ?? {};
    for (const key of Object.keys(contributes.configuration.properties)) {
      assert.ok(view.getText().includes(`"${key}": `), key);
    }
    await shows(view, /\/\/ default\n {2}"galley\.strip\.policy": "safe"/);
    await shows(view, /\/\/ from the settings of the workspace\n {2}"galley\.sources": \[/);
    await set('thorough');
    await shows(
      view,
      /\/\/ from the settings of the workspace\n {2}"galley\.strip\.policy": "thorough"/,
    );
  });

  it('says that a project file replaces the settings of the user', async () => {
    await set('thorough');
    await write(PROJECT, '{ "strip": { "comments": "strip" } }\n');
    await open('seeds/000_harbour-bridge.txt');
    await vscode.commands.executeCommand(SHOW);
    const view = await viewNow();
    await shows(view, /\/\/ from the project file\n {2}"galley\.strip\.comments": "strip"/);
    await shows(view, /\/\/ default\n {2}"galley\.strip\.policy": "safe"/);
    await shows(view, /\.galley\/config\.json/);
  });
});

async function shows(view: vscode.TextDocument, pattern: RegExp): Promise<void> {
  await eventually(`${pattern} in:\n${view.getText()}`, () => {
    return pattern.test(view.getText()) || undefined;
  });
}

async function viewNow(): Promise<vscode.TextDocument> {
  return eventually('the configuration', () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.uri.scheme === 'galley-configuration' ? document : undefined;
  });
}

async function set(policy: unknown): Promise<void> {
  const target = vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration('galley').update('strip.policy', policy, target);
}
