import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { afterEach, describe, it } from './bdd.ts';
import { closeAll, eventually, open, problems, status, statusNow } from './support.ts';

describe('the status item', () => {
  const changed = new Set<string>();

  async function set(key: string, value: unknown): Promise<void> {
    changed.add(key);
    const target = vscode.ConfigurationTarget.Workspace;
    await vscode.workspace.getConfiguration('galley').update(key, value, target);
  }

  afterEach(async () => {
    for (const key of changed) await set(key, undefined);
    changed.clear();
    await closeAll();
  });

  it('counts the blocks, and offers to strip them', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    const sure = (await problems(document)).filter(
      ({ severity }) => severity === vscode.DiagnosticSeverity.Warning,
    );
    const { command } = await status(new RegExp(`^${sure.length} blocks? of boilerplate$`));
    assert.equal(command?.command, 'galley.stripBoilerplate');
  });

  it('says that a source is too large, how large, and leads to the setting', async () => {
    await open('seeds/000_harbour-bridge.txt');
    await set('maximumSize', 100);
    const { detail, command } = await status(/^Too large/);
    assert.match(detail ?? '', /\b100\b/);
    assert.deepEqual(command?.arguments, ['galley.maximumSize']);
  });

  it('says that a source is excluded, and by which glob', async () => {
    await open('seeds/000_harbour-bridge.txt');
    await set('exclude', ['seeds/**']);
    const { detail, command } = await status(/^Excluded/);
    assert.match(detail ?? '', /seeds\/\*\*/);
    assert.deepEqual(command?.arguments, ['galley.exclude']);
  });

  it('says that a file is no page, and why', async () => {
    const json = JSON.stringify(Array.from({ length: 200 }, (_, id) => ({ id })));
    const content = { language: 'source-text', content: `${json}\n` };
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(content));
    const { detail } = await status(/^Not a page/);
    assert.match(detail ?? '', /JSON/);
  });

  it('says what a strip did, and that there is nothing left to do', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    await problems(document);
    await vscode.commands.executeCommand('galley.stripBoilerplate');
    await status(/^\d+ blocks? stripped/);
    await vscode.commands.executeCommand('galley.stripBoilerplate');
    await status(/^Nothing to strip/);
    await vscode.commands.executeCommand('undo');
    await status(/of boilerplate$/);
  });

  it('says what a clean view is', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    await problems(document);
    await vscode.commands.executeCommand('galley.openCleanView');
    await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
    const { command } = await status(/^Clean view$/);
    assert.equal(command?.command, 'galley.compareWithCleanView');
  });

  it('follows the active editor', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    await problems(document);
    await status(/of boilerplate$/);
    await open('notes.txt');
    await eventually('nothing of boilerplate', () => {
      return !/boilerplate/.test(statusNow().text) || undefined;
    });
  });
});
