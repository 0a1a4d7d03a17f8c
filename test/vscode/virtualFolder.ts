import * as vscode from 'vscode';
import { labelled } from '../support/labelled.ts';
import * as assert from './assert.ts';
import { afterEach, before, describe, it } from './bdd.ts';
import { MemoryFileSystem } from './memoryFileSystem.ts';
import {
  accepted,
  closeAll,
  codeOf,
  eventually,
  outline,
  problems,
  problemsNow,
  readText,
  show,
} from './support.ts';

const SAMPLE = 'seeds/000_harbour-bridge.txt';
const ROOT = vscode.Uri.parse('memfs://corpus/work');
const PROJECT = at('.galley/config.json');
const LINE = 'Quiz: name that lighthouse';

describe('a folder that is on no disk', () => {
  let original: string;

  before(async () => {
    original = await readText(SAMPLE);
    const files = new MemoryFileSystem();
    vscode.workspace.registerFileSystemProvider('memfs', files, { isCaseSensitive: true });
    await write(at(SAMPLE), original);
    await write(at('seeds/other.txt'), original);
    const added = new Promise((resolve) => vscode.workspace.onDidChangeWorkspaceFolders(resolve));
    vscode.workspace.updateWorkspaceFolders(1, 0, { uri: ROOT, name: 'virtual' });
    await added;
  });

  afterEach(async () => {
    await closeAll();
    const options = { recursive: true };
    await vscode.workspace.fs.delete(at('.galley'), options).then(undefined, () => {});
  });

  it('has sources, with outline and problems', async () => {
    const document = await show(at(SAMPLE));
    assert.equal(document.languageId, 'source-text');
    assert.ok((await outline(document)).length > 1);
    assert.ok((await problems(document)).map(codeOf).includes('ranking'));
  });

  it('is stripped like a folder of the disk', async () => {
    const document = await show(at(SAMPLE));
    await problems(document);
    await vscode.commands.executeCommand('galley.stripBoilerplate');
    assert.equal(document.getText(), await readText('stripped/000_harbour-bridge.txt.out'));
  });

  it('keeps lines in a project file that is made', async () => {
    const document = await show(at(SAMPLE));
    await problems(document);
    const { line } = document.positionAt(original.indexOf(LINE));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor?.document === document);
    editor.selection = new vscode.Selection(line, 0, line, 3);
    await vscode.commands.executeCommand('galley.keepLines', 'source');
    await accepted(document, line);
    const said = JSON.parse(await read(PROJECT));
    assert.deepEqual(said, { keep: [{ text: LINE, sources: `/${SAMPLE}`, like: true }] });
  });

  it('has a project file that holds as soon as it is there, and no longer', async () => {
    const document = await show(at(SAMPLE));
    await problems(document);
    await write(PROJECT, '{ "diagnostics": { "severity": { "ranking": "off" } } }');
    const codes = () => problemsNow(document).map(codeOf);
    await eventually('other problems than a ranking', () => {
      return (codes().length > 0 && !codes().includes('ranking')) || undefined;
    });
    await vscode.workspace.fs.delete(PROJECT);
    await eventually('a ranking', () => codes().includes('ranking') || undefined);
  });

  it('has labels, which no strip takes', async () => {
    const document = await show(at(SAMPLE));
    const { line } = document.positionAt(original.indexOf(LINE));
    for (const [path, content] of await labelled(SAMPLE, original, [line], 'body'))
      await write(at(path), content);
    await accepted(document, line);
    await vscode.commands.executeCommand('galley.stripBoilerplate');
    assert.match(document.getText(), /Quiz: name that lighthouse/);
    assert.doesNotMatch(document.getText(), /Obituary: Captain Elspeth Muir/);
  });
});

function at(path: string): vscode.Uri {
  return vscode.Uri.joinPath(ROOT, path);
}

async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
