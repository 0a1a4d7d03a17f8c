// Annotates a source by keyboard alone, as a person would.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { folder, lineOf, openWorkbench, original, read, source } from './folder.ts';
import { expectGone, expectSeen, expectSoon, type Workbench } from './workbench.ts';

const LABELS = path.join(folder, '.galley/labels', `${source}.jsonld`);

const headline = 'Swing bridge to close for nine nights';
const ranking = 'MOST READ';
const item = 'Chip shop queue';
const byline = 'By Moira Tennant';

let workbench: Workbench;

before(async () => {
  workbench = await openWorkbench();
  await expectSeen(workbench.lineWith(headline), 'the headline');
  await workbench.run('Explorer: Focus on Outline View');
  await workbench.foldFiles();
  await expectSeen(workbench.outlineRows().first(), 'the outline');
});
after(async () => {
  await workbench?.shoot('annotating-last');
  await workbench?.close();
});

test('a key after the prefix labels the line, behind which its kind stands then', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('h');
  await workbench.expectBehind(ranking, /✓ headline/);
  await expectSoon('the label in its file', async () => labels().join() === 'headline');
  await workbench.shoot('annotating-1-label');
});

test('undo takes the label back', async () => {
  await workbench.chord('u');
  await workbench.expectBehind(ranking, /^$/);
  await expectSeen(workbench.statusBar('undone.'), 'what was done');
  await expectSoon('no label in the file', async () => labels().length === 0);
});

test('the outline shows a label, and that it is undone, while the text is the same', async () => {
  const row = (kind: string) =>
    workbench.outlineRows().filter({ hasText: new RegExp(`${byline}\\s*${kind}`) });
  await expectSeen(row('byline'), 'the byline in the outline');
  await workbench.goToLine(lineOf(byline));
  await workbench.chord('r');
  await expectSeen(row('credit'), 'the label in the outline');
  await expectGone(row('byline'), 'the byline in the outline');
  await workbench.shoot('annotating-outline');
  await workbench.chord('u');
  await expectSeen(row('byline'), 'the byline in the outline again');
});

test('the list of kinds shows first what the line is, and each kind with its key', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('Space');
  const rows = workbench.kindRows();
  await expectSeen(rows.filter({ hasText: 'Shift+R' }), 'the key of “ranking”');
  const first = await rows
    .and(workbench.page.locator('[data-index="0"]'))
    .getAttribute('aria-label');
  assert.match(first ?? '', /ranking/);
  await workbench.shoot('annotating-2-kinds');
  await workbench.pressAway('Escape', rows, 'the kinds');
});

test('in label mode letters label lines and lead on, and none reaches the text', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('l');
  await expectSeen(workbench.labelMode('Label mode: ranking'), 'the mode in the status bar');
  await workbench.expectBehind(ranking, /ranking, (over )?\d+% sure/);
  await workbench.shoot('annotating-3-mode');
  await workbench.press('Shift+R');
  await workbench.expectBehind(ranking, /✓ ranking/);
  await workbench.expectCursor(lineOf(ranking) + 1);
  await workbench.goToLine(lineOf(item));
  await workbench.press('Shift+E');
  await workbench.expectBehind(item, /✓ related/);
  await workbench.expectCursor(lineOf(item) + 1);
  await workbench.shoot('annotating-4-labelled');
  for (const key of ['x', '7', 'u']) await workbench.press(key);
  await workbench.expectBehind(item, /^$|sure/);
  await workbench.expectCursor(lineOf(item));
  const place = await workbench.place();
  await workbench.press('Enter');
  await expectSoon('the next line to decide', async () => (await workbench.place()) !== place);
  await expectSeen(workbench.labelMode(/\d left/), 'how many lines are left');
  await workbench.shoot('annotating-5-next');
  await workbench.leaveLabelMode();
  await expectGone(workbench.labelMode(), 'label mode');
  assert.equal(read(source), original);
});

test('a note is written at the selection, and letters go into its box in label mode too', async () => {
  const note = 'Shall this be a headline?';
  await workbench.openFile(path.basename(source));
  await workbench.goToLine(lineOf(byline));
  await workbench.chord('l');
  await expectSeen(workbench.labelMode('Label mode: byline'), 'the mode in the status bar');
  await workbench.press('a');
  await expectSeen(workbench.noteBox(), 'a box for the note');
  await workbench.writeNote(note);
  await workbench.shoot('annotating-6-note');
  await workbench.goToLine(lineOf(byline));
  await expectSeen(workbench.labelMode('Label mode: byline'), 'the mode, back in the source');
  await workbench.press('h');
  await workbench.expectBehind(byline, /✓ headline/);
});

/** The kinds in the file of labels. */
function labels(): string[] {
  if (!existsSync(LABELS)) return [];
  const { items } = JSON.parse(readFileSync(LABELS, 'utf8'));
  return items.map(({ body }: { body: { value?: string } }) => body.value);
}
