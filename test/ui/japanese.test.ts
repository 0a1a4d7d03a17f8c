// What Galley says to a person whose display language is Japanese. VS Code itself stays English here:
// it has no language pack with words. Only what stands in the page counts, so that no font is needed.
import path from 'node:path';
import test, { after, before } from 'node:test';
import { lineOf, openWorkbench, set, source } from './folder.ts';
import { expectGone, expectSeen, type Workbench } from './workbench.ts';

const ranking = 'MOST READ';

let workbench: Workbench;

before(async () => {
  workbench = await openWorkbench();
  await expectSeen(workbench.statusBar('Source Text'), 'the language “Source Text”');
});
after(async () => {
  await workbench?.shoot('last');
  await workbench?.close();
});

test('the problems', async () => {
  await workbench.openProblems('不要なランキング');
  await workbench.shoot('1-problems');
  await workbench.closePanel();
});

test('the hover', async () => {
  const hover = workbench.hover(/ランキング.*確度 \d+/);
  await workbench.goToLine(lineOf(ranking));
  await workbench.run('Show or Focus Hover');
  await expectSeen(hover, 'the kind in a hover');
  await workbench.shoot('2-hover');
  await workbench.pressAway('Escape', hover, 'the hover');
});

test('the fixes', async () => {
  const fixes = workbench.fixRows();
  const fix = fixes.filter({ hasText: 'このランキングのブロックを取り除く' });
  await workbench.goToLine(lineOf(ranking));
  await workbench.pressFor('Control+.', fix, 'a fix for the block');
  await workbench.shoot('3-fixes');
  await workbench.pressAway('Escape', fixes, 'the fixes');
});

test('the lenses', async () => {
  const lens = workbench.page.locator('.codelens-decoration a', { hasText: '行取り除く' });
  set({ 'galley.codeLens.enabled': true });
  await expectSeen(lens, 'a lens');
  await workbench.shoot('4-lenses');
  set({});
  await expectGone(lens, 'the lens');
});

test('the kinds in their list', async () => {
  const kind = workbench.kindRows().filter({ hasText: 'ランキング' });
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('Space');
  await expectSeen(kind, 'a kind');
  await workbench.shoot('5-kinds');
  await workbench.pressAway('Escape', workbench.kindRows(), 'the kinds');
});

test('label mode, what stands behind a labelled line, and a note', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('l');
  await expectSeen(workbench.labelMode('ラベル モード: ランキング'), 'the mode');
  await workbench.press('Shift+R');
  await workbench.expectBehind(ranking, /✓ ランキング/);
  await workbench.press('a');
  await expectSeen(workbench.noteBox(), 'a box for the note');
  await workbench.writeNote('これはランキングですか?', 'メモを追加');
  await workbench.shoot('6-note');
  await workbench.goToLine(lineOf(ranking));
  await workbench.leaveLabelMode('ラベル モードを終了しました');
});

test('the views', async () => {
  await workbench.run('Focus on ソース View');
  const row = workbench.page.locator('.sidebar .monaco-list-row', { hasText: 'harbour' });
  await expectSeen(row, 'the source in its view');
  await workbench.shoot('7-views');
});

test('the state of the source', async () => {
  await workbench.openFile(path.basename(source));
  const status = workbench.page.locator('[id="status.languageStatus"]');
  const hover = workbench.page.locator('.hover-language-status', { hasText: '定型部分' });
  await expectSeen(status, 'the state of the language');
  await status.hover();
  await expectSeen(hover, 'the state in words');
  await workbench.shoot('8-status');
});

test('a command by its name, and what it tells', async () => {
  await workbench.focusEditor();
  await workbench.run('Galley: 定型部分を取り除く');
  await expectSeen(workbench.statusBar('取り除きました'), 'what was done');
  await workbench.shoot('9-stripped');
});

test('the walkthrough', async () => {
  await workbench.run('ウォークスルーを開く');
  const steps = workbench.page.locator('.getting-started-step');
  await expectSeen(steps.filter({ hasText: '構造を読む' }), 'a step');
  await workbench.shoot('10-walkthrough');
});
