// Waiting for what shows in the workbench; what is missed is told with what was there instead.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { evidence } from './evidence.ts';

/** Ample, in milliseconds: a machine that does other things besides must not fail a test. */
export const TIMEOUT = 120_000;

/** How long a person looks, in milliseconds, before doing the same again. */
export const PATIENCE = 10_000;

const INTERVAL = 50;

/** Waits until something is on the screen. */
export async function expectSeen(locator: Locator, what: string): Promise<void> {
  if (!(await isSeen(locator, TIMEOUT))) await miss(`never saw ${what}`);
}

/** Waits until nothing of something is on the screen any longer. */
export async function expectGone(locator: Locator, what: string): Promise<void> {
  await expectSoon(`${what} gone`, async () => !(await isShown(locator)));
}

/** Waits until something holds. */
export async function expectSoon(what: string, probe: () => Promise<boolean>): Promise<void> {
  if (!(await holds(probe, TIMEOUT))) await miss(`waited in vain: ${what}`);
}

/**
 * Does something that shows in something else, and does it again where nothing came of it: a key
 * that is pressed while the focus moves is lost to a person, too. To be used with what does no harm
 * when it is done twice.
 */
export async function until(
  what: string,
  probe: () => Promise<boolean>,
  act: () => Promise<void>,
): Promise<void> {
  const deadline = Date.now() + TIMEOUT;
  for (;;) {
    await act();
    if (await holds(probe, PATIENCE)) return;
    if (Date.now() > deadline) await miss(`tried in vain: ${what}`);
    console.log(`trying again: ${what}`);
  }
}

/** Whether something is on the screen before some milliseconds are over. */
export function isSeen(locator: Locator, timeout: number): Promise<boolean> {
  return locator
    .filter({ visible: true })
    .first()
    .waitFor({ timeout })
    .then(
      () => true,
      () => false,
    );
}

/** Whether something is on the screen now. */
export async function isShown(locator: Locator): Promise<boolean> {
  return (await locator.filter({ visible: true }).count()) > 0;
}

async function holds(probe: () => Promise<boolean>, timeout: number): Promise<boolean> {
  const deadline = Date.now() + timeout;
  // What fails may be half there: a file that is being written, a line that is being drawn.
  while (!(await probe().catch(() => false))) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
  return true;
}

async function miss(what: string): Promise<never> {
  assert.fail(`${what}\n${await evidence()}`);
}
