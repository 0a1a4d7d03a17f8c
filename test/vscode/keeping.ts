import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { afterEach, describe, it } from './bdd.ts';
import {
  actions,
  apply,
  closeAll,
  codeOf,
  eventually,
  open,
  problems,
  problemsNow,
  readText,
  remove,
  write,
} from './support.ts';

const PROJECT = '.galley/config.json';
const LINE = 'Quiz: name that lighthouse';

describe('Keep Lines Like This', () => {
  afterEach(async () => {
    await closeAll();
    await remove(PROJECT);
  });

  it('takes the line out of problems and strip, saved in the project file, not in the source', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    const original = document.getText();
    await problems(document);
    const line = await select(document);
    await vscode.commands.executeCommand('galley.keepLines', 'source');
    await eventually('no problem at the line', () => !isNamed(document, line) || undefined);
    assert.match(await readText(PROJECT), /Quiz: name that lighthouse/);
    assert.equal(document.getText(), original);
    await vscode.commands.executeCommand('galley.stripBoilerplate', document.uri);
    assert.match(document.getText(), /Quiz: name that lighthouse/);
    assert.doesNotMatch(document.getText(), /Obituary: Captain Elspeth Muir/);
  });

  it('starts anew where the project file was deleted, though VS Code has it open still', async () => {
    await write(PROJECT, '{ "keep": [{ "text": "Obituary: Captain Elspeth Muir" }] }');
    const document = await open('seeds/000_harbour-bridge.txt');
    const keep = async () => {
      const line = await select(document);
      await told(() => vscode.commands.executeCommand('galley.keepLines', 'line'));
      await eventually('no problem at the line', () => !isNamed(document, line) || undefined);
      return JSON.parse(await readText(PROJECT)).keep.map(({ text }: { text: string }) => text);
    };
    const project = await open(PROJECT);
    await open('seeds/000_harbour-bridge.txt');
    assert.deepEqual(await keep(), ['Obituary: Captain Elspeth Muir', LINE]);
    await remove(PROJECT);
    assert.deepEqual(await keep(), [LINE]);
    await remove(PROJECT);
    assert.deepEqual(await keep(), [LINE], 'though nothing changes in the text that is open');
    assert.equal(project.isClosed, false);
  });

  it('is offered as a quick fix', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    await problems(document);
    const line = await select(document);
    const range = document.lineAt(line).range;
    const found = await actions(document, range, vscode.CodeActionKind.QuickFix);
    const keep = found.find(({ title }) => /^Keep /.test(title));
    assert.ok(keep, found.map(({ title }) => title).join(' | '));
    if (keep.edit) await apply(keep);
    if (keep.command) {
      const { command, arguments: given = [] } = keep.command;
      await vscode.commands.executeCommand(command, ...given);
    }
    await eventually('no problem at the line', () => !isNamed(document, line) || undefined);
  });
});

/**
 * Waits after an act until VS Code has told of the project file that it wrote: of a file that is made and deleted within
 * a moment it tells nothing.
 */
async function told(act: () => Thenable<unknown>): Promise<void> {
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${PROJECT}`);
  const seen = new Promise((resolve) => {
    watcher.onDidCreate(resolve);
    watcher.onDidChange(resolve);
  });
  await act();
  await seen;
  watcher.dispose();
}

/** Puts the cursor on the line, once it has a problem: a project file of before may be there yet. */
async function select(document: vscode.TextDocument): Promise<number> {
  const { line } = document.positionAt(document.getText().indexOf(LINE));
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor?.document === document);
  editor.selection = new vscode.Selection(line, 0, line, 3);
  await eventually('a problem at the line', () => isNamed(document, line) || undefined);
  return line;
}

function isNamed(document: vscode.TextDocument, line: number): boolean {
  return problemsNow(document).some(
    (problem) =>
      codeOf(problem) === 'ranking' &&
      problem.range.start.line <= line &&
      line <= problem.range.end.line,
  );
}
