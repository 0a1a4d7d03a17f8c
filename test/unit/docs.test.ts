import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { groupOf, KINDS } from '../../server/src/core/kinds.ts';

const folder = path.join(process.cwd(), 'docs', 'kinds');
const index = readFileSync(path.join(folder, 'README.md'), 'utf8');

function page(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

for (const kind of KINDS) {
  test(`${kind} has its page, and the index links it`, () => {
    const text = page(`${kind}.md`);
    assert.ok(text.startsWith(`# \`${kind}\`\n`));
    assert.ok(text.includes(`\n_Group: ${groupOf(kind)}._\n`));
    for (const heading of [
      'Not to be mixed up with',
      'Examples',
      'What strip does',
      'If Galley is wrong',
    ]) {
      assert.ok(text.includes(`\n## ${heading}\n`), heading);
    }
    assert.ok(index.includes(`[\`${kind}\`](${kind}.md)`));
  });
}

test('there is no page without a kind', () => {
  assert.deepEqual(
    readdirSync(folder).sort(),
    ['README.md', ...KINDS.map((kind) => `${kind}.md`)].sort(),
  );
});

test('the links between the pages lead somewhere', () => {
  const pages = new Set(readdirSync(folder));
  for (const name of pages) {
    for (const [, target] of page(name).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
      assert.ok(target !== undefined && pages.has(target), `${name} links ${target}`);
    }
  }
});
