import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { folderWith, galley, page, SAMPLES } from './support.ts';

interface Section {
  readonly name: string;
  readonly type: string;
  readonly line: number;
  readonly endLine: number;
  readonly children: readonly Section[];
}

const path = join(SAMPLES, '002_sourdough-blog.txt');

test('the tree as JSON nests, and its lines are those of the text', async () => {
  const { code, stdout } = await galley(['outline', '--json', path]);
  assert.equal(code, 0);
  const outline = JSON.parse(stdout) as { path: string; language: string; sections: Section[] };
  assert.equal(outline.path, path);
  assert.equal(outline.language, 'en');
  const lines = readFileSync(path, 'utf8').split('\n');
  const visit = (sections: readonly Section[], first: number, last: number): void => {
    let from = first;
    for (const { line, endLine, children } of sections) {
      assert.ok(from <= line && line <= endLine && endLine <= last);
      assert.notEqual(lines[line - 1]?.trim(), '');
      assert.notEqual(lines[endLine - 1]?.trim(), '');
      visit(children, line, endLine);
      from = endLine + 1;
    }
  };
  visit(outline.sections, 1, lines.length);
});

test('the tree as text has a row a section', async () => {
  const { code, stdout } = await galley(['outline', path]);
  assert.equal(code, 0);
  for (const row of stdout.trimEnd().split('\n')) assert.match(row, /^ *\d+-\d+ {2,}\S/u);
});

test('what a page holds does not steer the terminal', async (t) => {
  const line = 'The mill \u001b[31mwheel\u0007 \u009b2Jturns \u202eagain, said\u007f the miller\r';
  const text = `${line}\n${page()}`;
  const folder = folderWith(t, { 'a.txt': text, 'b\u001b[31m.txt': text });
  const calls = [['outline', 'a.txt'], ['label'], ['check', '--suspected']];
  const write = ['strip', '--write', '--policy', 'thorough'];
  for (const args of [...calls, write]) {
    const { stdout } = await galley(args, { cwd: folder });
    assert.match(stdout, /\S/u);
    assert.doesNotMatch(stdout.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u, args.join(' '));
  }
});

test('an empty source has an empty outline', async () => {
  assert.deepEqual(await galley(['outline', '-']), { code: 0, stdout: '', stderr: '' });
});
