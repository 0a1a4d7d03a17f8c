import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { Session } from '../support/annotation-session.ts';
import type { Tally } from '../support/annotation-truths.ts';

/** `GALLEY_SEQUENCES=10000` runs as many as the promise is for. */
const SEQUENCES = Number(process.env.GALLEY_SEQUENCES ?? 300);
const FIRST = Number(process.env.GALLEY_FIRST_SEQUENCE ?? 1);
const STEPS = 30;

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

describe('the life of labels', () => {
  test(`${SEQUENCES} sequences of edits, labels, undo, saves, outside changes and reloads leave each on its words, or orphaned`, async () => {
    const tally: Tally = { checks: 0, anchored: 0, orphaned: 0, exchanged: 0, missed: 0 };
    for (let seed = FIRST; seed < FIRST + SEQUENCES; seed++) {
      const session = new Session(randomFrom(seed), tally);
      try {
        await session.run(STEPS);
      } catch (error) {
        const what = error instanceof Error ? error.message : String(error);
        throw new Error(`sequence ${seed}: ${what}\n${session.log.join('\n')}`, { cause: error });
      }
    }
    console.log(JSON.stringify(tally));
    assert.ok(tally.anchored > tally.orphaned, 'most labels are found again');
  });
});
