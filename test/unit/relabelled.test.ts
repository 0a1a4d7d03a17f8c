import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { halfOf } from '../../training/halves.ts';
import { relabelled } from '../../training/labels.ts';

const TEXT = ['Home', 'News', '', 'Bells ring', 'It rang at noon.', '', 'Imprint'];
const document = { id: 'a', lines: TEXT.map((t) => ({ t, k: null })) };
const sha = createHash('sha256').update(TEXT.join('\n')).digest('hex');
const folder = mkdtempSync(join(tmpdir(), 'galley-relabelled-'));
after(() => rmSync(folder, { recursive: true }));

function read(labels: object): { t: string; k: string | null }[] {
  const path = join(folder, 'labels.jsonl');
  writeFileSync(path, `${JSON.stringify({ id: 'a', file: 'f', sha, unsure: [1], ...labels })}\n`);
  const [found] = relabelled(path, () => [document]);
  return found?.lines.map(({ t, k }) => ({ t, k })) ?? [];
}

describe('our own labels of a document of the corpus', () => {
  it('stand on its lines that are not blank', () => {
    const kinds = read({ kinds: 'navigation*2 headline body legal' }).map((line) => line.k);
    assert.deepEqual(kinds, ['navigation', 'navigation', null, 'headline', 'body', null, 'legal']);
  });

  it('of a part of its lines make this a document', () => {
    const lines = read({ kinds: 'headline body', part: [3, 5] });
    assert.deepEqual(lines, [
      { t: 'Bells ring', k: 'headline' },
      { t: 'It rang at noon.', k: 'body' },
    ]);
  });

  it('are refused where the text is another one', () => {
    assert.throws(() => read({ kinds: 'body', sha: 'x' }), /text of a is not the one/);
  });

  it('are refused where they are of more or fewer lines', () => {
    assert.throws(() => read({ kinds: 'body*6' }), /a has 5 lines that are not blank, and 6 kinds/);
  });
});

describe('the half of a site', () => {
  it('is the same on every machine', () => {
    assert.deepEqual(['a.example', 'e.example', 'b.example'].map(halfOf), [0, 1, 0]);
  });

  it('holds about as many sites as the other', () => {
    const sites = Array.from({ length: 1000 }, (_, i) => `site${i}.example`);
    const first = sites.filter((site) => halfOf(site) === 0).length;
    assert.ok(first > 400 && first < 600, `${first}`);
  });
});
