// Whether all can read what Galley shows: contrast in the theme of this run, and what is read out.
import assert from 'node:assert/strict';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { type Seen, seenOf } from './contrast.ts';
import { lineOf, openWorkbench } from './folder.ts';
import { expectSeen, expectSoon, type Workbench } from './workbench.ts';

const ranking = 'MOST READ';
const paragraph = 'We have patched and greased';
const isHighContrast = path.basename(process.env.GALLEY_UI_SHOTS ?? '') === 'contrast';
/** WCAG 2 for text of normal size: level AA, and AAA for who wants high contrast. */
const AA = 4.5;
const LEAST = isHighContrast ? 7 : AA;

let workbench: Workbench;

before(async () => {
  workbench = await openWorkbench();
  await expectSeen(workbench.statusBar('Source Text'), 'the language “Source Text”');
  await workbench.goToLine(lineOf(ranking));
  await expectSeen(workbench.page.locator('.squiggly-warning').first(), 'a problem');
});
after(async () => {
  await workbench?.shoot('looks-last');
  await workbench?.close();
});

test('what is faded can be read: it has a colour of its own, and no opacity', async () => {
  await workbench.goToLine(lineOf(paragraph));
  const body = await workbench.colourOf(paragraph);
  await workbench.goToLine(lineOf(ranking));
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
    // Their colours are those of the theme.
    for (const each of seen) if (each.text.trim() !== '') assertReadable(each, AA);
  }
});

test('what a line is stands behind it, to be read, and is told in words', async () => {
  await workbench.goToLine(lineOf(ranking));
  await workbench.chord('l');
  await spoken('.statusbar-item [role="status"]', /^Label mode: ranking, .*% sure/);
  await expectSoon('what the line is', async () => /sure/.test(await workbench.behind(ranking)));
  await assertReadableBehind(ranking);
  await workbench.press('Shift+R');
  await expectSoon('the label', async () => /✓ ranking/.test(await workbench.behind(ranking)));
  await assertReadableBehind(ranking);
  await spoken('.statusbar-item [role="alert"]', /^Galley: labelled ranking$/);
  await workbench.shoot('looks-label');
});

test('kinds, notes and the state of a source are told to screen readers', async () => {
  await workbench.press('Space');
  await spoken('.quick-input-list .monaco-list-row', /^headline, H · The piece's own title/);
  await workbench.press('Escape');
  await workbench.press('a');
  await expectSeen(workbench.noteBox(), 'a box for the note');
  await workbench.page.keyboard.type('Shall this stay?');
  await expectSeen(workbench.noteButton(), 'what stores the note');
  await workbench.press('Control+Enter');
  await spoken('.review-widget .review-comment', /^Ada Tester, Shall this stay\?/);
  await spoken('.review-widget .comments-container', /Note\.$/);
  await spoken(
    '.statusbar-item [role="button"]',
    /^Editor Language Status: \d+ blocks of boilerplate, .*lines left to decide/,
  );
  await workbench.shoot('looks-note');
});

/** Waits until a screen reader has something to say of an element. */
async function spoken(selector: string, words: RegExp): Promise<void> {
  const named = workbench.page.locator(selector).and(workbench.page.getByLabel(words));
  await expectSeen(named.first(), `${words} in ${selector}`);
}

async function assertReadableBehind(text: string): Promise<void> {
  const behind = await seenOf(workbench.lineWith(text).locator('span'), '::after');
  assert.ok(behind.length > 0);
  for (const each of behind) assertReadable(each);
}

function assertReadable({ text, contrast }: Seen, least = LEAST): void {
  assert.ok(contrast >= least, `“${text}” has a contrast of ${contrast.toFixed(2)} : 1`);
}

function seenIn(text: string): Promise<Seen[]> {
  return seenOf(workbench.lineWith(text).locator(':scope > span > span'));
}
