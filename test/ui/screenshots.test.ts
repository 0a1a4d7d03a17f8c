// Takes the pictures of the README and the walkthrough; each only once what it shows is there.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import type { Locator } from 'playwright-core';
import { expectSeen, expectSoon, Workbench } from './workbench.ts';

const folder = env('GALLEY_UI_FOLDER');
const source = env('GALLEY_UI_SOURCE');
const lines = readFileSync(path.join(folder, source), 'utf8').split('\n');

const SIZE = { width: 1200, height: 750 };
const WIDE = { width: 1400, height: 800 };
/** The walkthrough shows its picture about half as wide as a window: so it is taken of a small one. */
const SMALL = { width: 860, height: 620 };
/** What the folder has, and no second view of the same text. */
const SETTINGS = {
  'galley.sources': ['corpus/**/*.txt'],
  'galley.annotator': 'Ada',
  'editor.minimap.enabled': false,
};
const ranking = 'MOST READ';

let workbench: Workbench;

before(async () => {
  set({});
  workbench = await Workbench.open(env('GALLEY_UI_URL'), env('GALLEY_UI_SHOTS'), SIZE);
  await expectSeen(workbench.statusBar('Source Text'), 'the language “Source Text”');
  await workbench.run('Explorer: Focus on Outline View');
  await workbench.foldFiles();
  const headline = workbench.outlineRows().filter({ hasText: 'Swing bridge' });
  await expectSeen(headline.first(), 'the outline');
});
after(async () => {
  // Nothing was opened where opening it failed.
  await workbench?.shoot('last');
  await workbench?.close();
});

test('the outline and the colours', async () => {
  await workbench.goToLine(1);
  await workbench.shoot('outline');
});

test('the problems', async () => {
  await workbench.press('Control+Shift+M');
  await expectSeen(
    workbench.problemRows().filter({ hasText: 'Stray ranking' }).first(),
    'a ranking',
  );
  await workbench.goToLine(lineOf(ranking) - 14);
  await workbench.shoot('overview');
  await workbench.press('Control+j');
});

test('the hover', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.run('Show or Focus Hover');
  await expectSeen(workbench.hover('% sure'), 'a hover');
  await workbench.shoot('hover');
  await workbench.press('Escape');
});

test('the quick fixes', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.press('Control+.');
  await expectSeen(workbench.fixRows().filter({ hasText: 'Strip this' }).first(), 'a fix');
  await workbench.shoot('quick-fix');
  await workbench.press('Escape');
});

test('the lenses', async () => {
  set({ 'galley.codeLens.enabled': true });
  await expectSeen(lens(), 'a lens');
  await workbench.goToLine(lineOf(ranking));
  await workbench.shoot('lenses');
  set({});
  await lens().waitFor({ state: 'hidden' });
});

test('the boilerplate folded', async () => {
  await workbench.goToLine(1);
  await workbench.run('Galley: Fold All Boilerplate');
  await expectSeen(workbench.statusBar('folded'), 'what was folded');
  await workbench.shoot('folded');
  await workbench.run('Unfold All');
});

test('the comparison', async () => {
  await workbench.goToLine(1);
  await workbench.run('Galley: Compare with Clean View');
  await expectSeen(workbench.page.locator('.monaco-diff-editor .line-delete').first(), 'a diff');
  await workbench.shoot('compare');
  await workbench.run('View: Close Editor');
});

test('the clean view', async () => {
  await workbench.page.setViewportSize(WIDE);
  await workbench.goToLine(1);
  await workbench.run('Galley: Open Clean View');
  await expectSeen(workbench.page.locator('.tab', { hasText: '(clean)' }), 'the clean view');
  await workbench.shoot('clean-view');
  await workbench.page.setViewportSize(SMALL);
  await workbench.press('Control+b');
  await workbench.press('Control+Shift+M');
  await expectSeen(
    workbench.problemRows().filter({ hasText: 'Stray ranking' }).first(),
    'a ranking',
  );
  await workbench.goToLine(1);
  await workbench.shoot('walkthrough-picture');
  await workbench.press('Control+j');
});

test('the list of kinds', async () => {
  await workbench.page.setViewportSize(SIZE);
  await workbench.run('View: Close All Editors');
  await workbench.openFile(path.basename(source));
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('Space');
  await expectSeen(workbench.kindRows().filter({ hasText: 'Shift+R' }).first(), 'a kind');
  await workbench.shoot('kinds');
  await workbench.press('Escape');
});

test('label mode, and a note', async () => {
  await workbench.page.setViewportSize(WIDE);
  await workbench.goToLine(lineOf('Photo: '));
  await workbench.chord('a');
  await expectSeen(workbench.noteBox(), 'a box for the note');
  await workbench.page.keyboard.type('The agency’s name belongs to the caption here.');
  await expectSeen(workbench.noteButton(), 'what stores the note');
  await workbench.press('Control+Enter');
  await expectSeen(workbench.noteWith('The agency’s name'), 'the note');
  // VS Code opened its list of notes.
  await workbench.press('Control+j');
  await workbench.goToLine(lineOf('Swing bridge'));
  await workbench.chord('l');
  await expectSeen(workbench.statusBar('Label mode'), 'label mode');
  for (const key of ['h', 'd', 'y', 't', 'Shift+S', 'Shift+S']) await workbench.press(key);
  await expectSoon('the last of the labels', async () =>
    /✓ share/.test(await workbench.behind('Save')),
  );
  await workbench.shoot('label-mode');
  await workbench.press('Escape');
});

test('the walkthrough', async () => {
  await workbench.page.setViewportSize(WIDE);
  await workbench.run('View: Close All Editors');
  await workbench.run('Galley: Open Walkthrough');
  const steps = workbench.page.locator('.getting-started-step');
  await expectSeen(steps.filter({ hasText: 'Read its structure' }).first(), 'a step');
  await workbench.shoot('walkthrough');
});

function lens(): Locator {
  return workbench.page.locator('.codelens-decoration a:visible').first();
}

/** Settings of the folder besides those that it has. */
function set(settings: object): void {
  const file = path.join(folder, '.vscode/settings.json');
  writeFileSync(file, JSON.stringify({ ...SETTINGS, ...settings }));
}

function lineOf(text: string): number {
  return lines.findIndex((line) => line.includes(text)) + 1;
}

function env(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run this by npm run screenshots`);
  return value;
}
