import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { CLI, execute, folderWith } from './support.ts';

test('weights that are missing or broken are one clear line and 2', async (t) => {
  const folder = folderWith(t, {});
  const cli = join(folder, 'cli.js');
  const model = join(folder, 'model.bin');
  copyFileSync(CLI, cli);
  const paths = Array.from({ length: 40 }, (_, index) => join(folder, `${index}.txt`));
  for (const path of paths) writeFileSync(path, 'Some words\n');
  const calls = [
    ['--version'],
    ['check', ...paths],
    ['filter', '--jsonl'],
    ['check', '--jobs', '2', ...paths],
  ];
  const what = [/: no such file or directory \(/u, /: These bytes are not a model of Galley\. \(/u];
  for (const message of what) {
    for (const args of calls) {
      const run = await execute(process.execPath, [cli, ...args], {});
      assert.deepEqual([run.code, run.stdout], [2, '']);
      assert.ok(run.stderr.startsWith(`galley: ${model}: `), run.stderr);
      assert.match(run.stderr, message);
      assert.equal(run.stderr.trimEnd().split('\n').length, 1);
    }
    writeFileSync(model, 'junk');
  }
});
