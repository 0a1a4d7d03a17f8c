import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { folderWith, galley } from './support.ts';

const TEXT =
  'A bridge opens 🌉 in Kobe\r\n\r\nShare this\r\nA story of the bridge, which is blue.\r\n';

test('export and import carry labels from one folder to another, in each format', async (t) => {
  for (const format of ['jsonl', 'dolma', 'label-studio', 'prodigy', 'doccano']) {
    const one = folderWith(t, { 'seeds/a.txt': TEXT });
    const labels = { id: 'seeds/a.txt', text: TEXT, offsets: 'code-point' };
    const first = { start: 0, end: 24, kind: 'headline', by: 'person', creator: 'Ann' };
    const second = { start: 28, end: 38, kind: 'widget', by: 'person', creator: 'Ann' };
    const input = folderWith(t, {
      'labels.jsonl': `${JSON.stringify({ ...labels, labels: [first, second] })}\n`,
    });
    const own = join(input, 'labels.jsonl');
    const taken = await galley(['import', '--format', 'jsonl', own], { cwd: one });
    assert.deepEqual([taken.code, taken.stderr], [0, '']);
    assert.equal(taken.stdout, 'seeds/a.txt: 2 annotations\n');

    const written = await galley(['export', '--format', format, 'seeds/a.txt'], { cwd: one });
    assert.deepEqual([written.code, written.stderr], [0, ''], format);
    const two = folderWith(t, { 'seeds/a.txt': TEXT, file: written.stdout });
    const read = await galley(['import', '--format', format, '--who', 'Bob', 'file'], { cwd: two });
    assert.deepEqual([read.code, read.stderr], [0, ''], format);
    const { stdout } = await galley(['agree', '--json', one, two]);
    const agreement = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual([agreement.units, agreement.agreed, agreement.onlyA], [2, 2, 0], format);
  }
});

test('brat writes a text and its annotations beside each other', async (t) => {
  const folder = folderWith(t, { 'seeds/a.txt': TEXT });
  const args = (format: string) => ['export', '--format', format, '--out', 'out', 'seeds'];
  const written = await galley(args('brat'), { cwd: folder });
  assert.deepEqual([written.code, written.stderr, written.stdout], [0, '', '']);
  assert.equal(readFileSync(join(folder, 'out/seeds/a.txt'), 'utf8'), TEXT);
  assert.match(
    readFileSync(join(folder, 'out/seeds/a.ann'), 'utf8'),
    /^T1\t\S+ 0 24\tA bridge opens 🌉 in Kobe\n/u,
  );
});

test('annotation gives back what it was given, from a path that is no IRI', async (t) => {
  const name = 'seeds/50 % #1.txt';
  const first = { start: 0, end: 24, kind: 'headline', by: 'person', creator: 'Ann' };
  const labels = { id: name, text: TEXT, offsets: 'code-point', labels: [first] };
  const one = folderWith(t, {
    [name]: TEXT,
    'seeds/nobody.txt': TEXT,
    'labels.jsonl': JSON.stringify(labels),
  });
  assert.equal(
    (await galley(['import', '--format', 'jsonl', 'labels.jsonl'], { cwd: one })).code,
    0,
  );
  const written = await galley(['export', '--format', 'annotation', '--out', 'out', 'seeds'], {
    cwd: one,
  });
  assert.deepEqual([written.code, written.stderr], [0, '']);
  assert.ok(!existsSync(join(one, 'out/seeds/nobody.jsonld')));
  const page = readFileSync(join(one, 'out/seeds/50 % #1.jsonld'), 'utf8');
  const two = folderWith(t, { [name]: TEXT, 'page.jsonld': page });
  const taken = await galley(['import', '--format', 'annotation', 'page.jsonld'], { cwd: two });
  assert.deepEqual([taken.stdout, taken.stderr], [`${name}: 1 annotation\n`, '']);
});

test('import tells of a source that is not there by its name, and takes the others', async (t) => {
  const record = (id: string) => {
    const first = { start: 0, end: 24, kind: 'headline', by: 'person', creator: 'Ann' };
    return JSON.stringify({ id, text: TEXT, offsets: 'code-point', labels: [first] });
  };
  const labels = ['a.txt', 'gone.txt', 'b.txt'].map(record).join('\n');
  const cwd = folderWith(t, { 'a.txt': TEXT, 'b.txt': TEXT, 'labels.jsonl': labels });
  const taken = await galley(['import', '--format', 'jsonl', 'labels.jsonl'], { cwd });
  assert.equal(taken.code, 2);
  assert.equal(taken.stdout, 'a.txt: 1 annotation\nb.txt: 1 annotation\n');
  assert.equal(taken.stderr, 'galley: gone.txt: no such file or directory (check the name)\n');
});

test('import does so too where the file has no texts of its own', async (t) => {
  const attributes = { galley__people__headline: [[0, 24, 1]] };
  const records = ['gone.txt', 'a.txt'].map((id) => JSON.stringify({ id, attributes }));
  const cwd = folderWith(t, { 'a.txt': TEXT, 'labels.jsonl': records.join('\n') });
  const taken = await galley(['import', '--format', 'dolma', 'labels.jsonl'], { cwd });
  assert.equal(taken.code, 2);
  assert.equal(taken.stdout, 'a.txt: 1 annotation\n');
  assert.equal(taken.stderr, 'galley: gone.txt: no such file or directory (check the name)\n');
});

test('import and agree tell of a bad record by its line, counted from 1', async (t) => {
  const good = JSON.stringify({ id: 'a.txt', text: TEXT, offsets: 'code-point', labels: [] });
  const bad = {
    '{"id": 1,}': /^not JSON: (?!.*\bline\b)/u,
    [good.replace('[]', '[{"start": -1}]')]: /^expected a whole number at \/labels\/0\/start/u,
    '[]': /^expected an object/u,
  };
  for (const [record, what] of Object.entries(bad)) {
    const cwd = folderWith(t, { 'a.txt': TEXT, 'labels.jsonl': `${good}\n\n${record}\n` });
    for (const args of [
      ['import', '--format', 'jsonl', 'labels.jsonl'],
      ['agree', 'labels.jsonl', 'labels.jsonl'],
    ]) {
      const { code, stdout, stderr } = await galley(args, { cwd });
      assert.deepEqual([code, stdout], [2, '']);
      const [start, told = ''] = stderr.split('line 3: ');
      assert.equal(start, 'galley: labels.jsonl: ');
      assert.match(told, what);
      assert.match(told, /\(correct the file; it is left as it is\)\n$/u);
    }
  }
});

test('import takes no page about several sources, and tells where it turns to another', async (t) => {
  const item = (source: string) => ({ target: { source } });
  const page = { 'galley:schema': 2, items: ['a.txt', 'a.txt', 'b.txt'].map(item) };
  const cwd = folderWith(t, { 'a.txt': TEXT, 'page.jsonld': JSON.stringify(page) });
  const { code, stderr } = await galley(['import', '--format', 'annotation', 'page.jsonld'], {
    cwd,
  });
  assert.equal(code, 2);
  assert.match(
    stderr,
    /^galley: page\.jsonld: expected “a\.txt”, as before at \/items\/2\/target\/source \(/u,
  );
});

test('schema.org is a line a source', async (t) => {
  const folder = folderWith(t, { 'seeds/a.txt': TEXT, 'seeds/b.txt': TEXT });
  const { code, stdout } = await galley(['export', '--format', 'schema.org', 'seeds'], {
    cwd: folder,
  });
  assert.equal(code, 0);
  const articles = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    articles.map((article) => article.identifier),
    ['seeds/a.txt', 'seeds/b.txt'],
  );
});

test('a broken file of labels is told with its place, and left as it is', async (t) => {
  const folder = folderWith(t, {
    'a.txt': TEXT,
    '.galley/labels/a.txt.jsonld': '{"galley:schema": 1, "items": 3}',
  });
  const { code, stderr } = await galley(['export', '--format', 'jsonl', 'a.txt'], { cwd: folder });
  assert.equal(code, 2);
  assert.match(stderr, /\.galley\/labels\/a\.txt\.jsonld: expected a list.* at \/items/u);
  const imported = await galley(['import', '--format', 'jsonl', 'none.jsonl'], { cwd: folder });
  assert.equal(imported.code, 2);
  assert.ok(existsSync(join(folder, '.galley/labels/a.txt.jsonld')));
});

test('what cannot be meant is a usage error', async () => {
  for (const args of [
    ['export'],
    ['export', '--format', 'xml'],
    ['export', '--format', 'brat'],
    ['import'],
    ['import', '--format', 'dolma'],
    ['agree', 'one'],
  ]) {
    const { code, stderr } = await galley(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, /^galley: .+\n$/u);
  }
});
