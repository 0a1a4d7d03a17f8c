import * as vscode from 'vscode';
import { labelsAre, lineOf, openSource, removeSource, select, stored } from './annotations.ts';
import * as assert from './assert.ts';
import { afterEach, beforeEach, describe, it } from './bdd.ts';
import {
  codeOf,
  eventually,
  fileUri,
  open,
  outline,
  problemsNow,
  rowsNow,
  statusNow,
} from './support.ts';

const BYLINE = 'By Moira Tennant';
const HEADLINE = 'Swing bridge to close for nine nights as century-old bearings are replaced';
const DECK = 'Lorries face a 22-kilometre detour; walkers will be ferried across free of charge';
const SHARE = 'Share';
const TERMS = 'Terms of use';

const run = (command: string, ...args: unknown[]) =>
  vscode.commands.executeCommand(`galley.${command}`, ...args);

describe('labelling', () => {
  let document: vscode.TextDocument;

  beforeEach(async () => {
    document = await openSource();
  });
  afterEach(removeSource);

  it('gives the line at the cursor a kind, beside the source and not in it', async () => {
    const before = document.getText();
    select(document, HEADLINE);
    await run('labelLines', 'body');
    await labelsAre([`body: ${HEADLINE}`]);
    assert.equal(document.getText(), before);
    assert.equal(document.isDirty, false);
  });

  it('is of all selected lines, and one undo takes it back', async () => {
    select(document, HEADLINE, SHARE);
    await run('labelLines', 'body');
    await labelsAre([`body: ${HEADLINE}`, `body: ${SHARE}`]);
    await run('undoLabel');
    await labelsAre([]);
    await run('redoLabel');
    await labelsAre([`body: ${HEADLINE}`, `body: ${SHARE}`]);
  });

  it('again is another label; and it can be taken off', async () => {
    select(document, HEADLINE);
    await run('labelLines', 'deck');
    await run('labelLines', 'kicker');
    await labelsAre([`kicker: ${HEADLINE}`]);
    await run('removeLabels');
    await labelsAre([]);
  });

  it('undoes the last act of the window, in the source where it was', async () => {
    select(document, HEADLINE);
    await run('labelLines', 'deck');
    await labelsAre([`deck: ${HEADLINE}`]);
    await open('seeds/crlf.txt');
    await run('undoLabel');
    await labelsAre([]);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.path, document.uri.path);
    assert.equal(editor?.selection.active.line, lineOf(document, HEADLINE));
  });

  it('holds at once: the problem of the line is gone, and no strip takes it', async () => {
    const line = lineOf(document, TERMS);
    const isNamed = () =>
      problemsNow(document).some(
        (each) => codeOf(each) && each.range.start.line <= line && line <= each.range.end.line,
      );
    await eventually('a problem at the line', () => isNamed() || undefined);
    select(document, TERMS);
    await run('labelLines', 'body');
    await eventually('no problem at the line', () => !isNamed() || undefined);
    await run('stripBoilerplate', document.uri);
    assert.match(document.getText(), /^Terms of use$/m);
    assert.doesNotMatch(document.getText(), /^Cookie settings$/m);
  });

  it('shows in the outline, which VS Code keeps while the text is the same', async () => {
    await outline(document);
    const { version } = document;
    const before = await rowsNow(document);
    assert.ok(!before.includes(`${TERMS}: promo`), before.join('\n'));
    select(document, TERMS);
    await run('labelLines', 'promo');
    await eventually('the label in the outline', async () =>
      (await rowsNow(document)).includes(`${TERMS}: promo`),
    );
    await run('undoLabel');
    await eventually(
      'the outline as it was',
      async () => (await rowsNow(document)).join() === before.join(),
    );
    assert.equal(document.version, version);
  });

  it('accepts what a line is, and goes to the next to review', async () => {
    select(document, BYLINE);
    await run('acceptAndNext');
    await labelsAre([`byline: ${BYLINE}`]);
    const { document: now, selection } = vscode.window.activeTextEditor ?? {};
    assert.ok(now !== document || selection?.active.line !== lineOf(document, BYLINE));
  });

  it('accepts a block whole, and all that is sure', async () => {
    select(document, 'Fish market prices');
    await run('acceptBlock');
    const block = await eventually('labels', async () => (await count('ranking')) || undefined);
    assert.ok(block > 2, `${block} labels`);
    await run('undoLabel');
    await labelsAre([]);
    await run('acceptAllSure');
    await eventually('more labels', async () => ((await count('')) > block ? true : undefined));
  });

  it('goes through the sources, the least certain line first, and skips', async () => {
    const places = new Set<string>();
    await run('nextToReview');
    places.add(place());
    for (let skip = 0; skip < 2; skip++) {
      await run('skipToNext');
      places.add(place());
    }
    assert.equal(places.size, 3);
  });
});

describe('label mode', () => {
  let document: vscode.TextDocument;

  beforeEach(async () => {
    document = await openSource();
    await run('toggleLabelMode');
  });
  afterEach(async () => {
    await run('toggleLabelMode');
    await removeSource();
  });

  it('leads on to the line below', async () => {
    select(document, HEADLINE);
    await run('labelLines', 'headline');
    await run('labelLines', 'deck');
    await labelsAre([`headline: ${HEADLINE}`, `deck: ${DECK}`]);
  });

  it('takes keys that come faster than the cursor moves one after the other', async () => {
    select(document, HEADLINE);
    const kinds = ['headline', 'deck', 'byline', 'timestamp', 'share', 'share'];
    await Promise.all(kinds.map((kind) => run('labelLines', kind)));
    const first = lineOf(document, HEADLINE);
    const expected = kinds.map((kind, at) => `${kind}: ${document.lineAt(first + at).text}`);
    await labelsAre(expected);
  });

  it('leads on to the next to review where that led here', async () => {
    await run('nextToReview');
    const before = place();
    const { selection } = vscode.window.activeTextEditor ?? {};
    await run('labelLines', 'body');
    const [uri, line] = place().split('#');
    assert.ok(place() !== before);
    assert.ok(uri !== before.split('#')[0] || Number(line) !== (selection?.active.line ?? 0) + 1);
  });

  it('keeps what is typed out of the text, and lets it in again afterwards', async () => {
    const before = document.getText();
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(document.getText(), before);
    await run('toggleLabelMode');
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(document.getText().length, before.length + 1);
    await vscode.commands.executeCommand('undo');
    await run('toggleLabelMode');
  });

  it('lets what is typed into the sources again that are behind when it ends', async () => {
    const notes = await vscode.workspace.openTextDocument(fileUri('notes.txt'));
    await vscode.window.showTextDocument(notes, { viewColumn: vscode.ViewColumn.Beside });
    const shown = tabs();
    const type = async () => {
      const behind = vscode.window.visibleTextEditors.find((each) => each.document === document);
      await behind?.edit((edit) => edit.insert(new vscode.Position(0, 0), 'x'));
    };
    const before = document.getText();
    await type();
    assert.equal(document.getText(), before);
    await run('toggleLabelMode');
    assert.equal(vscode.window.activeTextEditor?.document, notes, 'what was in front');
    assert.deepEqual(tabs(), shown);
    await type();
    assert.equal(document.getText(), `x${before}`);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
    await run('toggleLabelMode');
  });

  it('leaves files that are no sources alone', async () => {
    const notes = await open('notes.txt');
    const before = notes.getText();
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(notes.getText().length, before.length + 1);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.window.showTextDocument(document);
    await eventually(
      'the source in front',
      () => /boilerplate/.test(statusNow().text) || undefined,
    );
  });
});

describe('the keys of annotating', () => {
  it('are no keys of VS Code, nor the beginning of one, nor does one of these begin them', async () => {
    const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const bindings = [...text.matchAll(/"key": "([^"]+)"[^}]*?"command": "([^"]+)"/g)];
    const others = bindings
      .filter(([, , command = '']) => !command.startsWith('galley.'))
      .map(([, key = '']) => key);
    assert.ok(others.includes('ctrl+k ctrl+s') || others.includes('cmd+k cmd+s'), 'the defaults');
    const prefix = others.find((key) => key.startsWith('cmd+')) ? 'cmd+k g' : 'ctrl+k g';
    const taken = others.filter((key) => key === prefix || key.startsWith(`${prefix} `));
    assert.deepEqual(taken, []);
    const ours = bindings.filter(([, key = '']) => key.startsWith(`${prefix} `));
    assert.ok(ours.length >= 30, `${ours.length} keys`);
  });
});

async function count(kind: string): Promise<number> {
  return (await stored()).filter((each) => each.kind?.startsWith(kind)).length;
}

/** What is open in each group, and what is in front there. */
function tabs(): unknown {
  return vscode.window.tabGroups.all.map((group) =>
    group.tabs.map(({ label, isActive, isPreview }) => ({ label, isActive, isPreview })),
  );
}

/** Where the cursor is. */
function place(): string {
  const { document, selection } = vscode.window.activeTextEditor ?? {};
  return `${document?.uri}#${selection?.active.line}`;
}
