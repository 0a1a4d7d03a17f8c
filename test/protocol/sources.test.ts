import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { DocumentState, StatusParams } from '../../server/src/protocol.ts';
import { FULL, PAGE, withClient, withWorkspace } from './fixtures.ts';
import { diagnosticsAt } from './project.ts';

describe('which documents are sources', () => {
  const folder = 'file:///work';
  const state = async (
    uri: string,
    languageId: string,
    settings: unknown,
    more: object = {},
  ): Promise<DocumentState> => {
    let status: StatusParams | undefined;
    const initializationOptions = { status: true, settings, ...more };
    await withClient({ capabilities: FULL, folder, initializationOptions }, async (client) => {
      await client.open(uri, PAGE, languageId);
      status = await client.expect<StatusParams>('galley/status');
      if (status.state.type !== 'source') assert.deepEqual(await diagnosticsAt(client, uri), []);
      assert.equal(status.uri, uri);
      assert.equal(status.version, 1);
    });
    assert.ok(status);
    return status.state;
  };
  const plain = (path: string, settings: unknown = {}) =>
    state(`${folder}/${path}`, 'plaintext', settings);

  test('those named as the language claims', async () => {
    for (const path of ['a/seeds/b/x.txt', 'a/page.seed.txt', 'a/007_page.txt']) {
      assert.equal((await plain(path)).type, 'source', path);
    }
  });

  test('never all .txt', async () => {
    for (const path of ['notes.txt', 'LICENSE.txt', 'a/0007_page.txt', 'seeds.txt']) {
      assert.deepEqual(await plain(path), { type: 'notASource' }, path);
    }
  });

  test('those that galley.sources names, relative to the folder', async () => {
    const settings = { sources: ['corpus/**/*.txt'] };
    assert.equal((await plain('corpus/2026/a page.txt', settings)).type, 'source');
    assert.equal((await plain('other/corpus/a.txt', settings)).type, 'notASource');
  });

  test('as seen from the folders that are open now', async () => {
    const initializationOptions = { settings: { sources: ['corpus/*.txt'] } };
    const capabilities = withWorkspace({ workspaceFolders: true });
    const options = { capabilities, folder: 'file:///other', initializationOptions };
    await withClient(options, async (client) => {
      const uri = `${folder}/corpus/a.txt`;
      await client.open(uri, PAGE, 'plaintext');
      assert.deepEqual(await diagnosticsAt(client, uri), []);
      const event = { added: [{ uri: folder, name: 'work' }], removed: [] };
      await client.notify('workspace/didChangeWorkspaceFolders', { event });
      assert.ok((await diagnosticsAt(client, uri)).length > 0);
    });
  });

  test('none that galley.exclude names', async () => {
    const uri = `${folder}/node_modules/x/seeds/a.txt`;
    const pattern = '**/node_modules/**';
    assert.deepEqual(await state(uri, 'source-text', {}), { type: 'excluded', pattern });
  });

  test('all of a client that chooses them itself', async () => {
    const all = { documents: 'all' };
    assert.equal((await state('file:///x/notes.txt', 'plaintext', {}, all)).type, 'source');
  });

  test('none over the ceiling, which the status names', async () => {
    const size = PAGE.length;
    assert.deepEqual(await plain('1.seed.txt', { maximumSize: size - 1 }), {
      type: 'tooLarge',
      size,
      limit: size - 1,
    });
    const found = await plain('1.seed.txt', { maximumSize: size });
    assert.ok(found.type === 'source');
    assert.ok(found.boilerplateShare > 0.2 && found.boilerplateShare < 0.8);
    assert.ok(found.sure >= 2 && found.sections >= 3);
    assert.equal(found.lines, PAGE.split('\n').filter((line) => line.trim()).length);
  });
});
