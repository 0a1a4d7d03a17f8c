import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { AnnotationError } from '../../server/src/annotations/checked.ts';
import { serialize } from '../../server/src/annotations/jsonld.ts';
import { AnnotationStore, pathOf, sourceOf } from '../../server/src/annotations/store.ts';
import { MemoryFiles } from '../support/memory-files.ts';

const TEXT = 'A story of a bridge\nShare this\nMore stories\nReply\n';
const act = { who: 'Ann', when: '2026-01-02T03:04:05Z' };
const later = { who: 'Bob', when: '2026-01-02T03:04:06Z' };

function storeOver(files: MemoryFiles): AnnotationStore {
  let count = 0;
  const own = Math.random().toString(36).slice(2);
  return new AnnotationStore(files, { newId: () => `urn:x:${own}${++count}` });
}

describe('the store', () => {
  test('keeps labels, notes with replies, and who reviewed', async () => {
    const files = new MemoryFiles();
    const store = storeOver(files);
    const opened = await store.open('seeds/a.txt', TEXT);
    assert.deepEqual(opened.page.state, { type: 'untouched' });
    opened.page.label([1, 2], 'share', act);
    const note = opened.page.addNote({ start: 11, end: 19 }, 'Which one?', act);
    const reply = opened.page.addNote({ start: 11, end: 19 }, 'That one.', later, note);
    opened.page.changeNote(note, { resolved: true }, later);
    assert.deepEqual(opened.page.state, { type: 'inWork' });
    opened.page.setReview({ by: 'Ann', at: act.when });
    assert.deepEqual(await store.save(opened), { type: 'saved', merged: false, conflicts: [] });
    assert.deepEqual(await store.save(opened), { type: 'unchanged' });
    assert.deepEqual(await store.sources(), ['seeds/a.txt']);

    const again = (await storeOver(files).open('seeds/a.txt', TEXT)).page;
    assert.deepEqual(
      [...again.labels()],
      [
        [1, 'share'],
        [2, 'share'],
      ],
    );
    assert.deepEqual(again.state, { type: 'reviewed', by: 'Ann', at: act.when });
    assert.equal(again.anchored.find(({ id }) => id === note)?.type, 'note');
    again.remove([note]);
    assert.ok(!again.anchored.some(({ id }) => id === reply), 'replies go with their note');
    again.undo();
    assert.ok(again.anchored.some(({ id }) => id === reply));
  });

  test('loses nothing when two write, and tells what both changed', async () => {
    const files = new MemoryFiles();
    const [ours, theirs] = [storeOver(files), storeOver(files)];
    const first = await ours.open('a.txt', TEXT);
    first.page.label([0], 'headline', act);
    await ours.save(first);
    const second = await theirs.open('a.txt', TEXT);
    first.page.label([1], 'share', act);
    first.page.label([0], 'deck', act);
    second.page.label([2], 'related', later);
    second.page.label([0], 'body', later);
    await theirs.save(second);
    const saved = await ours.save(first);
    assert.equal(saved.type, 'saved');
    assert.ok(saved.type === 'saved' && saved.merged);
    assert.deepEqual(
      saved.conflicts.map(({ ours, theirs }) => [
        ours.type === 'label' && ours.kind,
        theirs.type === 'label' && theirs.kind,
      ]),
      [['deck', 'body']],
    );
    assert.deepEqual([...first.page.labels()].sort(), [
      [0, 'deck'],
      [1, 'share'],
      [2, 'related'],
    ]);
    assert.equal((await theirs.refresh(second)).type, 'merged');
    assert.deepEqual([...second.page.labels()].sort(), [
      [0, 'deck'],
      [1, 'share'],
      [2, 'related'],
    ]);
  });

  test('stores a page that was worked on for long as one that was read just now', async () => {
    const files = new MemoryFiles();
    const store = storeOver(files);
    const opened = await store.open('a.txt', TEXT);
    const { page } = opened;
    const acts = [
      () => page.label([0, 1, 2], 'body', act),
      () => page.addNote({ start: 11, end: 19 }, 'A line separator: \u2028, and\nlines', act),
      () => page.edit({ start: 0, end: 0, newText: '😀 new\n' }),
      () => page.label([1], 'headline', later),
      () => page.edit({ start: 7, end: 20, newText: '' }),
      () => page.setReview({ by: 'Ann', at: act.when }),
      () => page.undo(),
    ];
    for (const work of acts) {
      work();
      assert.equal((await store.save(opened)).type, 'saved');
      const json = files.contents.get(pathOf('a.txt'));
      assert.equal(json, serialize(page.text, 'a.txt', page.content()));
      const again = await storeOver(files).open('a.txt', page.text);
      assert.deepEqual(again.page.content(), page.content());
      const parsed: unknown = JSON.parse(json ?? '');
      assert.equal(json, `${JSON.stringify(parsed, null, 1)}\n`);
    }
  });

  test('writes again when somebody writes in between', async () => {
    const files = new MemoryFiles();
    const store = storeOver(files);
    const opened = await store.open('a.txt', TEXT);
    const other = await storeOver(files).open('a.txt', TEXT);
    other.page.label([3], 'comment-meta', later);
    await storeOver(files).save(other);
    const theirs = files.contents.get(pathOf('a.txt')) ?? '';
    files.contents.clear();
    files.interfere = (path) => files.contents.set(path, theirs);
    opened.page.label([1], 'share', act);
    assert.equal((await store.save(opened)).type, 'saved');
    assert.deepEqual([...opened.page.labels()].sort(), [
      [1, 'share'],
      [3, 'comment-meta'],
    ]);
  });

  test('never overwrites a file that it cannot read', async () => {
    const files = new MemoryFiles();
    const store = storeOver(files);
    files.contents.set(pathOf('a.txt'), '{"galley:schema": 1, "items": [{}]}');
    const wrong = (error: unknown): boolean =>
      error instanceof AnnotationError &&
      error.pointer === '/items/0/body' &&
      error.message.startsWith('.galley/labels/a.txt.jsonld: ');
    await assert.rejects(store.open('a.txt', TEXT), wrong);
    const opened = await store.open('b.txt', TEXT);
    opened.page.label([1], 'share', act);
    files.contents.set(pathOf('b.txt'), 'half of a fi');
    await assert.rejects(store.save(opened), AnnotationError);
    assert.equal(files.contents.get(pathOf('b.txt')), 'half of a fi');
    assert.deepEqual([...opened.page.labels()], [[1, 'share']]);
  });

  test('keeps the same of a text with a BOM as of one without, for an editor shows none', async () => {
    const lines = ['Reply', '😀 A story of a bridge', 'Reply', 'reply!', 'Share this', 'Reply', ''];
    for (const eol of ['\n', '\r\n', '\r']) {
      const bare = lines.join(eol);
      const [bom, filled] = [`\uFEFF${bare}`, lines.slice(0, -1).keys()];
      const files = new MemoryFiles();
      const opened = await storeOver(files).open('a.txt', bare);
      for (const line of filled) opened.page.label([line], 'share', act);
      opened.page.addNote({ start: 6, end: 8 }, 'A face', act);
      await storeOver(files).save(opened);
      const json = files.contents.get(pathOf('a.txt'));
      const store = storeOver(files);
      const again = await store.open('a.txt', bom);
      assert.deepEqual(again.page.labels(), opened.page.labels());
      assert.deepEqual(again.page.orphans, []);
      for (const { target } of again.page.anchored) {
        assert.equal(bom.slice(target.start, target.end), target.quote);
        assert.ok(!target.prefix.includes('\uFEFF'));
      }
      assert.deepEqual(await store.save(again), { type: 'unchanged' });
      for (const text of [bare, bom]) {
        again.page.replaceText(text);
        assert.deepEqual(again.page.labels(), opened.page.labels());
        assert.deepEqual(await store.save(again), { type: 'unchanged' });
      }
      again.page.label([0], 'body', later);
      again.page.label([0], 'share', act);
      await store.save(again);
      const back = await storeOver(files).open('a.txt', bare);
      assert.deepEqual(back.page.labels(), opened.page.labels());
      const positions = (text: string | undefined) => text?.match(/"(start|end)": \d+/gu);
      assert.deepEqual(positions(files.contents.get(pathOf('a.txt'))), positions(json));
    }
  });

  test('keeps orphans, and finds them when their words are back', async () => {
    const files = new MemoryFiles();
    const store = storeOver(files);
    const opened = await store.open('a.txt', TEXT);
    opened.page.label([1], 'share', act);
    await store.save(opened);
    const stripped = TEXT.replace('Share this\n', '');
    const after = await store.open('a.txt', stripped);
    assert.equal(after.page.orphans.length, 1);
    after.page.label([0], 'headline', act);
    await store.save(after);
    const back = await store.open('a.txt', TEXT);
    assert.deepEqual([...back.page.labels()].sort(), [
      [0, 'headline'],
      [1, 'share'],
    ]);
    const lost = await store.open('a.txt', stripped);
    const [orphan] = lost.page.orphans;
    assert.ok(orphan);
    lost.page.reattach(orphan.id, { start: 20, end: 32 }, act);
    assert.deepEqual([...lost.page.labels()].sort(), [
      [0, 'headline'],
      [1, 'share'],
    ]);
  });

  test('follows a source that is renamed, also when nobody looked', async () => {
    const files = new MemoryFiles();
    const store = storeOver(files);
    const opened = await store.open('old/a.txt', TEXT);
    opened.page.label([0, 1, 2], 'share', act);
    await store.save(opened);
    assert.equal(await store.likeness('old/a.txt', TEXT), 1);
    assert.equal(await store.likeness('old/a.txt', 'Something else'), 0);
    assert.equal(await store.likeness('none.txt', TEXT), 0);
    assert.equal(await store.rename('old/a.txt', 'new/b.txt', TEXT), true);
    assert.deepEqual(await store.sources(), ['new/b.txt']);
    assert.match(files.contents.get(pathOf('new/b.txt')) ?? '', /"source": "new\/b.txt"/u);
    const other = await store.open('c.txt', TEXT);
    other.page.label([0], 'body', act);
    await store.save(other);
    assert.equal(await store.rename('new/b.txt', 'c.txt', TEXT), false);
    assert.deepEqual(await store.sources(), ['c.txt', 'new/b.txt']);
  });

  test('writes nothing where nothing was decided, and nowhere else', async () => {
    const files = new MemoryFiles();
    const store = storeOver(files);
    assert.deepEqual(await store.save(await store.open('a.txt', TEXT)), { type: 'unchanged' });
    assert.equal(files.contents.size, 0);
    for (const path of ['../a.txt', '/a.txt', 'a//b.txt', 'a\\b.txt', './a', '']) {
      assert.throws(() => pathOf(path), RangeError);
    }
    assert.equal(sourceOf(pathOf('x/ü 1.txt')), 'x/ü 1.txt');
    assert.equal(sourceOf('.galley/config.json'), undefined);
  });
});
