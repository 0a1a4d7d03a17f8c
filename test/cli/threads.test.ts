import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { mapInThreads, type Outcome } from '../../server/src/corpus/pool.ts';
import { folderWith, galley, page } from './support.ts';

/** Answers each batch after a while; ends where it meets an item called `deadly`. */
const THREAD = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', (batch) => {
  if (batch.some(({ path }) => path === 'deadly')) process.exit(0);
  const outcomes = batch.map(({ path }) => ({ type: 'done', result: path }));
  setTimeout(() => parentPort.postMessage({ type: 'outcomes', outcomes }), 50);
});
`;

test('a thread that ends ends the run with an error', { timeout: 300_000 }, async (t) => {
  const script = join(folderWith(t, { 'thread.cjs': THREAD }), 'thread.cjs');
  const items = Array.from({ length: 400 }, (_, index) => ({ path: String(index) }));
  items[20] = { path: 'deadly' };
  const outcomes: Outcome<string>[] = [];
  const run = async (): Promise<void> => {
    for await (const each of mapInThreads<{ path: string }, string>(items, script, null, 2)) {
      outcomes.push(each);
    }
  };
  // Without the timer an answer that never comes would end the process before the test.
  const alive = setInterval(() => {}, 1000);
  t.after(() => clearInterval(alive));
  await assert.rejects(run(), /galley: a thread ended before its work/u);
  assert.equal(outcomes.length, 16, 'what came before is there');
});

test('a thread that runs out of memory is told of', async (t) => {
  const folder = folderWith(t, {
    'hungry.cjs': `
      const { isMainThread } = require('node:worker_threads');
      if (!isMainThread) { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); }`,
    ...Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at}.txt`, page()])),
  });
  const env = { NODE_OPTIONS: `--require "${join(folder, 'hungry.cjs')}" --max-old-space-size=80` };
  const { code, stderr } = await galley(['check', '--jobs', '2'], { cwd: folder, env });
  assert.equal(code, 2);
  assert.match(stderr, /^galley: galley: a thread ran out of memory \(lower --jobs\)$/mu);
});

test('a run that waits for an answer that never comes is a failure', async (t) => {
  const folder = folderWith(t, {
    'mute.cjs': `
      const threads = require('node:worker_threads');
      threads.Worker = class { on() {} postMessage() {} terminate() {} };`,
    ...Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at}.txt`, page()])),
  });
  const env = { NODE_OPTIONS: `--require "${join(folder, 'mute.cjs')}"` };
  const run = await galley(['check', '--jobs', '2'], { cwd: folder, env });
  assert.deepEqual(run, {
    code: 2,
    stdout: '',
    stderr: 'galley: galley: ended before its work (please report it)\n',
  });
});
