import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { afterEach, describe, it } from './bdd.ts';
import { closeAll, codeOf, fileUri, open, problems, problemsNow, readText } from './support.ts';

const STRIP = 'galley.stripBoilerplate';

describe('Strip Boilerplate', () => {
  afterEach(closeAll);

  it('does to every sample what the command line does, and one undo restores it', async () => {
    for (const [name] of await vscode.workspace.fs.readDirectory(fileUri('seeds'))) {
      const document = await open(`seeds/${name}`);
      const original = document.getText();
      await vscode.commands.executeCommand(STRIP);
      assert.equal(document.getText(), await expected(name), name);
      if (document.getText() !== original) await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), original, `undo in ${name}`);
    }
  });

  it('keeps CRLF', async () => {
    const document = await open('seeds/crlf.txt');
    await vscode.commands.executeCommand(STRIP);
    assert.equal(document.eol, vscode.EndOfLine.CRLF);
    assert.doesNotMatch(document.getText(), /[^\r]\n/);
    assert.equal(document.getText(), await expected('crlf.txt'));
  });

  it('works in plain text that galley.sources names', async () => {
    const document = await open('corpus/plain.txt');
    await vscode.commands.executeCommand(STRIP);
    assert.equal(document.getText(), await expected('000_harbour-bridge.txt'));
  });

  it('strips the document of a URI, whatever editor is active', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    const notes = await open('notes.txt');
    const before = notes.getText();
    await vscode.commands.executeCommand(STRIP, document.uri);
    assert.equal(document.getText(), await expected('000_harbour-bridge.txt'));
    assert.equal(notes.getText(), before);
    await vscode.window.showTextDocument(document);
  });

  it('strips one kind and leaves the others', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    const before = new Set((await problems(document)).map(codeOf));
    await vscode.commands.executeCommand('galley.stripBoilerplateOfKind', document.uri, 'ranking');
    assert.doesNotMatch(document.getText(), /MOST READ/);
    assert.match(document.getText(), /Cookie settings/);
    assert.ok(before.has('ranking'));
  });

  it('leaves an ordinary .txt alone', async () => {
    const document = await open('notes.txt');
    const before = document.getText();
    await vscode.commands.executeCommand(STRIP, document.uri);
    assert.equal(document.getText(), before);
    assert.deepEqual(problemsNow(document), []);
  });
});

/** What the command line leaves of a sample, as VS Code holds a text: without the BOM. */
async function expected(name: string): Promise<string> {
  return (await readText(`stripped/${name}.out`)).replace(/^\ufeff/, '');
}
