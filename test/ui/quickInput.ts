import type { Locator, Page } from 'playwright-core';
import { expectSoon, isSeen, isShown, PATIENCE, until } from './waiting.ts';

/**
 * VS Code's box in which commands, files and lines are named. It closes when the focus goes elsewhere,
 * and what it lists comes bit by bit: so each step looks before it presses, and nothing is clicked,
 * because a row may be another by the time the pointer is there.
 */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the box by its key, types into it, and takes the row of a name. */
  async choose(key: string, words: string, name: string | RegExp): Promise<void> {
    const row = this.rows().filter({ has: this.#page.locator('.label-name', { hasText: name }) });
    const chosen = row.and(this.#page.locator('.focused'));
    await expectSoon(`${name} chosen in the list`, async () => {
      if (!(await this.#has(key, words))) return false;
      if (await isShown(chosen)) return true;
      if (await isShown(row)) await this.#page.keyboard.press('ArrowDown');
      return false;
    });
    await this.#page.keyboard.press('Enter');
    await expectSoon(`${name} taken`, async () => !(await isShown(chosen)));
  }

  /** Opens the box by its key, types into it, and sends that off. */
  async send(key: string, words: string): Promise<void> {
    await expectSoon(`“${words}” in the box`, () => this.#has(key, words));
    await this.#page.keyboard.press('Enter');
    await expectSoon('the box closed', async () => !(await isShown(this.#box())));
  }

  /** Opens the box by a key and leaves it to the caller. */
  async open(key: string): Promise<void> {
    await until(
      `the box that ${key} opens`,
      () => isShown(this.#box()),
      async () => {
        if (!(await isShown(this.#box()))) await this.#page.keyboard.press(key);
      },
    );
  }

  rows(): Locator {
    return this.#page.locator('.quick-input-list .monaco-list-row');
  }

  /** Whether words stand in the open box; where not, goes a step towards that. */
  async #has(key: string, words: string): Promise<boolean> {
    const box = this.#box();
    if (!(await isShown(box))) {
      await this.#page.keyboard.press(key);
      await isSeen(box, PATIENCE);
      return false;
    }
    if ((await box.inputValue()) === words) return true;
    // Where it closes meanwhile, it is opened anew.
    await box.fill(words, { timeout: PATIENCE }).catch(() => {});
    return false;
  }

  #box(): Locator {
    return this.#page.locator('.quick-input-widget .quick-input-box input');
  }
}
