import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import test, { describe } from 'node:test';
import type { Hover } from 'vscode-languageserver-protocol';
import { Lines } from '../../server/src/core/lines.ts';
import { diskFiles, isTooWide } from '../../server/src/diskFiles.ts';
import { LineIndex } from '../../server/src/language/lineIndex.ts';

import type { TestClient } from './client.ts';
import { FULL, PAGE, withClient } from './fixtures.ts';
import { hoverSaying, inProject, type Project } from './project.ts';

/** ‘Copy link’ on the page. */
const COPY = { line: 20, character: 2 };

async function inWorkspace(
  run: (
    client: TestClient,
    project: Project,
    said: (pattern: RegExp) => Promise<string>,
  ) => Promise<void>,
): Promise<void> {
  await inProject(async (project) => {
    const { uri: folder, source } = project;
    for (const name of ['seeds/a.txt', 'seeds/b.txt']) project.write(name, 'One\nCopy link\n');
    for (const name of ['node_modules/seeds/c.txt', '.git/seeds/d.txt', 'notes.txt'])
      project.write(name, 'Copy link\n');
    project.write('seeds/page.txt', PAGE);
    await withClient({ capabilities: FULL, folder }, async (client) => {
      await client.open(source, PAGE);
      const params = { textDocument: { uri: source }, position: COPY };
      await run(client, project, (pattern) => hoverSaying(client, params, pattern));
    });
  });
}

describe('hover', () => {
  test('says on how many sources of the workspace a line stands', async () => {
    await inWorkspace(async (_, __, said) => {
      assert.match(await said(/On 3/), /On 3 sources of this workspace/);
    });
  });

  test('counts what is open as it is there, and what was closed as it is on disk', async () => {
    await inWorkspace(async (client, { uri }, said) => {
      await said(/On 3/);
      const other = `${uri}/seeds/a.txt`;
      await client.open(other, 'Nothing of it is here.\n');
      await client.request('textDocument/documentSymbol', { textDocument: { uri: other } });
      assert.match(await said(/On 2/), /On 2 sources/);
      await client.close(other);
      assert.match(await said(/On 3/), /On 3 sources/);
    });
  });

  test('says nothing of a line that stands on one source', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open('untitled:one', PAGE);
      const params = { textDocument: { uri: 'untitled:one' }, position: COPY };
      const hover = await client.request<Hover>('textDocument/hover', params);
      assert.doesNotMatch(JSON.stringify(hover.contents), /workspace/);
    });
  });
});

describe('the index of lines', () => {
  test('counts sources, not lines, and follows what changes', () => {
    const index = new LineIndex();
    index.set('a', Lines.of('One\nTwo\n  One \n\nx'));
    index.set('b', Lines.of('One'));
    assert.equal(index.count('One'), 2);
    assert.equal(index.count(' Two'), 1);
    assert.equal(index.count('x'), 0, 'a sign alone says nothing');
    index.set('a', Lines.of('Two'));
    assert.equal(index.count('One'), 1);
    index.delete('b');
    index.delete('a');
    assert.equal(index.size, 0, 'nothing is left');
  });
});

describe('the files of a workspace', () => {
  test('are never those of a whole home or system', () => {
    assert.equal(isTooWide('/'), true);
    assert.equal(isTooWide(homedir()), true);
    assert.equal(isTooWide('/home', '/home/me'), true);
    assert.equal(isTooWide('/home/me/', '/home/me'), true);
    assert.equal(isTooWide('/home/me/corpus', '/home/me'), false);
    assert.equal(isTooWide('/home/me2', '/home/me'), false);
  });

  test('are listed no further when nobody wants to know', async () => {
    await inProject(async ({ uri, write }) => {
      for (let name = 0; name < 20; name++) write(`seeds/${name}.txt`, 'One');
      const { signal, abort } = abortable();
      let count = 0;
      for await (const _ of diskFiles.walk(uri, { signal })) if (++count === 3) abort();
      assert.equal(count, 3);
    });
  });
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
