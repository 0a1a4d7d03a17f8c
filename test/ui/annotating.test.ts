// Annotates a source by keyboard alone, as a person would.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { expectSeen, expectSoon, Workbench } from './workbench.ts';

const folder = env('GALLEY_UI_FOLDER');
const source = env('GALLEY_UI_SOURCE');
const original = readFileSync(path.join(folder, source), 'utf8');
const lines = original.split('\n');
const LABELS = path.join(folder, '.galley/labels', `${source}.jsonld`);

const headline = 'Swing bridge to close for nine nights';
const ranking = 'MOST READ';
const item = 'Chip shop queue';

let workbench: Workbench;

before(async () => {
  workbench = await Workbench.open(env('GALLEY_UI_URL'), env('GALLEY_UI_SHOTS'));
  await expectSeen(workbench.lineWith(headline), 'the headline');
  await workbench.run('Explorer: Focus on Outline View');
  await expectSeen(workbench.outlineRows().first(), 'the outline');
});
after(async () => {
  await workbench.shoot('annotating-last');
  await workbench.close();
});

test('a key after the prefix labels the line, behind which its kind stands then', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('h');
  await behind(ranking, /✓ headline/);
  await expectSoon('the label in its file', async () => labels().join() === 'headline');
  await workbench.shoot('annotating-1-label');
});

test('undo takes the label back', async () => {
  await workbench.chord('u');
  await behind(ranking, /^$/);
  await expectSeen(workbench.statusBar('undone.'), 'what was done');
  await expectSoon('no label in the file', async () => labels().length === 0);
});

test('the list of kinds shows first what the line is, and each kind with its key', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('Space');
  const present = workbench.kindRows().filter({ hasText: 'Shift+R' }).first();
  await expectSeen(present, 'the key of “ranking”');
  assert.match((await workbench.kindRows().first().getAttribute('aria-label')) ?? '', /ranking/);
  await workbench.shoot('annotating-2-kinds');
  await workbench.press('Escape');
});

test('in label mode letters label lines and lead on, and none reaches the text', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('l');
  await expectSeen(workbench.statusBar('Label mode: ranking'), 'the mode in the status bar');
  await behind(ranking, /ranking, \d+ % sure/);
  await workbench.shoot('annotating-3-mode');
  await workbench.press('Shift+R');
  await behind(ranking, /✓ ranking/);
  await workbench.press('ArrowDown');
  await workbench.press('Shift+E');
  await behind(item, /✓ related/);
  await workbench.shoot('annotating-4-labelled');
  await workbench.press('x');
  await workbench.press('7');
  await workbench.press('u');
  await behind(item, /^$|sure/);
  await workbench.press('Enter');
  await expectSeen(workbench.statusBar(/\d left/), 'how many lines are left');
  await workbench.shoot('annotating-5-next');
  await workbench.press('Escape');
  await workbench.statusBar('Label mode').waitFor({ state: 'hidden' });
  assert.equal(readFileSync(path.join(folder, source), 'utf8'), original);
});

test('a note is written at the selection, and letters go into its box in label mode too', async () => {
  await workbench.openFile(path.basename(source));
  await workbench.goToLine(lineOf(headline));
  await workbench.chord('l');
  await expectSeen(workbench.statusBar('Label mode'), 'the mode in the status bar');
  await workbench.press('a');
  await expectSeen(workbench.noteBox(), 'a box for the note');
  await workbench.page.keyboard.type('Shall this be a headline?');
  await expectSeen(workbench.noteButton(), 'what stores the note');
  await workbench.press('Control+Enter');
  await expectSeen(workbench.noteWith('Shall this be a headline?'), 'the note');
  await workbench.shoot('annotating-6-note');
  await workbench.goToLine(lineOf(headline));
  await expectSeen(workbench.statusBar('Label mode: headline'), 'the mode, back in the source');
  await workbench.press('h');
  await behind(headline, /✓ headline/);
});

/** Waits until what stands behind a line is as it should be. */
async function behind(line: string, expected: RegExp): Promise<void> {
  await expectSoon(`${expected} behind “${line}”`, async () =>
    expected.test(await workbench.behind(line)),
  );
}

/** The kinds in the file of labels. */
function labels(): string[] {
  if (!existsSync(LABELS)) return [];
  const { items } = JSON.parse(readFileSync(LABELS, 'utf8'));
  return items.map(({ body }: { body: { value?: string } }) => body.value);
}

function lineOf(text: string): number {
  return lines.findIndex((line) => line.includes(text)) + 1;
}

function env(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run this test by npm run test:ui`);
  return value;
}
