import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { after, describe, it } from './bdd.ts';
import { closeAll, open, outline, problems, problemsNow, symbolsNow } from './support.ts';

describe('which files are sources', () => {
  after(closeAll);

  it('claims a file under seeds/ by its name', async () => {
    const document = await open('seeds/crlf.txt');
    assert.equal(document.languageId, 'source-text');
    assert.ok((await outline(document)).length > 0);
  });

  it('does not seize an ordinary .txt', async () => {
    const source = await open('seeds/crlf.txt');
    await problems(source);
    const document = await open('notes.txt');
    assert.equal(document.languageId, 'plaintext');
    assert.deepEqual(await symbolsNow(document), []);
    assert.deepEqual(problemsNow(document), []);
  });

  it('reads plain text that galley.sources names, and leaves its language', async () => {
    const document = await open('corpus/plain.txt');
    assert.equal(document.languageId, 'plaintext');
    assert.ok((await outline(document)).length > 0);
    assert.ok((await problems(document)).length > 0);
  });

  it('starts without a word: no pop-up, no panel', async () => {
    const extension = vscode.extensions.getExtension('galley.galley');
    assert.equal(extension?.isActive, true);
    assert.equal(vscode.window.activeTerminal, undefined);
  });

  it('registers each command of the manifest', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const manifest = vscode.extensions.getExtension('galley.galley')?.packageJSON;
    for (const { command } of manifest.contributes.commands) assert.ok(known.has(command), command);
  });
});
