import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { galley, type Labelled, objects, SAMPLES } from './support.ts';

const names = readdirSync(SAMPLES)
  .filter((name) => name.endsWith('.txt'))
  .sort();
const paths = names.map((name) => join(SAMPLES, name));
const texts = paths.map((path) => readFileSync(path, 'utf8'));
const records = texts.map((text, index) => `${JSON.stringify({ id: index, text })}\n`).join('');
const policies = [[], ['--policy', 'thorough'], ['--policy', 'thorough', '--comments', 'strip']];

for (const policy of policies) {
  test(`filter, label and strip agree (${policy.join(' ') || 'defaults'})`, async () => {
    const label = await galley(['label', '--json', ...policy, ...paths]);
    const filter = await galley(['filter', '--jsonl', ...policy], { input: records });
    const labelled = objects<Labelled>(label.stdout);
    const filtered = objects<Labelled & { text: string }>(filter.stdout);
    assert.equal(labelled.length, texts.length);
    for (const [index, path] of paths.entries()) {
      assert.equal(labelled[index]?.path, path);
      assert.deepEqual(filtered[index]?.lines, labelled[index]?.lines);
      const strip = await galley(['strip', ...policy, path]);
      assert.equal(strip.code, 0);
      assert.ok(strip.stdout === filtered[index]?.text, `${path}: strip equals filter`);
    }
  });
}

test('threads change nothing', async () => {
  for (const command of [
    ['label', '--json'],
    ['check', '--suspected'],
    ['strip', '--diff'],
  ]) {
    const one = await galley([...command, '--jobs', '1', SAMPLES]);
    const two = await galley([...command, '--jobs', '2', SAMPLES]);
    assert.deepEqual(two, one);
    assert.notEqual(one.stdout, '');
  }
});

test('neither locale nor time zone nor terminal changes anything', async () => {
  const settings = [
    { LANG: 'C', LC_ALL: 'C', TZ: 'UTC' },
    { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo' },
    { LANG: 'ar_EG.UTF-8', LC_ALL: '', TZ: 'America/St_Johns', TERM: 'dumb', FORCE_COLOR: '1' },
  ];
  const runs = settings.map(async (env) => [
    await galley(['label', '--json', SAMPLES], { env }),
    await galley(['check', '--format', 'sarif', SAMPLES], { env }),
    await galley(['outline', ...paths.slice(0, 1)], { env }),
    await galley(['filter', '--jsonl'], { env, input: records }),
  ]);
  const [first, ...others] = await Promise.all(runs);
  for (const other of others) assert.deepEqual(other, first);
});

test('label as text has a row a line', async () => {
  const [path = ''] = paths;
  const { code, stdout } = await galley(['label', path]);
  assert.equal(code, 0);
  const rows = stdout.split('\n');
  const lines = (texts[0] ?? '').split('\n');
  assert.equal(rows.length, lines.length);
  lines.forEach((line, index) => {
    if (line.trim() === '') assert.equal(rows[index], '');
    else assert.ok(rows[index]?.endsWith(line.trimEnd()), rows[index]);
  });
});

test('standard input is a file like another', async () => {
  const [path = ''] = paths;
  const input = texts[0] ?? '';
  for (const command of [['label'], ['strip'], ['strip', '--diff'], ['check'], ['outline']]) {
    const named = await galley([...command, path]);
    const piped = await galley([...command, '-'], { input });
    assert.equal(piped.code, named.code);
    assert.equal(piped.stdout, named.stdout.replaceAll(path, '-'));
  }
});
