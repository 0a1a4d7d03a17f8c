import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { folderWith, galley, type Labelled, objects, page } from './support.ts';

const THOROUGH = ['--policy', 'thorough'];
const TEXT = page();

interface Section {
  readonly kind: string | null;
  readonly line: number;
  readonly endLine: number;
  readonly children: readonly Section[];
}

/** A folder with a page of which people labelled one line that would go otherwise, and the line. */
async function labelledFolder(t: TestContext, copies = 1): Promise<[string, string]> {
  const names = Array.from({ length: copies }, (_, index) => `in/${100 + index}.txt`);
  const folder = folderWith(t, Object.fromEntries(names.map((name) => [name, TEXT])));
  const { stdout } = await galley(['label', '--json', ...THOROUGH, 'in/100.txt'], { cwd: folder });
  const [labels] = objects<Labelled>(stdout);
  const index = labels?.lines.findIndex((label) => label?.strip) ?? -1;
  const line = TEXT.split('\n')[index] ?? '';
  assert.ok(line, 'a line goes');
  const start = TEXT.split('\n').slice(0, index).join('\n').length + Math.min(index, 1);
  const label = { start, end: start + line.length, kind: 'body', by: 'person', creator: 'Ann' };
  const records = names.map((id) => {
    return JSON.stringify({ id, text: TEXT, offsets: 'code-point', labels: [label] });
  });
  const input = folderWith(t, { 'labels.jsonl': `${records.join('\n')}\n` });
  const args = ['import', '--format', 'jsonl', join(input, 'labels.jsonl')];
  const taken = await galley(args, { cwd: folder });
  assert.deepEqual([taken.code, taken.stderr], [0, '']);
  assert.ok(taken.stdout.startsWith('in/100.txt: 1 annotation\n'), taken.stdout);
  return [folder, line];
}

test('strip leaves what people labelled, in every way of writing', async (t) => {
  const [folder, line] = await labelledFolder(t);
  const strip = (...args: string[]) => galley(['strip', ...THOROUGH, ...args], { cwd: folder });
  const printed = await strip('in/100.txt');
  assert.ok(printed.stdout.split('\n').includes(line), `${line} stays`);
  assert.ok(printed.stdout.length < TEXT.length, 'others go');
  assert.doesNotMatch((await strip('--diff', 'in')).stdout, new RegExp(`^-${line}$`, 'mu'));
  assert.equal((await strip('--out', 'out', 'in')).code, 0);
  assert.equal(readFileSync(join(folder, 'out/in/100.txt'), 'utf8'), printed.stdout);
  assert.equal((await strip('--write', 'in')).code, 0);
  assert.equal(readFileSync(join(folder, 'in/100.txt'), 'utf8'), printed.stdout);
  assert.equal((await strip('--write', 'in')).stdout, '', 'a second one finds nothing');
});

test('label, check and outline heed labels', async (t) => {
  const [folder, line] = await labelledFolder(t);
  const row = TEXT.split('\n').indexOf(line);
  const { stdout } = await galley(['label', '--json', ...THOROUGH, 'in/100.txt'], { cwd: folder });
  const [labels] = objects<Labelled>(stdout);
  assert.deepEqual(labels?.lines[row], { kind: 'body', confidence: 1, strip: false });
  const check = ['check', '--format', 'json', '--suspected', 'in/100.txt'];
  const found = await galley(check, { cwd: folder });
  const { findings } = JSON.parse(found.stdout) as { findings: Section[] };
  const within = (each: Section): boolean => each.line <= row + 1 && row + 1 <= each.endLine;
  assert.deepEqual(findings.filter(within), []);
  const outline = await galley(['outline', '--json', 'in/100.txt'], { cwd: folder });
  const { sections } = JSON.parse(outline.stdout) as { sections: Section[] };
  const kindsAt = (all: readonly Section[]): string[] =>
    all.filter(within).flatMap((each) => [String(each.kind), ...kindsAt(each.children)]);
  assert.ok(kindsAt(sections).every((kind) => kind === 'body' || kind === 'null'));
});

test('threads heed labels as well', async (t) => {
  const [folder, line] = await labelledFolder(t, 60);
  const run = await galley(['strip', '--write', '--jobs', '3', ...THOROUGH, 'in'], { cwd: folder });
  assert.equal(run.code, 0);
  for (let index = 100; index < 160; index++) {
    const left = readFileSync(join(folder, `in/${index}.txt`), 'utf8').split('\n');
    assert.ok(left.includes(line), String(index));
  }
});

test('a file whose labels cannot be read is told of and left alone', async (t) => {
  const [folder] = await labelledFolder(t, 2);
  writeFileSync(join(folder, '.galley/labels/in/100.txt.jsonld'), '{"items": 3}');
  const run = await galley(['strip', '--write', ...THOROUGH, 'in'], { cwd: folder });
  assert.equal(run.code, 2);
  assert.match(run.stderr, /^galley: \.galley\/labels\/in\/100\.txt\.jsonld: [^\n]+\n$/u);
  assert.equal(readFileSync(join(folder, 'in/100.txt'), 'utf8'), TEXT);
  assert.notEqual(readFileSync(join(folder, 'in/101.txt'), 'utf8'), TEXT);
});

test('a name that labels cannot have does not stop a strip', {
  skip: process.platform === 'win32',
}, async (t) => {
  const [folder] = await labelledFolder(t);
  const path = join(folder, 'in/a\\b.txt');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, TEXT);
  const run = await galley(['strip', '--write', ...THOROUGH, path], { cwd: folder });
  assert.deepEqual([run.code, run.stderr], [0, '']);
});
