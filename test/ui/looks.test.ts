// Whether all can read what Galley shows: its contrast in each kind of theme, and what is read out.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { Locator } from 'playwright-core';
import { type Seen, seenOf } from './contrast.ts';
import { lineOf, openWorkbench, set } from './folder.ts';
import { expectSeen, expectSoon, type Workbench } from './workbench.ts';

const ranking = 'MOST READ';
const related = 'Why the seals came back';
const paragraph = 'We have patched and greased';

/** WCAG 2 for text of normal size: level AA, and AAA for who wants high contrast. */
const AA = 4.5;
const AAA = 7;
const THEMES = [
  { name: 'Default Dark Modern', className: 'vs-dark', least: AA },
  { name: 'Default Light Modern', className: 'vs', least: AA },
  { name: 'Default High Contrast', className: 'hc-black', least: AAA },
  { name: 'Default High Contrast Light', className: 'hc-light', least: AAA },
] as const;

let workbench: Workbench;

before(async () => {
  workbench = await openWorkbench();
  await expectSeen(workbench.statusBar('Source Text'), 'the language “Source Text”');
  await workbench.goToLine(lineOf(ranking));
  await expectSeen(workbench.page.locator('.squiggly-warning'), 'a problem');
});
after(async () => {
  await workbench?.shoot('looks-last');
  await workbench?.close();
});

// From here on a person has decided about one line, and label mode says what another is.
test('what a line is, and what a key did, are told to screen readers', async () => {
  await workbench.chord('l');
  await expectSeen(workbench.labelMode('Label mode: ranking'), 'the mode in the status bar');
  await workbench.press('Shift+R');
  await spoken('.statusbar-item [role="alert"]', /^Galley: labelled ranking$/);
  await workbench.goToLine(lineOf(related));
  await spoken('.statusbar-item [role="status"]', /^Label mode: related, .*% sure/);
});

for (const { name, className, least } of THEMES) {
  test(`in ${name} all of it can be read`, async (t) => {
    set({ 'workbench.colorTheme': name });
    await expectSeen(workbench.page.locator(`.monaco-workbench.${className}`), name);

    await t.test('all kinds of lines, whose colours are those of the theme', async () => {
      for (const line of [1, lineOf(related)]) {
        await workbench.goToLine(line);
        await expectReadable('the lines', AA, () =>
          seenOf(texts(workbench.page.locator('.monaco-editor .view-line'))),
        );
        await workbench.shoot(`looks-${className}-${line}`);
      }
    });

    await t.test('what is faded: it has a colour of its own, and no opacity', async () => {
      // Not to the line itself: at the cursor it is drawn with what it may be.
      await workbench.goToLine(lineOf(paragraph) + 2);
      const body = await workbench.colourOf(paragraph);
      await workbench.goToLine(lineOf(related));
      await expectSoon('the link is faded', async () => {
        return (await workbench.colourOf(related)) !== body;
      });
      const faded = () => seenOf(texts(workbench.lineWith(related)));
      await expectReadable(related, least, faded);
      for (const { opacity } of await faded()) assert.equal(opacity, 1);
    });

    await t.test('what stands behind a line: what it may be, and a label', async () => {
      await workbench.expectBehind(ranking, /✓ ranking/);
      await workbench.expectBehind(related, /sure/);
      for (const text of [ranking, related]) {
        const behind = workbench.lineWith(text).locator('span');
        await expectReadable(`what is behind “${text}”`, least, () => seenOf(behind, '::after'));
      }
    });
  });
}

test('kinds, notes and the state of a source are told to screen readers', async () => {
  await workbench.pressFor('Space', workbench.kindRows(), 'the kinds');
  await spoken('.quick-input-list .monaco-list-row', /^headline, H · The piece's own title/);
  await workbench.pressAway('Escape', workbench.kindRows(), 'the kinds');
  await workbench.pressFor('a', workbench.noteBox(), 'a box for the note');
  await workbench.writeNote('Shall this stay?');
  await spoken('.review-widget .review-comment', /^Ada Tester, Shall this stay\?/);
  await spoken('.review-widget .comments-container', /Note\.$/);
  // The state is that of what has the focus, which is still the box of the note.
  await workbench.goToLine(lineOf(related));
  await spoken(
    '.statusbar-item [role="button"]',
    /^Editor Language Status: \d+ blocks of boilerplate, .*lines left to decide/,
  );
  await workbench.shoot('looks-note');
});

/** Waits until a screen reader has something to say of an element. */
async function spoken(selector: string, words: RegExp): Promise<void> {
  const named = workbench.page.locator(selector).and(workbench.page.getByLabel(words));
  await expectSeen(named, `${words} in ${selector}`);
}

/** Waits until there is something and all of it can be read: a new theme comes bit by bit. */
async function expectReadable(
  what: string,
  least: number,
  look: () => Promise<Seen[]>,
): Promise<void> {
  let faint: string[] = [];
  const isReadable = async () => {
    const seen = (await look()).filter(({ text }) => text.trim() !== '');
    faint = seen
      .filter(({ contrast }) => contrast < least)
      .map(({ text, contrast }) => `“${text}” has ${contrast.toFixed(2)} : 1`);
    return seen.length > 0 && faint.length === 0;
  };
  await expectSoon(`${what} with a contrast of ${least} : 1`, isReadable).catch((error) =>
    assert.fail([String(error), ...faint].join('\n')),
  );
}

/** The parts of lines that have a colour each. */
function texts(lines: Locator): Locator {
  return lines.locator(':scope > span > span');
}
