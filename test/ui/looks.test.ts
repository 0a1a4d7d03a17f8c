// Whether all can read what Galley shows: contrast in the theme of this run, and what is read out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { type Seen, seenOf } from './contrast.ts';
import { expectSeen, expectSoon, Workbench } from './workbench.ts';

const folder = env('GALLEY_UI_FOLDER');
const source = env('GALLEY_UI_SOURCE');
const lines = readFileSync(path.join(folder, source), 'utf8').split('\n');

const ranking = 'MOST READ';
const paragraph = 'We have patched and greased';
const isHighContrast = path.basename(env('GALLEY_UI_SHOTS')) === 'contrast';
/** WCAG 2 for text of normal size: level AA, and AAA for who wants high contrast. */
const LEAST = isHighContrast ? 7 : 4.5;

let workbench: Workbench;

before(async () => {
  workbench = await Workbench.open(env('GALLEY_UI_URL'), env('GALLEY_UI_SHOTS'));
  await expectSeen(workbench.statusBar('Source Text'), 'the language “Source Text”');
  await workbench.goToLine(lineOf(ranking));
  await expectSeen(workbench.page.locator('.squiggly-warning').first(), 'a problem');
});
after(async () => {
  await workbench?.shoot('looks-last');
  await workbench?.close();
});

test('what is faded can be read: it has a colour of its own, and no opacity', async () => {
  const body = await workbench.colourOf(paragraph);
  await expectSoon('the ranking is faded', async () => {
    const [seen] = await seenIn(ranking);
    return seen !== undefined && (await workbench.colourOf(ranking)) !== body;
  });
  for (const each of await seenIn(ranking)) {
    assert.equal(each.opacity, 1);
    assertReadable(each);
  }
});

test('all kinds of lines can be read', async () => {
  for (const line of [1, lineOf(ranking)]) {
    await workbench.goToLine(line);
    await workbench.shoot(`looks-line-${line}`);
    const seen = await seenOf(workbench.page.locator('.monaco-editor .view-line > span > span'));
    assert.ok(seen.length > 20);
    for (const each of seen) if (each.text.trim() !== '') assertReadable(each);
  }
});

test('a label can be read behind its line, and is told in words', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('Shift+R');
  await expectSoon('the label', async () => /✓ ranking/.test(await workbench.behind(ranking)));
  const spans = workbench.lineWith(ranking).locator('span');
  const told = await seenOf(spans, '::after');
  assert.ok(told.length > 0);
  for (const each of told) assertReadable(each);
  const said = workbench.page.locator('.statusbar-item a[role="alert"]');
  await expectSeen(said.and(workbench.page.getByLabel('Galley: labelled ranking')), 'the message');
  await workbench.shoot('looks-label');
  await workbench.chord('u');
});

function assertReadable({ text, contrast }: Seen): void {
  assert.ok(contrast >= LEAST, `“${text}” has a contrast of ${contrast.toFixed(2)} : 1`);
}

function seenIn(text: string): Promise<Seen[]> {
  return seenOf(workbench.lineWith(text).locator(':scope > span > span'));
}

function lineOf(text: string): number {
  return lines.findIndex((line) => line.includes(text)) + 1;
}

function env(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run this test by npm run test:ui`);
  return value;
}
