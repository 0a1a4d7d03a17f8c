import assert from 'node:assert/strict';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { lineOf, openWorkbench, original, read, source } from './folder.ts';
import { expectGone, expectSeen, expectSoon, type Workbench } from './workbench.ts';

const name = path.basename(source);

const headline = 'Swing bridge to close for nine nights';
const paragraph = 'We have patched and greased';
const ranking = 'MOST READ';

let workbench: Workbench;

before(async () => {
  workbench = await openWorkbench();
});
after(async () => {
  await workbench?.shoot('last');
  await workbench?.close();
});

test('a source opens as Source Text', async () => {
  await expectSeen(workbench.tab(name), `the tab of ${name}`);
  await expectSeen(workbench.lineWith(headline), 'the headline');
  await expectSeen(workbench.statusBar('Source Text'), 'the language “Source Text”');
});

test('its outline names the article and the blocks', async () => {
  await workbench.run('Explorer: Focus on Outline View');
  await workbench.foldFiles();
  for (const text of [headline, ranking]) {
    const row = workbench.outlineRows().filter({ hasText: text.slice(0, 20) });
    await expectSeen(row.first(), `“${text}” in the outline`);
  }
});

test('headline, body and boilerplate have colours of their own', async () => {
  await workbench.goToLine(lineOf(headline));
  await expectSoon('headline and body differ', async () => {
    return (await workbench.colourOf(headline)) !== (await workbench.colourOf(paragraph));
  });
  const body = await workbench.colourOf(paragraph);
  await workbench.goToLine(lineOf(ranking));
  await expectSoon('boilerplate differs from the body', async () => {
    return (await workbench.colourOf(ranking)) !== body;
  });
});

test('the problems list the stray blocks', async () => {
  await workbench.openProblems('Stray ranking');
  await workbench.goToLine(lineOf(ranking));
  await workbench.shoot('1-problems');
});

test('the quick fix menu at a block offers to strip it', async () => {
  await workbench.goToLine(lineOf(ranking));
  const fixes = workbench.fixRows();
  const fix = fixes.filter({ hasText: 'Strip this' });
  await workbench.pressFor('Control+.', fix, 'a fix for the block');
  await expectSeen(fixes.filter({ hasText: 'Strip all boilerplate' }), 'a fix for all');
  await workbench.shoot('2-quick-fix');
  await workbench.pressAway('Escape', fixes, 'the fixes');
});

test('Strip Boilerplate leaves what the command line leaves, and says what it did', async () => {
  await workbench.focusEditor();
  await workbench.run('Galley: Strip Boilerplate');
  await expectSeen(workbench.statusBar('stripped'), 'what was done in the status bar');
  await workbench.save();
  assert.equal(read(source), read(`stripped/${name}.out`));
  await expectGone(workbench.outlineRows().filter({ hasText: ranking }), 'the ranking’s outline');
  await workbench.goToLine(1);
  await workbench.shoot('3-stripped');
});

test('one undo brings everything back', async () => {
  await workbench.focusEditor();
  await workbench.press('Control+z');
  await workbench.save();
  assert.equal(read(source), original);
});

test('the clean view opens beside the source', async () => {
  await workbench.focusEditor();
  await workbench.run('Galley: Open Clean View');
  await expectSeen(workbench.page.locator('.tab', { hasText: '(clean)' }), 'the clean view');
  await expectSeen(workbench.lineWith(headline), 'the headline');
  await workbench.focusEditor();
});

test('nothing pops up when the window is loaded again', async () => {
  await workbench.reload();
  await expectSeen(workbench.statusBar('Source Text'), 'the language “Source Text”');
  await expectSeen(workbench.outlineRows().first(), 'the outline');
  assert.equal(await workbench.page.locator('.notification-toast').count(), 0);
});
