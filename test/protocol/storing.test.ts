import assert from 'node:assert/strict';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import {
  type ActResult,
  AnnotationCommand,
  type SourcesResult,
} from '../../server/src/annotationProtocol.ts';
import { annotating, CHANGED, execute, SHOWS, STORED, told } from './annotated.ts';
import { FULL, PAGE, withClient } from './fixtures.ts';
import { inProject } from './project.ts';

const { label, unlabel } = AnnotationCommand;
const SHARE = 19;

describe('a label that nobody waited for', () => {
  const labelsIn = (json: string): number =>
    (JSON.parse(json) as { items: unknown[] }).items.length;

  test('is stored when the server is told to go', async () => {
    await inProject(async (project) => {
      project.write('seeds/page.txt', PAGE);
      const options = { capabilities: FULL, folder: project.uri, initializationOptions: SHOWS };
      const acts: Promise<ActResult>[] = [];
      await withClient(options, async (client) => {
        await client.open(project.source, PAGE);
        for (const line of [SHARE, SHARE + 1]) {
          acts.push(execute(client, label, { uri: project.source, line, kind: 'body' }));
          await client.expect(CHANGED);
        }
      });
      assert.equal(labelsIn(project.read(STORED)), 2);
      for (const result of await Promise.all(acts)) assert.equal(result.applied, true);
    });
  });

  test('is in what is asked about all sources, and goes along with a rename', async () => {
    await annotating(async ({ client, project, uri, act }) => {
      const first = act(label, { line: SHARE, kind: 'body' });
      await client.expect(CHANGED);
      await client.close(uri);
      const { sources } = await client.request<SourcesResult>('galley/sources', {});
      assert.deepEqual(
        sources.map(({ labels }) => labels),
        [1],
      );
      assert.equal((await first).applied, true);
      await client.open(uri, PAGE, 'source-text', 2);
      const second = act(label, { line: SHARE + 1, kind: 'promo' });
      await client.expect(CHANGED);
      renameSync(join(project.path, 'seeds/page.txt'), join(project.path, 'seeds/other.txt'));
      const newUri = `${project.uri}/seeds/other.txt`;
      await client.notify('workspace/didRenameFiles', { files: [{ oldUri: uri, newUri }] });
      assert.equal((await second).applied, true);
      await client.expect(CHANGED);
      await client.expect(CHANGED);
      assert.equal(labelsIn(project.read('.galley/labels/seeds/other.txt.jsonld')), 2);
      assert.equal(existsSync(join(project.path, STORED)), false);
    });
  });
});

describe('a place that cannot be written', () => {
  test('is told of; the decision holds, and is stored as soon as it can be', async () => {
    await annotating(async ({ client, project, act, labels }) => {
      project.write('.galley/labels', 'a file where a folder should be');
      const result = await act(label, { line: SHARE, kind: 'body' });
      assert.equal(result.applied, false);
      assert.match(result.message ?? '', /holds here, but could not be stored: .*labels/);
      await client.expect(CHANGED);
      await client.expect('window/logMessage');
      assert.deepEqual(await labels(), { [SHARE]: 'body' });
      rmSync(join(project.path, '.galley/labels'));
      const stored = await act(label, { line: SHARE + 1, kind: 'promo' });
      assert.deepEqual(stored, { applied: true, changed: 1 });
      await client.expect(CHANGED);
      assert.equal(JSON.parse(project.read(STORED)).items.length, 2);
    });
  });

  test('because there can be no folder at all is left as it is', async () => {
    await annotating(async ({ client, project, act, labels }) => {
      // Not a matter of permissions, which mean nothing to who may write everywhere.
      project.write('.galley', 'a file where a folder should be');
      const before = readdirSync(project.path, { recursive: true });
      const result = await act(label, { line: SHARE, kind: 'body' });
      assert.match(result.message ?? '', /holds here, but could not be stored: .*(ENOTDIR|EEXIST)/);
      await client.expect(CHANGED);
      await client.expect('window/logMessage');
      assert.deepEqual(await labels(), { [SHARE]: 'body' });
      assert.deepEqual(readdirSync(project.path, { recursive: true }), before);
      assert.equal(project.read('.galley'), 'a file where a folder should be');
    });
  });

  test('for its file is no such file is named, with the place in it, and left alone', async () => {
    const broken = '{"galley:schema": 2, "items": [{}]}';
    await annotating(async ({ client, project, uri }) => {
      await client.close(uri);
      project.write(STORED, broken);
      await client.open(uri, PAGE, 'source-text', 2);
      for (const command of [label, unlabel]) {
        const result = await execute(client, command, { uri, line: SHARE, kind: 'body' });
        assert.equal(result.applied, false);
        assert.match(result.message ?? '', /page\.txt\.jsonld: .* at \/items\/0/);
      }
      await client.expect('window/logMessage');
      assert.equal(project.read(STORED), broken);
      project.write(STORED, '{"galley:schema": 2, "items": []}');
      await told(client, project);
      await client.expect(CHANGED);
      await client.expect(CHANGED);
      const result = await execute(client, label, { uri, line: SHARE, kind: 'body' });
      assert.deepEqual(result, { applied: true, changed: 1 });
      await client.expect(CHANGED);
    });
  });

  test('is said to a client that does not tell what commands answer', async () => {
    await annotating(
      async ({ client, project, act }) => {
        project.write('.galley/labels', 'a file where a folder should be');
        await act(label, { line: SHARE, kind: 'body' });
        await client.expect('window/logMessage');
        const { message } = await client.expect<{ message: string }>('window/showMessage');
        assert.match(message, /could not be stored/);
      },
      { initializationOptions: { annotations: false } },
    );
  });
});
