import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { CODE_POINTS } from '../../server/src/exchange/document.ts';
import type { CleanResult } from '../../server/src/protocol.ts';
import type { TestClient } from './client.ts';
import { FULL, PAGE, withClient } from './fixtures.ts';
import { diagnosticsAt, inProject, type Project } from './project.ts';

const CLI = join(__dirname, '../../dist/cli.js');
const EXACT = 'Copy link';
const LABELS = '.galley/labels/seeds/page.txt.jsonld';

async function inLabelled(
  run: (client: TestClient, project: Project) => Promise<void>,
): Promise<void> {
  await inProject(async (project) => {
    const { uri: folder, source, write } = project;
    write('seeds/page.txt', PAGE);
    write('.galley/config.json', '{}');
    const start = PAGE.indexOf(EXACT);
    const labels = [{ start, end: start + EXACT.length, kind: 'body', by: 'person' }];
    const record = { id: 'seeds/page.txt', text: PAGE, offsets: CODE_POINTS.name, labels };
    write('labels.jsonl', `${JSON.stringify(record)}\n`);
    await withClient({ capabilities: FULL, folder }, async (client) => {
      await client.open(source, PAGE);
      await run(client, project);
    });
  });
}

async function clean(client: TestClient, { source }: Project): Promise<string> {
  const answer = await client.request<CleanResult>('galley/clean', { uri: source });
  return answer?.text ?? '';
}

describe('labels beside a source', () => {
  test('that cannot be read are told of in the log, and hold nothing up', async () => {
    await inLabelled(async (client, project) => {
      const before = await clean(client, project);
      project.write(LABELS, '{ "no": "labels" }');
      const changes = [{ uri: `${project.uri}/${LABELS}`, type: 1 }];
      await client.notify('workspace/didChangeWatchedFiles', { changes });
      assert.equal(await clean(client, project), before);
      const { message } = await client.expect<{ message: string }>('window/logMessage');
      assert.match(message, /page\.txt: its annotations are left as they are.*page\.txt\.jsonld/);
      assert.ok((await diagnosticsAt(client, project.source)).length > 0);
    });
  });

  test('mean the same as on the command line, as soon as they are there', async () => {
    await inLabelled(async (client, project) => {
      assert.doesNotMatch(await clean(client, project), /^Copy link$/m);
      const run = (...args: string[]) =>
        spawnSync(process.execPath, [CLI, ...args], { cwd: project.path, encoding: 'utf8' });
      const imported = run('import', '--format', 'jsonl', 'labels.jsonl');
      assert.equal(imported.status, 0, imported.stderr);
      const changes = [{ uri: `${project.uri}/${LABELS}`, type: 1 }];
      await client.notify('workspace/didChangeWatchedFiles', { changes });
      assert.match(await clean(client, project), /^Copy link$/m);
      assert.equal(await clean(client, project), run('strip', 'seeds/page.txt').stdout);
    });
  });
});
