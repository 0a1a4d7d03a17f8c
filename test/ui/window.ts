// Opens VS Code's workbench in a browser.
import { mkdirSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { watch } from './evidence.ts';
import { TIMEOUT } from './waiting.ts';

/** How long the workbench may take to load, in milliseconds: it is the largest page that there is. */
const START = 300_000;

// Playwright would close the browser alone, and the test would wait for what no longer comes.
process.once('SIGTERM', () => process.exit(1));

export interface Window {
  readonly browser: Browser;
  readonly page: Page;
}

/**
 * Opens a window with its workbench restored. Where the browser or the server fails at it, both
 * sides are asked once more: nothing is tested before.
 */
export async function openWindow(
  url: string,
  shots: string,
  viewport: { width: number; height: number },
): Promise<Window> {
  mkdirSync(shots, { recursive: true });
  const open = () => tryToOpen(url, shots, viewport);
  return open().catch((error) => {
    console.log(`The workbench did not open, opening it anew: ${error}`);
    return open();
  });
}

/** Waits until the workbench shows what it showed when it was left. */
export async function restored(page: Page): Promise<void> {
  await page.waitForFunction('globalThis.driver?.whenWorkbenchRestored', undefined, {
    timeout: START,
  });
  await page.evaluate('globalThis.driver.whenWorkbenchRestored()');
}

async function tryToOpen(
  url: string,
  shots: string,
  viewport: { width: number; height: number },
): Promise<Window> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_PATH ?? 'chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    timeout: START,
  });
  try {
    const page = await browser.newPage({ viewport });
    page.setDefaultTimeout(TIMEOUT);
    watch(page, shots);
    await page.goto(url, { waitUntil: 'commit', timeout: START });
    await restored(page);
    return { browser, page };
  } catch (error) {
    // A browser that is left open keeps the test runner from ending.
    await browser.close();
    throw error;
  }
}
