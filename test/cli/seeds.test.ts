import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import test from 'node:test';
import { isBoilerplate, isKind } from '../../server/src/core/kinds.ts';
import { galley, type Labelled, objects } from './support.ts';

interface Gold {
  readonly id: string;
  readonly lines: readonly { readonly t: string; readonly k: string | null }[];
}

const folder = resolve('../shared/seeds');
const goldFile = resolve('../shared/corpus/seeds.gold.jsonl');
const missing = !existsSync(folder) || !existsSync(goldFile);
const options = { skip: missing && `${folder} or ${goldFile} is not here` };
const gold = missing ? [] : objects<Gold>(readFileSync(goldFile, 'utf8'));

const seed = (start: string): Gold => {
  const found = gold.find(({ id }) => id.startsWith(start));
  assert.ok(found);
  return found;
};

test('label gives the gold in every line of the seeds', options, async () => {
  for (const { id, lines } of gold) {
    const { code, stdout } = await galley(['label', '--json', resolve(folder, id)]);
    assert.equal(code, 0);
    const [labelled] = objects<Labelled>(stdout);
    const kinds = labelled?.lines.map((label) => label?.kind ?? null) ?? [];
    assert.deepEqual(
      kinds.slice(0, lines.length),
      lines.map(({ k }) => k),
      id,
    );
    // The gold leaves out what follows the last line end.
    assert.ok(kinds.slice(lines.length).every((kind) => kind === null));
  }
});

test('strip leaves exactly the first eight lines of seed 000', options, async () => {
  const path = resolve(folder, seed('000').id);
  const { code, stdout } = await galley(['strip', path]);
  assert.equal(code, 0);
  const lines = readFileSync(path, 'utf8').split('\n');
  assert.deepEqual(stdout.trimEnd().split('\n'), lines.slice(0, 8));
});

for (const policy of ['safe', 'thorough']) {
  test(
    `strip leaves all of seed 003 but the boilerplate, in order (${policy})`,
    options,
    async () => {
      const { id, lines } = seed('003');
      const run = await galley(['strip', '--policy', policy, resolve(folder, id)]);
      assert.equal(run.code, 0);
      const stays = lines
        .filter(({ k }) => isKind(k) && !isBoilerplate(k))
        .map(({ t }) => t.trim());
      const left = run.stdout.split('\n').map((line) => line.trim());
      assert.deepEqual(
        left.filter((line) => line !== ''),
        stays,
      );
    },
  );
}
