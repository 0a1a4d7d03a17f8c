// One test for each complaint that users have of tools like this one; what each describes must not be.
import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { afterEach, describe, it } from './bdd.ts';
import {
  closeAll,
  codeOf,
  eventually,
  fileUri,
  open,
  outline,
  problems,
  problemsNow,
  readText,
  remove,
  show,
  status,
  statusNow,
  symbolsNow,
} from './support.ts';

const SAMPLE = 'seeds/000_harbour-bridge.txt';
const KEPT = 'Quiz: name that lighthouse';
const LANGUAGE = { id: 'source-text', name: 'Source Text' };

describe('what users complain of:', () => {
  afterEach(async () => {
    await set('files.associations', undefined);
    await set('editor.codeActionsOnSave', undefined);
    await set('galley.exclude', undefined);
    await remove('.galley/config.json');
    await closeAll();
  });

  it('it seizes .txt files', async () => {
    await problems(await open(SAMPLE));
    const notes = await open('notes.txt');
    assert.equal(notes.languageId, 'plaintext');
    assert.deepEqual(problemsNow(notes), []);
    assert.deepEqual(await symbolsNow(notes), []);
    for (const { extensions } of languages()) assert.equal(extensions, undefined);
  });

  it('the language that it set is lost on reopening', async () => {
    await vscode.commands.executeCommand('galley.treatFolderAsSources', fileUri('letters'));
    for (let round = 0; round < 2; round++) {
      await eventually(LANGUAGE.name, async () => {
        const { languageId } = await open('letters/one.txt');
        return languageId === LANGUAGE.id || undefined;
      });
      await closeAll();
      await eventually('a closed file', () => !isOpen('letters/one.txt') || undefined);
    }
  });

  it('a fix on save empties a file', async () => {
    const sample = await readText(SAMPLE);
    const rubbish = sample.slice(sample.indexOf('MOST READ'));
    await vscode.workspace.fs.writeFile(fileUri(RUBBISH), new TextEncoder().encode(rubbish));
    await set('editor.codeActionsOnSave', { 'source.fixAll.galley': 'explicit' });
    const document = await open(RUBBISH);
    await problems(document);
    await insert(document, new vscode.Position(0, 0), '\n');
    let saved = false;
    void document.save().then(() => {
      saved = true;
    });
    // VS Code may show the fix and ask; without an answer nothing goes.
    await eventually('the end of saving', async () => {
      await vscode.commands.executeCommand('refactorPreview.discard').then(undefined, () => {});
      return saved || undefined;
    });
    assert.equal(document.getText(), `\n${rubbish}`);
    assert.equal(await readText(RUBBISH), `\n${rubbish}`);
  });

  it('findings are shown for another version', async () => {
    const document = await open(SAMPLE);
    await problems(document);
    for (let round = 1; round <= 5; round++) {
      await insert(document, new vscode.Position(0, 0), '\n');
    }
    const content = { language: LANGUAGE.id, content: document.getText() };
    const fresh = await vscode.workspace.openTextDocument(content);
    await show(fresh.uri);
    await problems(fresh);
    await eventually('the findings of a text that was never another', () => {
      return placesOf(document) === placesOf(fresh) || undefined;
    });
  });

  it('“fix all” does nothing and says nothing', async () => {
    await problems(await open(SAMPLE));
    await vscode.commands.executeCommand('galley.stripBoilerplate');
    await status(/stripped/);
    await vscode.commands.executeCommand('galley.stripBoilerplate');
    await status(/^Nothing to strip/);
  });

  it('a line cannot be ignored, or only by a comment inside the controlled text', async () => {
    const document = await open(SAMPLE);
    await problems(document);
    const text = document.getText();
    const { line } = document.positionAt(text.indexOf(KEPT));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(line, 0, line, 0);
    await vscode.commands.executeCommand('galley.keepLines', 'line');
    await eventually('no finding at the line', () => {
      return !problemsNow(document).some(({ range }) => contains(range, line)) || undefined;
    });
    assert.equal(document.getText(), text);
  });

  it('a glob cannot be ignored', async () => {
    const document = await open(SAMPLE);
    await problems(document);
    await set('galley.exclude', ['seeds/**']);
    await eventually('no findings', () => problemsNow(document).length === 0 || undefined);
    await status(/^Excluded/);
  });

  it('the outline lags', async () => {
    const document = await open(SAMPLE);
    const before = await outline(document);
    for (let round = 1; round <= 5; round++) {
      await insert(document, new vscode.Position(0, 0), '\n');
      const line = (await symbolsNow(document)).at(-1)?.range.start.line;
      assert.equal(line, (before.at(-1)?.range.start.line ?? 0) + round);
    }
  });

  it('a limit is documented nowhere', async () => {
    const maximumSize = vscode.workspace.getConfiguration('galley').get('maximumSize', 0);
    assert.ok(maximumSize > 0);
    const paragraph = `${'An ordinary sentence of a paragraph that goes on. '.repeat(200)}\n`;
    const content = paragraph.repeat(Math.ceil((maximumSize + 1) / paragraph.length));
    const language = LANGUAGE.id;
    const document = await vscode.workspace.openTextDocument({ language, content });
    await vscode.window.showTextDocument(document);
    const { detail, command } = await status(/^Too large/);
    assert.ok(detail?.includes(maximumSize.toLocaleString()), detail);
    assert.deepEqual(command?.arguments, ['galley.maximumSize']);
    assert.deepEqual(problemsNow(document), []);
  });

  it('nobody knows which configuration won', async () => {
    await open(SAMPLE);
    await vscode.commands.executeCommand('galley.showEffectiveConfiguration');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, /\/\/ from the settings of the workspace\n {2}"galley\.sources"/);
  });

  it('the command line disagrees with the editor', async () => {
    const document = await open(SAMPLE);
    await problems(document);
    await vscode.commands.executeCommand('galley.stripBoilerplate');
    assert.equal(document.getText(), await readText('stripped/000_harbour-bridge.txt.out'));
  });

  it('it starts to work though nothing of it is open', async () => {
    await open('notes.txt');
    assert.ok(!/boilerplate/.test(statusNow().text));
  });

  it('a file outside of the folder is not read', async () => {
    const content = { language: LANGUAGE.id, content: await readText(SAMPLE) };
    const { uri } = await vscode.workspace.openTextDocument(content);
    assert.ok((await outline(await show(uri))).length > 0);
  });
});

const RUBBISH = 'saving/002_rubbish.txt';

function languages(): readonly { readonly extensions?: unknown }[] {
  return vscode.extensions.getExtension('galley.galley')?.packageJSON.contributes.languages;
}

function isOpen(name: string): boolean {
  const uri = fileUri(name).toString();
  return vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri);
}

function contains({ start, end }: vscode.Range, line: number): boolean {
  return start.line <= line && line <= end.line;
}

function placesOf(document: vscode.TextDocument): string {
  const places = problemsNow(document).map((problem) => [codeOf(problem), problem.range]);
  return JSON.stringify(places);
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

async function set(key: string, value: unknown): Promise<void> {
  const target = vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration().update(key, value, target);
}
