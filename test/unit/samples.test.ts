import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { isKind, KINDS } from '../../server/src/core/kinds.ts';

interface LabelledLine {
  t: string;
  k: string | null;
}

interface Labels {
  id: string;
  lang: string;
  lines: LabelledLine[];
}

const seeds = path.join(process.cwd(), 'samples', 'seeds');
const names = readdirSync(seeds).sort();
const labels = readFileSync(path.join(process.cwd(), 'samples', 'labels.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Labels);

/** The text with its BOM, as it stands in the file. */
function textOf(name: string): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return decoder.decode(readFileSync(path.join(seeds, name)));
}

function linesOf(name: string): string[] {
  return textOf(name)
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

test('every sample has its labels, in the order of the files', () => {
  assert.ok(names.length >= 16);
  assert.deepEqual(
    labels.map(({ id }) => id),
    names,
  );
});

test('the names of the samples match the association of the extension', () => {
  for (const name of names) assert.match(name, /^[0-9][0-9][0-9]_.*\.txt$/);
});

for (const { id, lines } of labels) {
  test(`the labels of ${id} match its text line by line`, () => {
    assert.deepEqual(
      lines.map(({ t }) => t),
      linesOf(id),
    );
    for (const { t, k } of lines) {
      if (t.trim() === '') assert.equal(k, null);
      else assert.ok(isKind(k), `${k} for ${JSON.stringify(t)}`);
    }
  });
}

test('a sample is as long as a page', () => {
  for (const { id, lines } of labels) {
    const count = lines.filter(({ k }) => k !== null).length;
    assert.ok(count >= 30 && count <= 120, `${id} has ${count} lines`);
  }
});

test('all kinds occur in several samples', () => {
  for (const kind of KINDS) {
    const count = labels.filter(({ lines }) => lines.some(({ k }) => k === kind)).length;
    assert.ok(count >= 3, `${kind} occurs in ${count}`);
  }
});

test('the samples are in many languages', () => {
  const languages = new Set(labels.map(({ lang }) => lang));
  for (const lang of ['en', 'de', 'fr', 'es', 'pl', 'ru', 'el', 'ja', 'zh', 'ar', 'he']) {
    assert.ok(languages.has(lang), lang);
  }
});

test('no two samples are alike', () => {
  const longLines = labels.map(
    ({ lines }) => new Set(lines.map(({ t }) => t.trim()).filter((line) => line.length >= 40)),
  );
  longLines.forEach((mine, index) => {
    longLines.slice(index + 1).forEach((other, offset) => {
      const shared = [...mine].filter((line) => other.has(line));
      assert.deepEqual(shared, [], `${names[index]} and ${names[index + 1 + offset]}`);
    });
  });
});

test('one sample has CRLF line ends, one a byte order mark', () => {
  const crlf = names.filter((name) => textOf(name).includes('\r\n'));
  assert.deepEqual(crlf, ['018_bike-lights.txt']);
  assert.doesNotMatch(textOf('018_bike-lights.txt'), /[^\r]\n/);
  const marked = names.filter((name) => textOf(name).startsWith('\ufeff'));
  assert.deepEqual(marked, ['019_strandbibliotheek.txt']);
});
