// Takes the pictures of the README and the walkthrough; each only once what it shows is there.
import path from 'node:path';
import test, { after, before } from 'node:test';
import type { Locator } from 'playwright-core';
import { lineOf, openWorkbench, set, source } from './folder.ts';
import { expectGone, expectSeen, type Workbench } from './workbench.ts';

const SIZE = { width: 1200, height: 750 };
const WIDE = { width: 1400, height: 800 };
/** The walkthrough shows its picture about half as wide as a window: so it is taken of a small one. */
const SMALL = { width: 860, height: 620 };
/** No second view of the same text. */
const SETTINGS = { 'galley.annotator': 'Ada', 'editor.minimap.enabled': false };
const ranking = 'MOST READ';

let workbench: Workbench;

before(async () => {
  set(SETTINGS);
  workbench = await openWorkbench(SIZE);
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
  await workbench.openProblems('Stray ranking');
  await workbench.goToLine(lineOf(ranking) - 14);
  await workbench.shoot('overview');
  await workbench.closePanel();
});

test('the hover', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.run('Show or Focus Hover');
  await expectSeen(workbench.hover(/\d+% sure/), 'a hover');
  await workbench.shoot('hover');
  await workbench.pressAway('Escape', workbench.hover(/\d+% sure/), 'the hover');
});

test('the quick fixes', async () => {
  await workbench.goToLine(lineOf(ranking));
  const fixes = workbench.fixRows();
  await workbench.pressFor('Control+.', fixes.filter({ hasText: 'Strip this' }), 'a fix');
  await workbench.shoot('quick-fix');
  await workbench.pressAway('Escape', fixes, 'the fixes');
});

test('the lenses', async () => {
  set({ ...SETTINGS, 'galley.codeLens.enabled': true });
  await expectSeen(lens(), 'a lens');
  await workbench.goToLine(lineOf(ranking));
  await workbench.shoot('lenses');
  set(SETTINGS);
  await expectGone(lens(), 'the lens');
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
  await workbench.pressAway('Control+b', workbench.page.locator('.part.sidebar'), 'the side bar');
  await workbench.openProblems('Stray ranking');
  await workbench.goToLine(1);
  await workbench.shoot('walkthrough-picture');
  await workbench.closePanel();
});

test('the list of kinds', async () => {
  await workbench.page.setViewportSize(SIZE);
  await workbench.run('View: Close All Editors');
  await workbench.openFile(path.basename(source));
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('Space');
  await expectSeen(workbench.kindRows().filter({ hasText: 'Shift+R' }).first(), 'a kind');
  await workbench.shoot('kinds');
  await workbench.pressAway('Escape', workbench.kindRows(), 'the kinds');
});

test('label mode, and a note', async () => {
  await workbench.page.setViewportSize(WIDE);
  await workbench.goToLine(lineOf('Photo: '));
  await workbench.chord('a');
  await expectSeen(workbench.noteBox(), 'a box for the note');
  await workbench.writeNote('The agency’s name belongs to the caption here.');
  // VS Code opened its list of notes.
  await workbench.closePanel();
  await workbench.goToLine(lineOf('Swing bridge'));
  await workbench.chord('l');
  await expectSeen(workbench.labelMode(), 'label mode');
  for (const key of ['h', 'd', 'y', 't', 'Shift+S', 'Shift+S']) await workbench.press(key);
  await workbench.expectBehind('Save', /✓ share/);
  await workbench.shoot('label-mode');
  await workbench.leaveLabelMode();
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
