import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { folderWith, galley, type Labelled, longStory, objects } from './support.ts';

const MEGABYTE = 1_000_000;

const texts: Readonly<Record<string, string>> = {
  'ten megabytes on one line': 'lorem ipsum '.repeat((10 * MEGABYTE) / 12),
  '200,000 empty lines': '\n'.repeat(200_000),
  '100,000 short lines': 'Home\nNews\n'.repeat(50_000),
  'a megabyte of NUL': '\u0000'.repeat(MEGABYTE),
  'CR only': 'Home\rNews\r\r'.repeat(10_000),
  'mixed line ends': 'a\r\nb\rc\n\r\n\n\r'.repeat(10_000),
  'bidi controls': '\u202e\u2066abc\u2069\u202c\n'.repeat(10_000),
  'one opening bracket after the other': '(['.repeat(100_000),
};

for (const [name, text] of Object.entries(texts)) {
  test(`survives ${name}`, { timeout: 300_000 }, async (t) => {
    const folder = folderWith(t, { 'a.txt': text });
    const labels = await galley(['label', '--json', 'a.txt'], { cwd: folder });
    assert.equal(labels.code, 0);
    assert.equal(labels.stderr, '');
    const [labelled] = objects<Labelled>(labels.stdout);
    assert.equal(labelled?.lines.length, text.split('\n').length);
    // Nothing but menus: all of it may go.
    const write = await galley(['strip', '--write', '--force', 'a.txt'], { cwd: folder });
    assert.equal(write.code, 0);
    const left = readFileSync(join(folder, 'a.txt'), 'utf8');
    if (write.stdout === '') assert.ok(left === text, 'nothing stripped, nothing changed');
    const check = await galley(['check', 'a.txt'], { cwd: folder });
    assert.equal(check.code, 0);
  });
}

test('survives a record of ten megabytes on one line', { timeout: 300_000 }, async () => {
  const text = longStory(60_000).replaceAll('\n', ' ');
  assert.ok(text.length > 8 * MEGABYTE);
  const { code, stdout } = await galley(['filter', '--jsonl', '--emit', 'text'], {
    input: `${JSON.stringify({ id: 1, text })}\n`,
  });
  assert.equal(code, 0);
  assert.ok(stdout === `${JSON.stringify({ id: 1, text })}\n`, 'the record came back');
});

test('survives a deeply nested record', async () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const { code, stdout } = await galley(['filter', '--jsonl', '--emit', 'text'], {
    input: `{"id":1,"deep":${deep},"text":"Some words"}\n`,
  });
  assert.equal(code, 0);
  assert.equal(stdout.trim().split('\n').length, 1);
});
