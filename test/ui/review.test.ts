// Reviews sources, re-attaches an orphan and decides a disagreement in Galley's views, by keyboard.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import type { Locator } from 'playwright-core';
import { labelFile, type Said } from '../support/label-file.ts';
import { folder, lineOf, lineWith, openWorkbench, original, read, source } from './folder.ts';
import { isShown, until } from './waiting.ts';
import { expectGone, expectSeen, type Workbench } from './workbench.ts';

const photo = 'Photo: Iain Grubb / Corran Courier';
const deck = 'Lorries face a 22-kilometre detour';
const gone = 'The launch leaves from the fish quay';

let workbench: Workbench;

before(async () => {
  writeLabels();
  workbench = await openWorkbench();
  await expectSeen(workbench.statusBar('Source Text'), 'the language “Source Text”');
});
after(async () => {
  await workbench?.shoot('review-last');
  await workbench?.close();
});

test('the sources stand by folder, each with its progress', async () => {
  await workbench.run('Galley: Focus on Sources View');
  await expectSeen(row('crlf.txt, reviewed'), 'a reviewed source');
  await expectSeen(row('000_harbour-bridge.txt, in work'), 'a source in work');
  await expectSeen(row(/^saving, 0 of 2 reviewed/), 'the progress of a folder');
  await workbench.shoot('review-sources');
});

test('a key marks the selected source as reviewed, and another takes that back', async () => {
  await click('000_saving.txt, untouched', workbench.tab('000_saving.txt'), 'the source');
  await focusView('Sources', row('000_saving.txt'));
  await workbench.chord('v');
  await expectSeen(row('000_saving.txt, reviewed'), 'the source as reviewed');
  await expectSeen(row(/^saving, 1 of 2 reviewed/), 'the progress of its folder');
  await workbench.chord('Shift+V');
  await expectSeen(row('000_saving.txt, untouched'), 'the source as it was');
});

test('an orphan goes to the words that are selected', async () => {
  await focusView('Orphans', row(gone));
  await click(gone, workbench.tab(path.basename(source)), 'the source where it stood');
  await workbench.expectCursor(lineOf(deck));
  await workbench.shoot('review-orphans');
  await workbench.goToLine(lineOf(deck));
  await workbench.pressFor('Shift+End', workbench.statusBar(/\d selected/), 'selected words');
  await workbench.run('Galley: Re-attach to Selection');
  await expectGone(row(gone), 'the orphan');
});

test('a disagreement is decided by a key, and stays with both labels', async () => {
  await focusView('Disagreements', row(photo));
  await workbench.run('Galley: Next Disagreement');
  await expectSeen(selected(photo), 'the line, selected');
  await focusView('Disagreements', row(photo));
  await workbench.shoot('review-disagreements');
  await workbench.pressFor('1', row('Decided: caption'), 'the decision');
  await workbench.shoot('review');
});

test('the views fill again when the window is loaded again, and nothing pops up', async () => {
  await workbench.reload();
  await expectSeen(row(/^saving, 0 of 2 reviewed/), 'the sources');
  await expectSeen(row('Decided: caption'), 'the decision');
  await expectGone(workbench.page.locator('.notification-toast'), 'what popped up');
});

/**
 * Gives a list of the side bar the focus: its keys mean something there only. A view that has nothing
 * yet does not take it, so its `content` comes first.
 */
async function focusView(name: string, content: Locator): Promise<void> {
  const focus = () => workbench.run(`Galley: Focus on ${name} View`);
  if (!(await isShown(content))) await focus();
  await expectSeen(content, `what is in ${name}`);
  await until(`the focus in ${name}`, () => isShown(list()), focus);
}

/** Clicks a row until what it opens is there: rows move while the list fills. */
async function click(spoken: string, opened: Locator, what: string): Promise<void> {
  await expectSeen(row(spoken), spoken);
  await until(
    what,
    () => isShown(opened),
    () => row(spoken).click(),
  );
}

/** The list of the side bar that has the focus. */
function list(): Locator {
  return workbench.page.locator('.sidebar .monaco-list:focus-within');
}

/** Two people said things of the source; what one of them labelled is no longer in it. */
function writeLabels(): void {
  const before = original.replace(deck, `${gone}\n${deck}`);
  const said: Said[] = [
    { who: 'Ines', kind: 'body', words: gone },
    { who: 'Ines', kind: 'credit', words: photo },
    { who: 'Bo', kind: 'caption', words: photo },
    { who: 'Ines', kind: 'headline', words: lineWith('Swing bridge to close') },
    { who: 'Bo', kind: 'headline', words: lineWith('Swing bridge to close') },
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
