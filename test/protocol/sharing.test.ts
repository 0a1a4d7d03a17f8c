import assert from 'node:assert/strict';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import { AnnotationCommand } from '../../server/src/annotationProtocol.ts';
import { annotating, at, CHANGED, SHOWS, STORED, told } from './annotated.ts';
import { TestClient } from './client.ts';
import { FULL, PAGE, withClient } from './fixtures.ts';
import type { Project } from './project.ts';

const { label, review } = AnnotationCommand;
const SHARE = 19;

describe('two editors on one folder', () => {
  const second = (name: string) => ({ ...SHOWS, settings: { annotator: name } });

  test('take over what the other stored, and lose nothing', async () => {
    await annotating(async ({ client, project, act, labels }) => {
      const options = { capabilities: FULL, folder: project.uri };
      await withClient({ ...options, initializationOptions: second('Ben') }, async (other) => {
        await other.open(project.source, PAGE);
        const ben = at(other, project);
        assert.deepEqual(await ben.labels(), {});
        await act(label, { line: SHARE, kind: 'body' });
        await client.expect(CHANGED);
        const result = await ben.act(label, { line: SHARE + 1, kind: 'promo' });
        assert.deepEqual(result, { applied: true, changed: 1 });
        const both = { [SHARE]: 'body', [SHARE + 1]: 'promo' };
        assert.deepEqual(await ben.labels(), both);
        await other.expect(CHANGED);
        await other.expect(CHANGED);
        await told(client, project);
        assert.deepEqual(await labels(), both, 'whoever asks waits for what is read');
        await client.expect(CHANGED);
      });
    });
  });

  test('that write at the same time lose no write', async () => {
    await annotating(async ({ client, project, act, labels }) => {
      const options = { capabilities: FULL, folder: project.uri };
      const other = await TestClient.start({ ...options, initializationOptions: second('Ben') });
      try {
        await other.open(project.source, PAGE);
        const ben = at(other, project);
        const lines = [0, 1, 2, 3, 5, 6, 7, 8, 9, 10];
        const acts = lines.flatMap((line, index) => [
          (index % 2 === 0 ? act : ben.act)(label, { line, kind: 'masthead' }),
        ]);
        for (const result of await Promise.all(acts)) assert.equal(result.applied, true);
        await told(client, project);
        assert.deepEqual(Object.keys(await labels()).map(Number), lines);
        const stored = JSON.parse(project.read(STORED)) as { items: unknown[] };
        assert.equal(stored.items.length, lines.length);
        for (let heard = 0; heard < lines.length / 2; heard++) await client.expect(CHANGED);
      } finally {
        other.kill();
      }
      // How often the two met is up to them.
      client.forgive(CHANGED);
    });
  });

  test('that change the same label are told so, and the later one holds for itself', async () => {
    await annotating(async ({ client, project, act, labels }) => {
      await act(label, { line: SHARE, kind: 'body' });
      await client.expect(CHANGED);
      const options = { capabilities: FULL, folder: project.uri };
      await withClient({ ...options, initializationOptions: second('Ben') }, async (other) => {
        await other.open(project.source, PAGE);
        const ben = at(other, project);
        assert.deepEqual(await ben.labels(), { [SHARE]: 'body' });
        await act(label, { line: SHARE, kind: 'promo' });
        await client.expect(CHANGED);
        const result = await ben.act(label, { line: SHARE, kind: 'legal' });
        assert.match(result.message ?? '', /Somebody else had changed 1 annotation/);
        await other.expect(CHANGED);
        await other.expect(CHANGED);
        assert.deepEqual(await ben.labels(), { [SHARE]: 'legal' });
      });
      await told(client, project);
      assert.deepEqual(await labels(), { [SHARE]: 'legal' });
      await client.expect(CHANGED);
      const undone = await act(AnnotationCommand.undo);
      assert.equal(undone.applied, false);
      assert.match(undone.message ?? '', /Somebody else/);
    });
  });
});

describe('a source that changes outside', () => {
  test('has its labels on their words, or as orphans', async () => {
    await annotating(async ({ client, project, uri, act, labels }) => {
      await act(label, { line: SHARE, kind: 'body' });
      await client.expect(CHANGED);
      await act(label, { line: 5, kind: 'kicker' });
      await client.expect(CHANGED);
      await client.close(uri);
      const text = `Menu\nMore\n${PAGE.replace('Share on Twitter\n', '')}`;
      project.write('seeds/page.txt', text);
      await client.open(uri, text, 'source-text', 2);
      assert.deepEqual(await labels(), { 7: 'kicker' });
      const { orphans } = await client.request<{ orphans: unknown[] }>('galley/orphans', {});
      assert.equal(orphans.length, 1);
      await client.change(uri, 3, [{ text: PAGE }]);
      assert.deepEqual(await labels(), { 5: 'kicker', [SHARE]: 'body' }, 'the words are back');
    });
  });

  test('stores where its labels are when it is saved', async () => {
    await annotating(async ({ client, project, uri, act }) => {
      await act(label, { line: SHARE, kind: 'body' });
      await client.expect(CHANGED);
      const start = () => JSON.parse(project.read(STORED)).items[0].target.selector[1].start;
      const before = start();
      await client.change(uri, 2, [{ text: `👍 Menu\n${PAGE}` }]);
      await client.notify('textDocument/didSave', { textDocument: { uri } });
      await act(review, { reviewed: true });
      await client.expect(CHANGED);
      assert.equal(start(), before + 7, 'in code points');
    });
  });
});

describe('a source that is renamed', () => {
  const rename = async (client: TestClient, project: Project, from: string, to: string) => {
    mkdirSync(join(project.path, to, '..'), { recursive: true });
    renameSync(join(project.path, from), join(project.path, to));
    const uri = (name: string) => pathToFileURL(join(project.path, name)).href;
    const files = [{ oldUri: uri(from), newUri: uri(to) }];
    await client.notify('workspace/didRenameFiles', { files });
    return uri(to);
  };

  test('takes its labels along, and so does a folder', async () => {
    await annotating(async ({ client, project, uri, act }) => {
      await act(label, { line: SHARE, kind: 'body' });
      await client.expect(CHANGED);
      await client.close(uri);
      const file = await rename(client, project, 'seeds/page.txt', 'seeds/other.txt');
      assert.deepEqual(await client.expect(CHANGED), { uri: file });
      assert.deepEqual(await client.expect(CHANGED), {});
      assert.throws(() => project.read(STORED));
      await rename(client, project, 'seeds', 'more/seeds');
      await client.expect(CHANGED);
      await client.expect(CHANGED);
      const source = pathToFileURL(join(project.path, 'more/seeds/other.txt')).href;
      await client.open(source, PAGE);
      const { labels } = await client.request<{ labels: { line: number }[] }>(
        'galley/annotations',
        { uri: source },
      );
      assert.deepEqual(
        labels.map(({ line }) => line),
        [SHARE],
      );
    });
  });

  test('leaves those of another source of that name as they are, and says so', async () => {
    await annotating(async ({ client, project, uri, act }) => {
      await act(label, { line: SHARE, kind: 'body' });
      await client.expect(CHANGED);
      await client.close(uri);
      const taken = '.galley/labels/seeds/other.txt.jsonld';
      project.write(taken, project.read(STORED).replace('body', 'promo'));
      await rename(client, project, 'seeds/page.txt', 'seeds/other.txt');
      const { message } = await client.expect<{ message: string }>('window/showMessageRequest');
      assert.match(message, /seeds\/other\.txt has annotations of its own/);
      assert.match(project.read(STORED), /"body"/);
      assert.match(project.read(taken), /"promo"/);
      await client.expect(CHANGED);
    });
  });

  test('in a folder leaves only those behind that cannot go along', async () => {
    await annotating(async ({ client, project, uri, act }) => {
      await act(label, { line: SHARE, kind: 'body' });
      await client.expect(CHANGED);
      await client.close(uri);
      const stored = project.read(STORED);
      for (const folder of ['seeds', 'more']) {
        project.write(`.galley/labels/${folder}/a.txt.jsonld`, stored);
      }
      await rename(client, project, 'seeds', 'more');
      const { message } = await client.expect<{ message: string }>('window/showMessageRequest');
      assert.match(message, /more\/a\.txt has annotations of its own/);
      assert.equal(
        project.read('.galley/labels/more/page.txt.jsonld'),
        stored.replaceAll('seeds/page.txt', 'more/page.txt'),
      );
      assert.throws(() => project.read(STORED));
      assert.equal(project.read('.galley/labels/seeds/a.txt.jsonld'), stored);
      const uris = [await client.expect(CHANGED), await client.expect(CHANGED)];
      assert.deepEqual(uris, [{ uri: `${project.uri}/more/page.txt` }, {}]);
    });
  });
});
