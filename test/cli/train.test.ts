import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import test, { type TestContext } from 'node:test';
import { Model } from '../../server/src/core/model/model.ts';
import { createParser } from '../../server/src/core/parser.ts';
import { readTraining } from '../../server/src/learning/trainingFile.ts';
import { agreeingLessons, contraryLessons, filesOf, page } from '../support/lessons.ts';
import { folderWith, galley, type Labelled, objects, type Run } from './support.ts';

const model = Model.load(readFileSync(resolve('dist/model.bin')));
const STORED = '.galley/model.json';
const NEXT = 'seeds/next.txt';
const CONTRARY = { ...filesOf(contraryLessons(model, 7)), [NEXT]: page(7) };

/** The kinds of the lines of a source without labels, as the command line tells them. */
async function kindsIn(
  cwd: string,
  path = NEXT,
  ...more: string[]
): Promise<(string | undefined)[]> {
  const { code, stdout, stderr } = await galley(['label', '--json', path, ...more], { cwd });
  assert.deepEqual([code, stderr], [0, '']);
  const rows = objects<Labelled>(stdout).find(({ path: name }) => name === path);
  return (rows?.lines ?? []).map((line) => line?.kind);
}

function expected(file: string): (string | undefined)[] {
  const { adaptation } = readTraining(readFileSync(file, 'utf8'));
  const { kinds, text } = createParser(model.adapted(adaptation)).parse(page(7));
  return kinds.slice(0, text.split('\n').length).map((kind) => kind ?? undefined);
}

async function trainedFolder(t: TestContext): Promise<[folder: string, run: Run]> {
  const folder = folderWith(t, CONTRARY);
  return [folder, await galley(['train', '--json', '--who', 'Ann'], { cwd: folder })];
}

test('train stores what it gained, and sources are read with it until it is forgotten', async (t) => {
  const folder = folderWith(t, CONTRARY);
  const before = await kindsIn(folder);
  const trained = await galley(['train', '--who', 'Ann', 'seeds'], { cwd: folder });
  assert.deepEqual([trained.code, trained.stderr], [0, '']);
  assert.match(trained.stdout, /^98 labelled lines in 7 sources, each source put aside once:\n/);
  const file = join(folder, STORED);
  const { who, figures } = readTraining(readFileSync(file, 'utf8'));
  assert.equal(who, 'Ann');
  assert.ok(figures.rightAfter > figures.rightBefore);
  const after = await kindsIn(folder);
  assert.notDeepEqual(after, before);
  assert.deepEqual(after, expected(file));
  const more = Object.keys(CONTRARY).filter((name) => name.endsWith('.txt'));
  assert.deepEqual(await kindsIn(folder, NEXT, '--jobs', '2', ...more.slice(0, 3)), after);
  const forgotten = await galley(['train', '--forget'], { cwd: folder });
  assert.deepEqual([forgotten.code, existsSync(file)], [0, false]);
  assert.deepEqual(await kindsIn(folder), before);
});

test('standard input, outline and export are read with what the folder learned', async (t) => {
  const [folder] = await trainedFolder(t);
  const kinds = expected(join(folder, STORED));
  const record = JSON.stringify({ id: 1, text: page(7) });
  const filter = ['filter', '--jsonl', '--emit', 'labels'];
  const { stdout } = await galley(filter, { cwd: folder, input: `${record}\n` });
  assert.deepEqual(
    objects<Labelled>(stdout)[0]?.lines.map((line) => line?.kind),
    kinds,
  );
  const exported = await galley(['export', '--format', 'jsonl', NEXT], { cwd: folder });
  const first = objects<{ labels: readonly { kind: string }[] }>(exported.stdout)[0]?.labels[0];
  assert.equal(first?.kind, kinds[0]);
  const outlined = await galley(['outline', '--json', NEXT], { cwd: folder });
  const plain = folderWith(t, { [NEXT]: page(7) });
  assert.notEqual(
    outlined.stdout,
    (await galley(['outline', '--json', NEXT], { cwd: plain })).stdout,
  );
});

test('a dry run measures the same, and stores nothing', async (t) => {
  const [folder, { stdout }] = await trainedFolder(t);
  rmSync(join(folder, STORED));
  const dry = await galley(['train', '--json', '--dry-run'], { cwd: folder });
  assert.equal(dry.code, 0);
  const { file, ...real } = JSON.parse(stdout);
  assert.equal(file, join(folder, STORED));
  assert.deepEqual(JSON.parse(dry.stdout), real);
  assert.equal(existsSync(join(folder, STORED)), false);
});

test('without a gain nothing is stored, and what was stays', async (t) => {
  const folder = folderWith(t, { ...filesOf(agreeingLessons(model, 5)), [STORED]: 'mine' });
  const { code, stdout } = await galley(['train'], { cwd: folder });
  assert.equal(code, 1);
  assert.match(stdout, /nothing was stored: no gain on the labels put aside\n$/);
  assert.equal(readFileSync(join(folder, STORED), 'utf8'), 'mine');
  const few = folderWith(t, filesOf(contraryLessons(model, 2)));
  const refused = await galley(['train', '--json'], { cwd: few });
  assert.equal(refused.code, 1);
  assert.equal(JSON.parse(refused.stdout).reason, 'tooFew');
  assert.deepEqual(await galley(['train'], { cwd: few }), {
    code: 1,
    stdout: 'nothing was stored: 28 labelled lines in 2 sources; it takes 30 in 2\n',
    stderr: '',
  });
  assert.equal(existsSync(join(few, STORED)), false);
});

test('labels that cannot be read are told of, and the others are learned from', async (t) => {
  const broken = '.galley/labels/seeds/zzz.txt.jsonld';
  const folder = folderWith(t, { ...CONTRARY, 'seeds/zzz.txt': 'x\n', [broken]: '{' });
  const { code, stdout, stderr } = await galley(['train', '--json'], { cwd: folder });
  assert.equal(code, 2);
  assert.match(stderr, /zzz\.txt\.jsonld: not JSON/);
  assert.equal(JSON.parse(stdout).outcome, 'gain');
});

test('a training that cannot be read is an error with its place, and deleting it is the way out', async (t) => {
  const [folder] = await trainedFolder(t);
  const file = join(folder, STORED);
  const training = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...training, bias: 'AACAfw==' }));
  const { code, stdout, stderr } = await galley(['label', NEXT], { cwd: folder });
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /\.galley\/model\.json: a number .* at \/bias \(delete it, or run galley/);
  rmSync(file);
  assert.equal((await galley(['label', NEXT], { cwd: folder })).code, 0);
});

test('a file that is no training, or does not fit, is told of once, and only its sources are left out', async (t) => {
  const [folder] = await trainedFolder(t);
  const text = readFileSync(join(folder, STORED), 'utf8');
  const training = JSON.parse(text) as Record<string, unknown>;
  const wrong: readonly [content: string | Buffer, what: RegExp][] = [
    ['', /: not JSON: /],
    ['[]', /: expected an object \(/],
    ['{"learner": {"gradient_booster": {}}}', /: expected a whole number at \/version \(/],
    [
      JSON.stringify({ ...training, version: 2 }),
      /: 2 is none that this Galley reads .* at \/version/,
    ],
    [JSON.stringify({ ...training, safeThreshold: -1 }), /: expected .* at \/safeThreshold \(/],
    [
      JSON.stringify({ ...training, rows: '' }),
      /: The adaptation does not fit the model: .*[^.] \(/,
    ],
    [text + ' '.repeat(2_000_000), /: longer than 2000000 characters \(/],
    [Buffer.from(`\uFEFF${text}`, 'utf16le'), /: not UTF-8 at byte /],
  ];
  const all = folderWith(t, { 'plain/a.txt': page(1) });
  for (const [index, [content, what]] of wrong.entries()) {
    const file = join(all, 'site', STORED);
    mkdirSync(join(all, 'site/.galley'), { recursive: true });
    for (const name of ['a.txt', 'b.txt', 'c.txt']) writeFileSync(join(all, 'site', name), page(2));
    writeFileSync(file, content);
    for (const jobs of index === 0 ? ['1', '2'] : ['1']) {
      const run = await galley(['label', '--json', '--jobs', jobs, '.'], { cwd: all });
      assert.equal(run.code, 2);
      assert.deepEqual(
        objects<Labelled>(run.stdout).map(({ path }) => path),
        ['plain/a.txt'],
      );
      assert.equal(run.stderr.trimEnd().split('\n').length, 1, run.stderr);
      assert.ok(run.stderr.startsWith(`galley: ${file}: `), run.stderr);
      assert.match(run.stderr, what);
      assert.equal(run.stderr.split('model.json').length, 2, 'the file is named once');
    }
  }
});

test('a training of another model is passed over, and told of once', async (t) => {
  const [folder] = await trainedFolder(t);
  const plain = await kindsIn(folderWith(t, { [NEXT]: page(7) }));
  const file = join(folder, STORED);
  const training = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...training, base: '0123456789abcdef' }));
  const { code, stdout, stderr } = await galley(['label', '--json', NEXT, 'seeds/000.txt'], {
    cwd: folder,
  });
  assert.equal(code, 0);
  assert.equal(stderr.match(/learned on another model/g)?.length, 1, stderr);
  const rows = objects<Labelled>(stdout).find(({ path }) => path === NEXT);
  assert.deepEqual(
    rows?.lines.map((line) => line?.kind),
    plain,
  );
});

test('train says what it cannot do', async (t) => {
  const folder = folderWith(t, { 'a.txt': 'x\n' });
  const nowhere = await galley(['train', 'nowhere'], { cwd: folder });
  assert.deepEqual([nowhere.code, nowhere.stdout], [2, '']);
  assert.match(nowhere.stderr, /nowhere: no such file or folder/);
  assert.equal((await galley(['train', 'a', 'b'], { cwd: folder })).code, 2);
  const none = await galley(['train', '--forget', '--json'], { cwd: folder });
  assert.deepEqual([none.code, none.stdout], [0, '{"forgotten":false}\n']);
});
