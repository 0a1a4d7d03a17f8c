import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import test from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { readSource } from '../../server/src/corpus/decode.ts';
import { filesBelow } from '../../server/src/corpus/folder.ts';
import { replaceFile } from '../../server/src/corpus/write.ts';
import { CLI, execute, folderWith, galley, longStory, page, STORY, script } from './support.ts';

/** The files in a folder and below it. */
const namesBelow = (folder: string): string[] =>
  filesBelow(folder).map((path) => relative(folder, path));

const THOROUGH = ['--policy', 'thorough'];

for (const [name, eol] of [
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
] as const) {
  for (const bom of ['', '\uFEFF']) {
    test(`keeps ${name}${bom ? ' and the BOM' : ''}, and what a person wrote`, async (t) => {
      const text = bom + page(eol);
      const folder = folderWith(t, { 'a.txt': text });
      const { code, stdout } = await galley(['strip', ...THOROUGH, 'a.txt'], { cwd: folder });
      assert.equal(code, 0);
      assert.ok(stdout.length < text.length);
      assert.ok(stdout.startsWith(bom) && stdout.endsWith(eol));
      assert.ok(stdout.includes(STORY.join(eol)));
      const lines = text.slice(bom.length).split(eol);
      let at = 0;
      for (const line of stdout.slice(bom.length).split(eol)) {
        at = lines.indexOf(line, at) + 1;
        assert.ok(at > 0, `${JSON.stringify(line)} is a line of the source, in order`);
      }
      assert.equal(readFileSync(join(folder, 'a.txt'), 'utf8'), text, 'the file is as it was');
    });
  }
}

test('--write changes the files, and a second one nothing', async (t) => {
  const folder = folderWith(t, {
    'a.txt': page(),
    'b/c.txt': page('\r\n'),
    'd.txt': longStory(4),
  });
  const first = await galley(['strip', '--write', ...THOROUGH, '.'], { cwd: folder });
  assert.equal(first.code, 0);
  assert.match(first.stdout, /^a\.txt: \d+ lines? stripped\nb\/c\.txt: \d+ lines stripped\n$/u);
  const cleaned = readFileSync(join(folder, 'a.txt'), 'utf8');
  assert.ok(cleaned.length < page().length);
  assert.equal(readFileSync(join(folder, 'b/c.txt'), 'utf8'), cleaned.replaceAll('\n', '\r\n'));
  const before = statSync(join(folder, 'a.txt'));
  const second = await galley(['strip', '--write', ...THOROUGH, '.'], { cwd: folder });
  assert.deepEqual(second, { code: 0, stdout: '', stderr: '' });
  assert.equal(statSync(join(folder, 'a.txt')).ino, before.ino, 'not even rewritten');
  assert.deepEqual(namesBelow(folder), ['a.txt', 'b/c.txt', 'd.txt']);
});

test('--write keeps permissions and symbolic links, and writes their targets', async (t) => {
  const folder = folderWith(t, { 'real/a.txt': page(), 'in/.keep': '' });
  const target = join(folder, 'real/a.txt');
  const link = join(folder, 'in/link.txt');
  chmodSync(target, 0o640);
  symlinkSync('../real/a.txt', link);
  const { code } = await galley(['strip', '--write', ...THOROUGH, 'in/link.txt'], { cwd: folder });
  assert.equal(code, 0);
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.equal(readlinkSync(link), '../real/a.txt');
  assert.ok(readFileSync(target, 'utf8').length < page().length);
  assert.equal(statSync(target).mode & 0o777, 0o640);
  assert.deepEqual(readdirSync(join(folder, 'real')), ['a.txt']);
  assert.deepEqual(readdirSync(join(folder, 'in')).sort(), ['.keep', 'link.txt']);
});

test('a write that fails leaves the file as it was, and nothing beside it', async (t) => {
  const long = longStory(48) + page();
  const folder = folderWith(t, { 'a.txt': long, 'b.txt': page() });
  // No file may grow over 4 KB: the cleaned text is longer.
  const { code, stderr } = await script(
    `ulimit -f 4; $GALLEY strip --write --policy thorough a.txt b.txt`,
    { cwd: folder },
  );
  assert.equal(code, 2);
  assert.match(stderr, /^galley: a\.txt: [^\n]+\n$/u);
  assert.equal(readFileSync(join(folder, 'a.txt'), 'utf8'), long);
  assert.ok(
    readFileSync(join(folder, 'b.txt'), 'utf8').length < page().length,
    'the other is done',
  );
  assert.deepEqual(readdirSync(folder).sort(), ['a.txt', 'b.txt']);
});

test('a file that would lose too much is told of and left, unless forced', async (t) => {
  const menu = 'Home\nNews\n'.repeat(200);
  const folder = folderWith(t, {
    'few/.galley/config.json': '{"strip": {"maximumShare": 0.05}}',
    'few/a.txt': page(),
    'few/b.txt': longStory(9),
    'many/a.txt': page(),
    'many/menu.txt': menu,
  });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const strip = (...args: string[]) => galley(['strip', ...THOROUGH, ...args], { cwd: folder });
  const few = await strip('--write', 'few');
  assert.deepEqual([few.code, few.stdout], [2, '']);
  assert.match(
    few.stderr,
    /^galley: few\/a\.txt: would lose \d\d %, more than strip\.maximumShare allows \([^\n]+\)\n$/u,
  );
  assert.equal(read('few/a.txt'), page());
  const many = await strip('--write', 'many');
  assert.equal(many.code, 2);
  assert.equal(read('many/menu.txt'), menu, 'not emptied');
  assert.match(many.stdout, /^many\/a\.txt: \d+ lines stripped\n$/u);
  assert.equal((await strip('--diff', 'few')).code, 0, 'a look is free');
  const forced = await strip('--write', '--force', 'few');
  assert.deepEqual([forced.code, forced.stderr], [0, '']);
  assert.equal(read('few/a.txt'), read('many/a.txt'));
});

test('what somebody saved meanwhile is not overwritten', (t) => {
  const folder = folderWith(t, { 'a.txt': 'as it was read\n', 'b.txt': 'read\n' });
  const before = (name: string) => readSource(join(folder, name));
  const [a, b] = [before('a.txt'), before('b.txt')];
  writeFileSync(join(folder, 'a.txt'), 'as it was saved\n');
  assert.throws(
    () => replaceFile(join(folder, 'a.txt'), a, 'stripped\n'),
    /a\.txt: changed while it was read \(run again\)/u,
  );
  assert.equal(readFileSync(join(folder, 'a.txt'), 'utf8'), 'as it was saved\n');
  replaceFile(join(folder, 'b.txt'), b, 'stripped\n');
  assert.equal(readFileSync(join(folder, 'b.txt'), 'utf8'), 'stripped\n');
  assert.deepEqual(readdirSync(folder).sort(), ['a.txt', 'b.txt']);
});

test('what a run that died left behind is in nobody’s way', (t) => {
  const folder = folderWith(t, { 'a.txt': 'text\n' });
  for (let index = 0; index < 100; index++) {
    writeFileSync(join(folder, `.galley-${process.pid}-0-${index}.tmp`), '');
  }
  const path = join(folder, 'a.txt');
  replaceFile(path, readSource(path), 'stripped\n');
  assert.equal(readFileSync(path, 'utf8'), 'stripped\n');
});

test('--out writes every file under its relative path', async (t) => {
  const folder = folderWith(t, { 'in/a.txt': page(), 'in/deep/b.txt': longStory(3), 'x.md': '' });
  const { code, stdout } = await galley(['strip', '--out', 'clean', ...THOROUGH, 'in'], {
    cwd: folder,
  });
  assert.equal(code, 0);
  assert.match(stdout, /^in\/a\.txt: \d+ lines? stripped\n$/u);
  assert.deepEqual(namesBelow(join(folder, 'clean')), ['in/a.txt', 'in/deep/b.txt']);
  assert.equal(readFileSync(join(folder, 'in/a.txt'), 'utf8'), page());
  const again = await galley(['strip', '--out', 'clean', '.'], { cwd: folder });
  assert.equal(again.code, 0);
  assert.ok(!existsSync(join(folder, 'clean/clean')), 'its own output is not an input');
});

test('--out never writes outside its folder', async (t) => {
  const folder = folderWith(t, { 'work/a.txt': page(), 'other/b.txt': page(), 'elsewhere/c': 'c' });
  const work = join(folder, 'work');
  const up = await galley(['strip', '--out', 'out', '../other', join(folder, 'work/a.txt')], {
    cwd: work,
  });
  assert.equal(up.code, 0);
  assert.deepEqual(readdirSync(join(work, 'out')).sort(), ['a.txt', 'b.txt']);
  mkdirSync(join(work, 'trap'));
  symlinkSync(join(folder, 'elsewhere'), join(work, 'trap/sub'));
  mkdirSync(join(work, 'sub'));
  symlinkSync('../a.txt', join(work, 'sub/a.txt'));
  const trapped = await galley(['strip', '--out', 'trap', 'sub/a.txt'], { cwd: work });
  assert.equal(trapped.code, 2);
  assert.match(trapped.stderr, /leads out of trap/u);
  assert.deepEqual(readdirSync(join(folder, 'elsewhere')), ['c']);
});

test('--out takes neither the place of a source nor of another output', async (t) => {
  const folder = folderWith(t, { 'a.txt': page(), 'one/x.txt': page(), 'two/x.txt': 'two' });
  const self = await galley(['strip', '--out', '.', ...THOROUGH, 'a.txt'], { cwd: folder });
  assert.equal(self.code, 2);
  assert.match(self.stderr, /^galley: a\.txt: is itself what --out \. names \(use --write\)\n$/u);
  assert.equal(readFileSync(join(folder, 'a.txt'), 'utf8'), page());
  const [one, two] = ['one', 'two'].map((name) => join(folder, name));
  const both = await galley(['strip', '--out', 'out', one ?? '', two ?? ''], { cwd: folder });
  assert.equal(both.code, 2);
  assert.match(both.stderr, /would take the place of/u);
  assert.deepEqual(readdirSync(join(folder, 'out')), ['x.txt']);
});

test('several files do not go to one standard output', async (t) => {
  const folder = folderWith(t, { 'a.txt': 'a', 'b.txt': 'b' });
  const { code, stdout, stderr } = await galley(['strip', 'a.txt', 'b.txt'], { cwd: folder });
  assert.equal(code, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /^galley: 2 files cannot go to one standard output \(use --write/u);
});

test('--diff is a patch that git applies', async (t) => {
  const files = {
    'a.txt': page(),
    'with space.txt': page('\r\n'),
    'no newline.txt': page().trimEnd(),
    'bom.txt': `\uFEFF${page()}`,
    'cr.txt': page('\r'),
    'ünïcode "q".txt': `${page()}\n${longStory(9)}\n${page()}`,
    'clean.txt': longStory(5),
  };
  const folder = folderWith(t, files);
  const diff = await galley(['strip', '--diff', ...THOROUGH], { cwd: folder });
  assert.equal(diff.code, 0);
  assert.doesNotMatch(diff.stdout, /clean\.txt/u);
  assert.equal(readFileSync(join(folder, 'a.txt'), 'utf8'), page(), 'the files are as they were');
  const copies = folderWith(t, files);
  const applied = await execute('git', ['apply', '--whitespace=nowarn', '-'], {
    cwd: copies,
    input: diff.stdout,
  });
  assert.equal(applied.stderr, '');
  assert.equal((await galley(['strip', '--write', ...THOROUGH, '.'], { cwd: folder })).code, 0);
  for (const name of Object.keys(files)) {
    const [written, patched] = [folder, copies].map((each) =>
      readFileSync(join(each, name), 'utf8'),
    );
    assert.equal(patched, written, name);
  }
});

test('safe strips no more than thorough, and comments only when told to', async (t) => {
  const folder = folderWith(t, { 'a.txt': page() });
  const [safe, thorough, all] = await Promise.all(
    [['--policy', 'safe'], THOROUGH, [...THOROUGH, '--comments', 'strip']].map(
      async (options) =>
        (await galley(['strip', ...options, 'a.txt'], { cwd: folder })).stdout.split('\n').length,
    ),
  );
  assert.ok(Number(safe) >= Number(thorough) && Number(thorough) >= Number(all));
});

test('an interrupted --write leaves whole files, and nothing beside them', async (t) => {
  const names = Array.from({ length: 3000 }, (_, index) => `${1000 + index}.txt`);
  const folder = folderWith(t, Object.fromEntries(names.map((name) => [name, page()])));
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const run = spawn(process.execPath, [CLI, 'strip', '--write', '--jobs', '1', ...THOROUGH, '.'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  run.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  const ended = once(run, 'close');
  while (run.exitCode === null && read('1000.txt') === page()) await setTimeout(1);
  run.kill('SIGTERM');
  assert.deepEqual(await ended, [null, 'SIGTERM'], 'it was still at work');
  assert.deepEqual(readdirSync(folder).sort(), names);
  const changed = names.filter((name) => read(name) !== page());
  assert.ok(changed.length > 0 && changed.length < names.length, String(changed.length));
  assert.equal(told.split('\n').length - 1, changed.length, 'what was told was done');
  for (const name of changed) assert.equal(read(name), read('1000.txt'));
});
