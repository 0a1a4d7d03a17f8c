import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { after, afterEach, before, describe, it } from './bdd.ts';
import { closeAll, open, problems, readText, wordsOf } from './support.ts';

const FILE = 'saving/000_saving.txt';
const COMMENTED = 'saving/001_commented.txt';
const COMMENTS = ['2 Comments', 'Tarn_Walker', 'The old span sang at low tide. I will miss it.'];

describe('cleaning on save, by editor.codeActionsOnSave', () => {
  before(() => set({ 'source.fixAll.galley': 'explicit' }));
  afterEach(closeAll);
  after(() => set(undefined));

  it('strips what is sure, and nothing more on every further save', async () => {
    const document = await open(FILE);
    await problems(document);
    await insertSpace(document);
    assert.ok(await document.save());
    const once = document.getText();
    assert.deepEqual(wordsOf(once), wordsOf(await expected()));
    assert.equal(await readText(FILE), once);
    for (let round = 0; round < 3; round++) {
      const before = await insertSpace(document);
      assert.ok(await document.save());
      assert.equal(document.getText(), before, `after save ${round + 2}`);
    }
  });

  it("keeps readers' comments", async () => {
    const document = await open(COMMENTED);
    const { length } = document.getText();
    await problems(document);
    const end = document.lineAt(document.lineCount - 1).range.end;
    await insert(document, end, `\n${COMMENTS.join('\n')}\n`);
    assert.ok(await document.save());
    assert.ok(document.getText().length < length, 'something was stripped');
    assert.match(document.getText(), /The old span sang at low tide\. I will miss it\./);
  });

  it('leaves an ordinary .txt as it is', async () => {
    const document = await open('notes.txt');
    const before = await insertSpace(document);
    assert.ok(await document.save());
    assert.equal(document.getText(), before);
  });
});

/** A space at the end of the line of a headline: a change that no fix undoes. */
async function insertSpace(document: vscode.TextDocument): Promise<string> {
  const at = Math.max(0, document.getText().indexOf('Swing bridge to close'));
  const { end } = document.lineAt(document.positionAt(at).line).range;
  await insert(document, end, ' ');
  return document.getText();
}

async function insert(
  document: vscode.TextDocument,
  at: vscode.Position,
  text: string,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, at, text);
  await vscode.workspace.applyEdit(edit);
}

async function expected(): Promise<string> {
  const text = await readText('stripped/000_harbour-bridge.txt.out');
  return text.replace(/^(Swing bridge to close.*)$/m, '$1 ');
}

async function set(value: unknown): Promise<void> {
  const target = vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration('editor').update('codeActionsOnSave', value, target);
}
