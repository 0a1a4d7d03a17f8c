import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { folderWith, galley, type Labelled, objects, page, script } from './support.ts';

async function labelled(cwd: string, ...paths: string[]): Promise<(string | undefined)[]> {
  const { stdout } = await galley(['label', '--json', ...paths], { cwd });
  return objects<Labelled>(stdout).map(({ path }) => path);
}

test('a folder stands for its .txt files, sorted; no path for the current folder', async (t) => {
  const folder = folderWith(t, {
    'b.txt': 'b',
    'B.txt': 'B',
    'a/ä.txt': 'ä',
    'a/z.txt': 'z',
    'a.md': 'no',
    'node_modules/m/readme.txt': 'no',
    '.git/info.txt': 'no',
    '10.txt': '10',
    '9.txt': '9',
  });
  const all = ['10.txt', '9.txt', 'B.txt', 'a/z.txt', 'a/ä.txt', 'b.txt'];
  assert.deepEqual(await labelled(folder), all);
  assert.deepEqual(await labelled(folder, '.'), all);
  assert.deepEqual(await labelled(folder, 'b.txt', 'a', './b.txt', 'a.md'), [
    'b.txt',
    'a/z.txt',
    'a/ä.txt',
    'a.md',
  ]);
  assert.deepEqual(await labelled(folder, 'node_modules/m'), ['node_modules/m/readme.txt']);
});

test('links to files count, links to folders are not followed, loops are safe', async (t) => {
  const folder = folderWith(t, { 'in/a.txt': 'a', 'out/b.txt': 'b' });
  symlinkSync('..', join(folder, 'in/loop'));
  symlinkSync('../out', join(folder, 'in/other'));
  symlinkSync('../out/b.txt', join(folder, 'in/c.txt'));
  assert.deepEqual(await labelled(folder, 'in'), ['in/a.txt', 'in/c.txt']);
  assert.deepEqual(await labelled(folder, 'in/other'), ['in/other/b.txt']);
});

test('a folder without sources is told of', async (t) => {
  const folder = folderWith(t, { 'a.md': '' });
  const { code, stderr } = await galley(['check'], { cwd: folder });
  assert.equal(code, 0);
  assert.match(stderr, /^galley: \.: no sources in it [^\n]+\n$/u);
});

test('each file that cannot be read gets one line and 2; the others are done', async (t) => {
  const folder = folderWith(t, {
    'latin1.txt': Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]),
    'utf16.txt': Buffer.from([0xff, 0xfe, 0x61, 0x00]),
    'cut.txt': Buffer.from([0x61, 0xe2, 0x82]),
    'good.txt': 'Some words',
  });
  symlinkSync('nowhere', join(folder, 'broken.txt'));
  symlinkSync('loop.txt', join(folder, 'loop.txt'));
  const paths = [
    'latin1.txt',
    'utf16.txt',
    'cut.txt',
    'gone.txt',
    'good.txt/x',
    'broken.txt',
    'loop.txt',
  ];
  const { code, stdout, stderr } = await galley(['label', '--json', ...paths, 'good.txt'], {
    cwd: folder,
  });
  assert.equal(code, 2);
  assert.deepEqual(
    objects<Labelled>(stdout).map(({ path }) => path),
    ['good.txt'],
  );
  const told = stderr.trimEnd().split('\n').sort();
  assert.deepEqual(told, [
    'galley: broken.txt: no such file or directory (check the name)',
    'galley: cut.txt: not UTF-8 at byte 1 (save it as UTF-8, for instance with iconv)',
    'galley: gone.txt: no such file or directory (check the name)',
    'galley: good.txt/x: a part of the path is not a directory (check the name)',
    'galley: latin1.txt: not UTF-8 at byte 3 (save it as UTF-8, for instance with iconv)',
    'galley: loop.txt: its symbolic links form a loop (mend the links)',
    'galley: utf16.txt: not UTF-8 at byte 0 (it looks like UTF-16: save it as UTF-8)',
  ]);
  for (const command of [
    ['check'],
    ['strip', '--write'],
    ['strip', '--diff'],
    ['strip', '--out', 'o'],
  ]) {
    const run = await galley([...command, ...paths, 'good.txt'], { cwd: folder });
    assert.equal(run.code, 2);
    assert.equal(run.stderr.trimEnd().split('\n').length, paths.length);
  }
});

test('a folder where a file is needed, and other errors of a single file', async (t) => {
  const folder = folderWith(t, { 'bad.txt': Buffer.from([0x80]) });
  for (const [args, message] of [
    [['outline', '.'], /^galley: \.: is a directory \(name a file in it\)\n$/u],
    [['outline', 'bad.txt'], /^galley: bad\.txt: not UTF-8 at byte 0 /u],
    [['outline', 'gone.txt'], /^galley: gone\.txt: no such file/u],
    [['strip', 'gone.txt'], /^galley: gone\.txt: no such file/u],
  ] as const) {
    const { code, stdout, stderr } = await galley(args, { cwd: folder });
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    assert.match(stderr, message);
  }
  const piped = await galley(['strip', '-'], { input: Buffer.from([0x61, 0xff]) });
  assert.deepEqual(piped, {
    code: 2,
    stdout: '',
    stderr:
      'galley: standard input: not UTF-8 at byte 1 (save it as UTF-8, for instance with iconv)\n',
  });
});

test('standard input that cannot be read is told of', async () => {
  for (const args of ['filter --jsonl', 'label -', 'outline -']) {
    const { code, stderr } = await script(`$GALLEY ${args} < /`);
    assert.equal(code, 2);
    assert.equal(stderr, 'galley: standard input: is a directory (name a file in it)\n');
  }
});

test('an unreadable file is told of', {
  skip: process.getuid?.() === 0 && 'root reads all',
}, async (t) => {
  const folder = folderWith(t, { 'a.txt': 'a' });
  chmodSync(join(folder, 'a.txt'), 0);
  const { code, stderr } = await galley(['check', 'a.txt'], { cwd: folder });
  assert.equal(code, 2);
  assert.equal(stderr, 'galley: a.txt: permission denied (change its permissions)\n');
});

test('a name with control characters is told on one line', async (t) => {
  const folder = folderWith(t, {});
  const { stderr } = await galley(['check', 'a\nb\u001b[31m.txt'], { cwd: folder });
  assert.equal(stderr, 'galley: a\\nb\\x1b[31m.txt: no such file or directory (check the name)\n');
});

test('the nearest project file holds, options win over it', async (t) => {
  const strict = JSON.stringify({ strip: { policy: 'thorough' } });
  const folder = folderWith(t, {
    'a/.galley/config.json': strict,
    'a/deep/x.txt': page(),
    'b/x.txt': page(),
    '.galley/config.json': '{"exclude": ["**/skip/**"], "sources": ["a/**/*.text"]}',
    'a/skip/y.txt': 'y',
    'c/skip/y.txt': 'y',
    'c/z.text': 'not named',
    'a/z.text': 'of the inner project, which does not name it',
  });
  const strip = async (...args: string[]): Promise<string> =>
    (await galley(['strip', ...args], { cwd: folder })).stdout;
  const thorough = await strip('--policy', 'thorough', 'b/x.txt');
  assert.equal(await strip('a/deep/x.txt'), thorough);
  assert.equal(await strip('b/x.txt'), await strip('--policy', 'safe', 'a/deep/x.txt'));
  assert.deepEqual(await labelled(folder), ['a/deep/x.txt', 'a/skip/y.txt', 'b/x.txt']);
  const piped = await galley(['strip', '-'], { cwd: join(folder, 'a'), input: page() });
  assert.equal(piped.stdout, thorough);
});

test('a malformed project file names file, line and column', async (t) => {
  for (const [config, place] of [
    ['{\n  "strip": {,}\n}', ':2:13: '],
    ['', ':1:1: '],
    ['[]', ':1:1: not a JSON object'],
    ['{"a": 1} // why', ':1:10: '],
  ] as const) {
    const folder = folderWith(t, { '.galley/config.json': config, 'a.txt': 'a' });
    for (const args of [['check'], ['strip', 'a.txt'], ['filter', '--jsonl'], ['label', '-']]) {
      const { code, stdout, stderr } = await galley(args, { cwd: folder });
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
      assert.ok(
        stderr.startsWith(`galley: ${join(folder, '.galley/config.json')}${place}`),
        stderr,
      );
      assert.equal(stderr.trimEnd().split('\n').length, 1);
    }
  }
});

test('a malformed project file is told once, and only its folder is left out', async (t) => {
  const folder = folderWith(t, {
    'a.txt': 'a',
    'bad/.galley/config.json': '{"exclude": [}',
    'bad/b.txt': page(),
    'bad/deep/c.txt': page(),
    'good/d.txt': 'd',
  });
  const path = join(folder, 'bad/.galley/config.json');
  for (const paths of [['.'], ['a.txt', 'bad/b.txt', 'bad', 'bad/deep/c.txt', 'good']]) {
    const run = await galley(['label', '--json', ...paths], { cwd: folder });
    assert.equal(run.code, 2);
    assert.deepEqual(
      objects<Labelled>(run.stdout).map((labelled) => labelled.path),
      ['a.txt', 'good/d.txt'],
    );
    assert.ok(run.stderr.startsWith(`galley: ${path}:1:14: `), run.stderr);
    assert.equal(run.stderr.trimEnd().split('\n').length, 1, run.stderr);
  }
  const write = ['strip', '--write', '--policy', 'thorough', '.'];
  assert.equal((await galley(write, { cwd: folder })).code, 2);
  assert.equal(readFileSync(join(folder, 'bad/b.txt'), 'utf8'), page());
});

test('settings that cannot be are told of, and passed over', async (t) => {
  const config = {
    strip: { polcy: 'thorough', policy: 'wild' },
    exclude: 'a',
    diagnostics: 1,
    x: 2,
  };
  const folder = folderWith(t, {
    '.galley/config.json': JSON.stringify({ $schema: 'x', ...config, 'strip.comments': 'keep' }),
    'a.txt': page(),
  });
  const path = join(folder, '.galley/config.json');
  for (const args of [
    ['strip', 'a.txt'],
    ['strip', '-'],
    ['filter', '--jsonl'],
  ]) {
    const { code, stderr } = await galley(args, { cwd: folder });
    assert.equal(code, 0);
    assert.deepEqual(stderr.trimEnd().split('\n'), [
      `galley: ${path}: no setting is called strip.polcy (it is passed over)`,
      `galley: ${path}: strip.policy cannot be "wild" (it is passed over)`,
      `galley: ${path}: exclude cannot be "a" (it is passed over)`,
      `galley: ${path}: diagnostics must hold settings between { and } (it is passed over)`,
      `galley: ${path}: no setting is called x (it is passed over)`,
    ]);
  }
});

test('a glob means the same in the walk as in the editor', async (t) => {
  const folder = folderWith(t, {
    '.galley/config.json': JSON.stringify({
      exclude: ['page.txt', './raw/**'],
      sources: ['*.seed', './top.md'],
    }),
    'page.txt': 'no',
    'sub/page.txt': 'no',
    'sub/raw/a.txt': 'yes',
    'raw/a.txt': 'no',
    'deep/er/a.seed': 'yes',
    'top.md': 'yes',
    'sub/top.md': 'no',
  });
  assert.deepEqual(await labelled(folder), ['deep/er/a.seed', 'sub/raw/a.txt', 'top.md']);
  assert.deepEqual(await labelled(folder, 'sub'), ['sub/raw/a.txt']);
});

test('a glob that names nothing is told of', { timeout: 300_000 }, async (t) => {
  const hostile = ['+(+(a|p)+(a))b', `${'*a'.repeat(20)}b.txt`];
  const config = { exclude: ['', 'raw/', ...hostile], sources: ['a[b'] };
  const long = `${'a'.repeat(200)}.txt`;
  const folder = folderWith(t, { '.galley/config.json': JSON.stringify(config), [long]: 'yes' });
  const { code, stdout, stderr } = await galley(['label', '--json'], { cwd: folder });
  assert.equal(code, 0);
  assert.deepEqual(
    objects<Labelled>(stdout).map(({ path }) => path),
    [long],
  );
  const path = join(folder, '.galley/config.json');
  assert.deepEqual(stderr.trimEnd().split('\n').sort(), [
    `galley: ${path}: exclude.0 cannot be "" (it is passed over)`,
    `galley: ${path}: exclude.1 cannot be "raw/" (it is passed over)`,
    `galley: ${path}: sources.0 cannot be "a[b" (it is passed over)`,
  ]);
});

test('many files in threads keep their order and their errors', async (t) => {
  const files: Record<string, string | Uint8Array> = {};
  for (let index = 0; index < 200; index++) {
    const name = `${String(index).padStart(3, '0')}.txt`;
    files[name] = index % 50 === 7 ? Buffer.from([0xff]) : `${page()}${index}\n`;
  }
  const folder = folderWith(t, files);
  mkdirSync(join(folder, '0000.txt'));
  const { code, stdout, stderr } = await galley(['label', '--json', '--jobs', '3'], {
    cwd: folder,
  });
  assert.equal(code, 2);
  const good = Object.keys(files).filter((name) => typeof files[name] === 'string');
  assert.deepEqual(
    objects<Labelled>(stdout).map(({ path }) => path),
    good.sort(),
  );
  assert.equal(stderr.trimEnd().split('\n').length, 4);
});
