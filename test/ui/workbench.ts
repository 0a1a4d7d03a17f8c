import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

// What runs in the page, whose types this project does not know.
declare function getComputedStyle(
  element: unknown,
  pseudo?: string,
): { readonly color: string; readonly content: string };
interface PageElement {
  querySelectorAll(selector: string): Iterable<unknown>;
}

/** Ample: a machine that does other things besides must not fail a test. */
const TIMEOUT = 120_000;

const VIEWPORT = { width: 1400, height: 900 };

/** VS Code's workbench in a browser, used through the keyboard. */
export class Workbench {
  readonly page: Page;
  readonly #browser: Browser;
  readonly #shots: string;

  private constructor(browser: Browser, page: Page, shots: string) {
    this.#browser = browser;
    this.page = page;
    this.#shots = shots;
  }

  static async open(url: string, shots: string, viewport = VIEWPORT): Promise<Workbench> {
    const browser = await chromium.launch({
      executablePath: process.env.CHROME_PATH ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    mkdirSync(shots, { recursive: true });
    try {
      const page = await browser.newPage({ viewport });
      page.setDefaultTimeout(TIMEOUT);
      await page.goto(url);
      await restored(page);
      return new Workbench(browser, page, shots);
    } catch (error) {
      // A browser that is left open keeps the test runner from ending.
      await browser.close();
      throw error;
    }
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await restored(this.page);
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }

  async shoot(name: string): Promise<void> {
    await this.page.screenshot({ path: `${this.#shots}/${name}.png` });
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Runs a command by its name in the palette. */
  async run(name: string): Promise<void> {
    await this.press('F1');
    await this.#input().fill(`>${name}`);
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
    await expectSeen(row, `the command “${name}” in the palette`);
    await row.click();
  }

  /** Opens a file of the folder by its name. */
  async openFile(name: string): Promise<void> {
    await this.press('Control+p');
    await this.#input().fill(name);
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first();
    await expectSeen(row, `${name} in the list of files`);
    // Not by Enter: another file may still be the first.
    await row.click();
    await expectSeen(this.tab(name), `the tab of ${name}`);
  }

  /** Presses a key after the prefix of the keys of annotating. */
  async chord(key: string): Promise<void> {
    await this.press('Control+k');
    await this.press('g');
    await this.press(key);
  }

  /** Puts the cursor on a line, counted from one. */
  async goToLine(line: number): Promise<void> {
    await this.press('Control+1');
    await this.press('Control+g');
    await this.#input().fill(`:${line}`);
    await this.press('Enter');
    await this.#input().waitFor({ state: 'hidden' });
  }

  /** Closes the section of the side bar that lists the files: the outline has it all then. */
  async foldFiles(): Promise<void> {
    await this.page.locator('.explorer-folders-view').waitFor();
    await this.page
      .locator('.pane-header', { hasText: /^workspace$/i })
      .first()
      .click();
    await this.page.locator('.explorer-folders-view').waitFor({ state: 'hidden' });
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

  hover(text: string): Locator {
    return this.page.locator('.monaco-hover:not(.hidden)', { hasText: text }).first();
  }

  statusBar(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  /** The colour of the first letters of a line. */
  async colourOf(text: string): Promise<string> {
    const letters = this.lineWith(text).locator('span span').first();
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

  kindRows(): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row');
  }

  /** The box in which a note is being written. */
  noteBox(): Locator {
    return this.page.locator('.review-widget .comment-form .monaco-editor').first();
  }

  /** What stores a note, once there are words to store; its key does nothing before. */
  noteButton(): Locator {
    return this.page.locator('.review-widget .monaco-button:not(.disabled)', {
      hasText: 'Add Note',
    });
  }

  noteWith(text: string): Locator {
    return this.page.locator('.review-widget .comment-body', { hasText: text }).first();
  }

  #input(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-box input');
  }
}

async function restored(page: Page): Promise<void> {
  await page.waitForFunction('globalThis.driver?.whenWorkbenchRestored');
  await page.evaluate('globalThis.driver.whenWorkbenchRestored()');
}

/** Waits until something is on the screen, and says what was missed where it is not. */
export async function expectSeen(locator: Locator, what: string): Promise<void> {
  await locator.waitFor().catch(() => assert.fail(`never saw ${what}`));
}

/** Waits until something holds. */
export async function expectSoon(what: string, probe: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + TIMEOUT;
  while (!(await probe())) {
    if (Date.now() > deadline) assert.fail(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
