import type { Locator, Page } from 'playwright-core';
import { QuickInput } from './quickInput.ts';
import { expectSeen, expectSoon, isSeen, isShown, PATIENCE, until } from './waiting.ts';
import { openWindow, restored, type Window } from './window.ts';

export { expectGone, expectSeen, expectSoon } from './waiting.ts';

// What runs in the page, whose types this project does not know.
declare function getComputedStyle(
  element: unknown,
  pseudo?: string,
): { readonly color: string; readonly content: string };
interface PageElement {
  querySelectorAll(selector: string): Iterable<unknown>;
}

const VIEWPORT = { width: 1400, height: 900 };

/**
 * VS Code's workbench in a browser, used through the keyboard. Each step waits for what makes its keys
 * meaningful and sees that they had an effect; it presses again where a person would.
 */
export class Workbench {
  readonly page: Page;
  readonly #window: Window;
  readonly #quickInput: QuickInput;
  readonly #shots: string;

  private constructor(window: Window, shots: string) {
    this.#window = window;
    this.page = window.page;
    this.#quickInput = new QuickInput(window.page);
    this.#shots = shots;
  }

  static async open(url: string, shots: string, viewport = VIEWPORT): Promise<Workbench> {
    return new Workbench(await openWindow(url, shots, viewport), shots);
  }

  async reload(): Promise<void> {
    await this.page.reload({ waitUntil: 'commit' });
    await restored(this.page);
  }

  async close(): Promise<void> {
    await this.#window.browser.close();
  }

  async shoot(name: string): Promise<void> {
    // Else what fades in is half there.
    const animations = 'disabled';
    await this.page.screenshot({ path: `${this.#shots}/${name}.png`, animations });
  }

  /** Presses a key once: the caller has seen that it means something now. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Presses a key that opens something, until that is there. */
  async pressFor(key: string, locator: Locator, what: string): Promise<void> {
    await this.#pressUntil(key, what, () => isShown(locator));
  }

  /** Where the person is: the tab in front and the cursor in it. */
  async place(): Promise<string> {
    const tab = this.page.locator('.tab.active').first();
    const cursor = this.page.locator('[id="status.editor.selection"]');
    return [await tab.getAttribute('data-resource-name'), ...(await cursor.allInnerTexts())].join();
  }

  /** Presses a key that closes something, until that is gone. */
  async pressAway(key: string, locator: Locator, what: string): Promise<void> {
    await this.#pressUntil(key, `${what} gone`, async () => !(await isShown(locator)));
  }

  async #pressUntil(key: string, what: string, probe: () => Promise<boolean>): Promise<void> {
    await until(what, probe, async () => {
      if (!(await probe())) await this.press(key);
    });
  }

  /** Runs a command by its name in the palette, with its category or without. */
  async run(name: string): Promise<void> {
    const title = new RegExp(`^([^:]+: )?${escaped(name)}$`);
    await this.#quickInput.choose('F1', `>${name}`, title);
    // Else the pointer would hover over what is there then, and have its tooltip on the pictures.
    await this.page.mouse.move(0, 0);
  }

  /** Opens a file of the folder by its name. */
  async openFile(name: string): Promise<void> {
    const title = new RegExp(`^${escaped(name)}$`);
    await until(
      `the tab of ${name}`,
      () => isShown(this.tab(name)),
      () => this.#quickInput.choose('Control+p', name, title),
    );
  }

  /** Opens the list of a key without taking anything of it. */
  async openList(key: string): Promise<void> {
    await this.#quickInput.open(key);
  }

  /** Presses a key after the prefix of the keys of annotating. */
  async chord(key: string): Promise<void> {
    await until(
      'the keys of annotating',
      () => isShown(this.#awaits('Ctrl+K, G')),
      async () => {
        await this.press('Control+k');
        // Without that the letter would reach the text.
        if (await isSeen(this.#awaits('Ctrl+K'), PATIENCE)) await this.press('g');
      },
    );
    await this.press(key);
  }

  /** Gives the first editor the focus. */
  async focusEditor(): Promise<void> {
    const editor = this.page.locator('.editor-group-container.active .monaco-editor.focused');
    await until(
      'an editor with the focus',
      () => isShown(editor),
      () => this.press('Control+1'),
    );
  }

  /** Puts the cursor on a line, counted from one. */
  async goToLine(line: number): Promise<void> {
    await until(
      `the cursor in line ${line}`,
      () => isShown(this.#cursorIn(line)),
      async () => {
        await this.focusEditor();
        await this.#quickInput.send('Control+g', `:${line}`);
      },
    );
  }

  /** Waits until the cursor is in a line, counted from one. */
  async expectCursor(line: number): Promise<void> {
    await expectSeen(this.#cursorIn(line), `the cursor in line ${line}`);
  }

  /** Leaves label mode, which Escape does once the source in front is read-only. */
  async leaveLabelMode(said = 'label mode is off'): Promise<void> {
    await this.pressFor('Escape', this.statusBar(said), 'that label mode is off');
  }

  /** Writes a note into the box that is open, and stores it by what a `button` says. */
  async writeNote(text: string, button = 'Add Note'): Promise<void> {
    const focused = this.noteBox().and(this.page.locator('.focused'));
    await until(
      'the cursor in the box for the note',
      () => isShown(focused),
      () => this.noteBox().click(),
    );
    await this.page.keyboard.type(text);
    await expectSeen(this.#noteButton(button), 'what stores the note');
    await until(
      `the note “${text}”`,
      () => isShown(this.noteWith(text)),
      async () => {
        if (await isShown(focused)) await this.press('Control+Enter');
      },
    );
  }

  /** Closes the section of the side bar that lists the files: the outline has it all then. */
  async foldFiles(): Promise<void> {
    const header = this.page.locator('.pane-header[aria-expanded="true"]', {
      hasText: /^workspace$/i,
    });
    await expectSeen(this.page.locator('.explorer-folders-view'), 'the files');
    await until(
      'the files closed',
      async () => !(await isShown(this.page.locator('.explorer-folders-view'))),
      async () => {
        if (await isShown(header)) await header.click();
      },
    );
  }

  /** Opens the list of problems, once it has one with a text. */
  async openProblems(text: string): Promise<void> {
    const row = this.problemRows().filter({ hasText: text });
    await this.pressFor('Control+Shift+M', row, `“${text}” in the problems`);
  }

  /** Closes the problems, or what else is below the editors. */
  async closePanel(): Promise<void> {
    await this.pressAway('Control+j', this.page.locator('.part.panel'), 'the panel');
  }

  /** Saves the change of the editor that has the focus. */
  async save(): Promise<void> {
    const dirty = this.page.locator('.tab.active.dirty');
    await expectSeen(dirty, 'a change to save');
    await this.pressAway('Control+s', dirty, 'the change');
  }

  /** The tab of a file that is open in front. */
  tab(name: string): Locator {
    return this.page.locator(`.tab.active[data-resource-name="${name}"]`);
  }

  lineWith(text: string): Locator {
    return this.page.locator('.monaco-editor .view-line', { hasText: text }).first();
  }

  outlineRows(): Locator {
    return this.page.locator('.outline-pane .monaco-list-row');
  }

  problemRows(): Locator {
    return this.page.locator('.markers-panel .monaco-list-row');
  }

  fixRows(): Locator {
    return this.page.locator('.action-widget .monaco-list-row.action');
  }

  hover(text: string | RegExp): Locator {
    return this.page.locator('.monaco-hover:not(.hidden)', { hasText: text }).first();
  }

  statusBar(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  /** What tells of label mode, with the kind of the line at the cursor. */
  labelMode(kind: string | RegExp = ''): Locator {
    return this.page.locator('.statusbar-item[id$="galley.labelMode"]', { hasText: kind });
  }

  /** The colour of the first letters of a line. */
  async colourOf(text: string): Promise<string> {
    const letters = this.lineWith(text).locator('span span', { hasText: /\S/ }).first();
    await expectSeen(letters, `a line with “${text}”`);
    return letters.evaluate((element) => getComputedStyle(element).color);
  }

  /** What stands behind a line without being its text: a kind. */
  async behind(text: string): Promise<string> {
    return this.lineWith(text).evaluate((line) => {
      const spans = [...(line as unknown as PageElement).querySelectorAll('span')];
      const contents = spans.map((span) => getComputedStyle(span, '::after').content);
      return contents.filter((content) => content !== 'none').join('');
    });
  }

  /** Waits until what stands behind a line is as it should be. */
  async expectBehind(text: string, expected: RegExp): Promise<void> {
    await expectSoon(`${expected} behind “${text}”`, async () =>
      expected.test(await this.behind(text)),
    );
  }

  kindRows(): Locator {
    return this.#quickInput.rows();
  }

  /** The box in which a note is being written. */
  noteBox(): Locator {
    return this.page.locator('.review-widget .comment-form .monaco-editor').first();
  }

  noteWith(text: string): Locator {
    return this.page.locator('.review-widget .comment-body', { hasText: text }).first();
  }

  /** What stores a note, once there are words to store; its key does nothing before. */
  #noteButton(text: string): Locator {
    return this.page.locator('.review-widget .monaco-button:not(.disabled)', { hasText: text });
  }

  /** What VS Code says while it waits for the next key after others. */
  #awaits(keys: string): Locator {
    return this.statusBar(new RegExp(`^\\s*\\(${escaped(keys)}\\)`));
  }

  /** What VS Code says of a cursor at the start of a line. */
  #cursorIn(line: number): Locator {
    const item = this.page.locator('[id="status.editor.selection"]');
    return item.filter({ hasText: new RegExp(`\\D${line}\\D+1$`) });
  }
}

/** A text as the part of a pattern that matches it. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
