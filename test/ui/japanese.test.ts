// What Galley says to a person whose display language is Japanese. VS Code itself stays English here:
// it has no language pack with words.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { folder, lineOf, openWorkbench, source } from './folder.ts';
import { expectSeen, expectSoon, type Workbench } from './workbench.ts';

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
  await workbench.press('Control+Shift+M');
  const problem = workbench.problemRows().filter({ hasText: '不要なランキング' });
  await expectSeen(problem.first(), 'a ranking');
  await workbench.goToLine(lineOf(ranking) - 14);
  await workbench.shoot('1-problems');
  await workbench.press('Control+j');
});

test('the hover', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.run('Show or Focus Hover');
  await expectSeen(workbench.hover(/ランキング.*確度 \d+/), 'the kind in a hover');
  await workbench.shoot('2-hover');
  await workbench.press('Escape');
});

test('the fixes', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.press('Control+.');
  await expectSeen(
    workbench.fixRows().filter({ hasText: 'このランキングのブロックを取り除く' }).first(),
    'a fix of the block',
  );
  await workbench.shoot('3-fixes');
  await workbench.press('Escape');
});

test('the lenses', async () => {
  const settings = path.join(folder, '.vscode/settings.json');
  const before = readFileSync(settings, 'utf8');
  writeFileSync(
    settings,
    JSON.stringify({
      ...JSON.parse(before),
      'galley.codeLens.enabled': true,
      'galley.inlayHints.enabled': true,
    }),
  );
  const lens = workbench.page.locator('.codelens-decoration a:visible', { hasText: '行取り除く' });
  await expectSeen(lens.first(), 'a lens');
  await workbench.goToLine(lineOf(ranking));
  await workbench.shoot('4-lenses');
  writeFileSync(settings, before);
  await lens.first().waitFor({ state: 'hidden' });
});

test('the commands in the palette', async () => {
  await workbench.press('F1');
  await workbench.page.keyboard.type('Galley: 定型部分');
  const rows = workbench.kindRows().filter({ hasText: 'Galley: 定型部分を取り除く' });
  await expectSeen(rows.first(), 'Strip Boilerplate');
  await workbench.shoot('5-palette');
  await workbench.press('Escape');
});

test('the kinds in their list', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('Space');
  await expectSeen(workbench.kindRows().filter({ hasText: 'ランキング' }).first(), 'a kind');
  await workbench.shoot('6-kinds');
  await workbench.press('Escape');
});

test('label mode, and what stands behind a labelled line', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('l');
  await expectSeen(workbench.statusBar('ラベル モード'), 'the mode');
  await workbench.press('Shift+R');
  await expectSoon('the label behind the line', async () =>
    /✓ ランキング/.test(await workbench.behind(ranking)),
  );
  await workbench.press('a');
  await expectSeen(workbench.noteBox(), 'a box for the note');
  await workbench.page.keyboard.type('これはランキングですか?');
  await workbench.shoot('7-mode');
  await workbench.press('Control+Enter');
  await expectSeen(workbench.noteWith('これはランキング'), 'the note');
  await workbench.shoot('7-note');
  await workbench.goToLine(lineOf(ranking));
  await workbench.press('Escape');
});

test('the views', async () => {
  await workbench.run('Focus on ソース View');
  await expectSeen(
    workbench.page.locator('.sidebar .monaco-list-row', { hasText: 'harbour' }).first(),
    'the view',
  );
  await workbench.shoot('8-views');
});

test('what a command tells', async () => {
  await workbench.openFile(path.basename(source));
  await workbench.run('Galley: 定型部分を取り除く');
  await expectSeen(workbench.statusBar('取り除きました'), 'what was done');
  await workbench.shoot('9-stripped');
  await workbench.press('Control+z');
});

test('the status', async () => {
  await workbench.page
    .locator('.statusbar-item', { hasText: '{}' })
    .or(workbench.page.locator('[id="status.languageStatus"]'))
    .first()
    .hover();
  await workbench.page.locator('.hover-language-status').first().waitFor();
  await workbench.shoot('10-status');
});

test('the walkthrough', async () => {
  await workbench.run('ウォークスルーを開く');
  const steps = workbench.page.locator('.getting-started-step');
  await expectSeen(steps.filter({ hasText: '構造を読む' }).first(), 'a step');
  await workbench.shoot('11-walkthrough');
});
