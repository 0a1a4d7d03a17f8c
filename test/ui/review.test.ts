// Reviews sources, re-attaches an orphan and decides a disagreement in Galley's views, by keyboard.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import type { Locator } from 'playwright-core';
import { labelFile, type Said } from '../support/label-file.ts';
import { expectSeen, Workbench } from './workbench.ts';

const folder = env('GALLEY_UI_FOLDER');
const source = env('GALLEY_UI_SOURCE');
const original = read(source);
const lines = original.split('\n');

const photo = 'Photo: Iain Grubb / Corran Courier';
const deck = 'Lorries face a 22-kilometre detour';
const gone = 'The launch leaves from the fish quay';

let workbench: Workbench;

before(async () => {
  writeLabels();
  workbench = await Workbench.open(env('GALLEY_UI_URL'), env('GALLEY_UI_SHOTS'));
  await expectSeen(workbench.statusBar('Source Text'), 'the language “Source Text”');
});
after(async () => {
  await workbench.shoot('review-last');
  await workbench.close();
});

test('the sources stand by folder, each with its progress', async () => {
  await workbench.run('Galley: Focus on Sources View');
  await expectSeen(row('crlf.txt, reviewed'), 'a reviewed source');
  await expectSeen(row('000_harbour-bridge.txt, in work'), 'a source in work');
  await expectSeen(row(/^saving, 0 of 2 reviewed/), 'the progress of a folder');
  await workbench.shoot('review-sources');
});

test('a key marks the selected source as reviewed, and another takes that back', async () => {
  await row('000_saving.txt, untouched').click();
  await expectSeen(workbench.tab('000_saving.txt'), 'the source');
  await workbench.run('Galley: Focus on Sources View');
  await chord('v');
  await expectSeen(row('000_saving.txt, reviewed'), 'the source as reviewed');
  await expectSeen(row(/^saving, 1 of 2 reviewed/), 'the progress of its folder');
  await chord('Shift+V');
  await expectSeen(row('000_saving.txt, untouched'), 'the source as it was');
});

test('an orphan goes to the words that are selected', async () => {
  await workbench.run('Galley: Focus on Orphans View');
  await row(gone).click();
  await expectSeen(workbench.tab(path.basename(source)), 'the source where it stood');
  await workbench.shoot('review-orphans');
  await workbench.goToLine(lineOf(deck));
  await workbench.press('Shift+End');
  await workbench.run('Galley: Re-attach to Selection');
  await row(gone).waitFor({ state: 'hidden' });
});

test('a disagreement is decided by a key, and stays with both labels', async () => {
  await workbench.run('Galley: Focus on Disagreements View');
  await expectSeen(row(photo), 'the line on which they differ');
  await workbench.run('Galley: Next Disagreement');
  await expectSeen(selected(photo), 'the line, selected');
  await workbench.shoot('review-disagreements');
  await workbench.press('1');
  await expectSeen(row('Decided: caption'), 'the decision');
  await workbench.shoot('review');
});

test('the views fill again when the window is loaded again, and nothing pops up', async () => {
  await workbench.reload();
  await expectSeen(row(/^saving, 0 of 2 reviewed/), 'the sources');
  await expectSeen(row('Decided: caption'), 'the decision');
  await workbench.page.locator('.notification-toast').waitFor({ state: 'hidden' });
});

/** Two people said things of the source; what one of them labelled is no longer in it. */
function writeLabels(): void {
  const before = original.replace(deck, `${gone}\n${deck}`);
  const said: Said[] = [
    { who: 'Ines', kind: 'body', words: gone },
    { who: 'Ines', kind: 'credit', words: photo },
    { who: 'Bo', kind: 'caption', words: photo },
    { who: 'Ines', kind: 'headline', words: lines[lineOf('Swing bridge to close') - 1] ?? '' },
    { who: 'Bo', kind: 'headline', words: lines[lineOf('Swing bridge to close') - 1] ?? '' },
  ];
  writeStore(source, labelFile(source, before, said));
  writeStore('seeds/crlf.txt', labelFile('seeds/crlf.txt', read('seeds/crlf.txt'), [], 'Ines'));
}

function writeStore(name: string, content: string): void {
  const file = path.join(folder, '.galley/labels', `${name}.jsonld`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** A row of the side bar by what a screen reader says of it. */
function row(spoken: string | RegExp): Locator {
  const rows = workbench.page.locator('.sidebar .monaco-list-row');
  if (spoken instanceof RegExp) return rows.and(workbench.page.getByLabel(spoken)).first();
  return workbench.page.locator(`.sidebar .monaco-list-row[aria-label*="${spoken}"]`).first();
}

function selected(spoken: string): Locator {
  return workbench.page
    .locator(`.sidebar .monaco-list-row.selected[aria-label*="${spoken}"]`)
    .first();
}

/** A key of annotating, after its prefix. */
async function chord(key: string): Promise<void> {
  for (const each of ['Control+k', 'g', key]) await workbench.press(each);
}

function lineOf(text: string): number {
  return lines.findIndex((line) => line.includes(text)) + 1;
}

function read(file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}

function env(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run this by npm run test:ui`);
  return value;
}
