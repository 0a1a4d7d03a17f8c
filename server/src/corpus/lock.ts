import { closeSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, SourceError } from './problem.ts';

/** How long a lock is waited for, and from when on its holder counts as dead, in milliseconds. */
const PATIENCE = 15_000;
const STALE = 10_000;
const PAUSE = 5;

/**
 * Does something, at once, while no other process does so in the same folder's `.galley`. The lock is
 * a file there, held for the time of one write; one that a dead process left goes after a while.
 * Throws the system's error where none can be made: then nothing else can be written there either.
 */
export async function whileLocked<T>(root: string, act: () => T): Promise<T> {
  const folder = join(root, '.galley');
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'labels.lock');
  for (const from = performance.now(); !take(lock); await pause(PAUSE)) {
    if (age(lock) > STALE) rmSync(lock, { force: true });
    if (performance.now() - from > PATIENCE) {
      throw new SourceError(lock, 'another program writes all the time', 'remove it and try again');
    }
  }
  try {
    return act();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx'));
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** How old a file is in milliseconds; 0 where it is gone. */
function age(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? Date.now() - found.mtimeMs : 0;
}
