// What a failure leaves behind: a picture, and in words what was on the screen.
import type { Page } from 'playwright-core';

/** The parts of the window by which a person finds out what went wrong. */
const PARTS = {
  tabs: '.tab',
  'tab in front': '.tab.active',
  'box of commands': '.quick-input-widget',
  'box of a note': '.review-widget .comment-form',
  notifications: '.notification-toast',
  'status bar': '.statusbar-item',
} as const;

/** In milliseconds; a page that crashed answers nothing. */
const TIMEOUT = 10_000;

const LONGEST = 300;

let watched: { readonly page: Page; readonly shots: string } | undefined;
let failures = 0;

/** Takes a window as the one that failures are about: a test has one. */
export function watch(page: Page, shots: string): void {
  watched = { page, shots };
}

/** What is on the screen now: lines of text, the first of which names a picture of it. */
export async function evidence(): Promise<string> {
  if (!watched) return 'no window was open';
  const { page, shots } = watched;
  const file = `${shots}/failure-${process.pid}-${++failures}.png`;
  const shot = page.screenshot({ path: file, timeout: TIMEOUT }).then(
    () => file,
    (error) => `none, ${error}`,
  );
  const lines = [`picture: ${await shot}`];
  for (const [name, selector] of Object.entries(PARTS)) {
    lines.push(`${name}: ${await inTime(textOf(page, selector))}`);
  }
  lines.push(`focus: ${await inTime(focusOf(page))}`);
  return lines.join('\n');
}

async function textOf(page: Page, selector: string): Promise<string> {
  const texts = await page.locator(selector).filter({ visible: true }).allInnerTexts();
  const words = texts.map((text) => text.replace(/\s+/g, ' ').trim());
  return words.filter(Boolean).join(' | ').slice(0, LONGEST) || '—';
}

async function focusOf(page: Page): Promise<string> {
  const found = await page.evaluate('document.activeElement?.cloneNode(false).outerHTML');
  return String(found).slice(0, LONGEST);
}

function inTime(work: Promise<string>): Promise<string> {
  const late = new Promise<string>((resolve) => {
    setTimeout(() => resolve('no answer'), TIMEOUT).unref();
  });
  return Promise.race([work, late]).catch(String);
}
