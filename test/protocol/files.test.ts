import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { ApplyWorkspaceEditParams, FileChangeType } from 'vscode-languageserver-protocol';
import { URI } from 'vscode-uri';
import {
  type ActResult,
  AnnotationCommand,
  type LabelArguments,
} from '../../server/src/annotationProtocol.ts';
import type {
  CleanResult,
  ConfigurationResult,
  InitializationOptions,
  KeepArguments,
  KeepResult,
} from '../../server/src/protocol.ts';
import { fileHandlers } from '../support/client-files.ts';
import { labelled } from '../support/labelled.ts';
import { memory } from '../support/vscode.ts';
import type { TestClient } from './client.ts';
import { FULL, PAGE, withClient } from './fixtures.ts';
import { applyTo, CONFIG, CREATES, diagnosticsAt, hoverSaying, inProject } from './project.ts';
import { modelUri, WORKER_COMMAND } from './worker.ts';

interface ServerUnderTest {
  readonly name: string;
  readonly command?: readonly string[];
  readonly options: InitializationOptions;
}

const OPTIONS: InitializationOptions = {
  files: true,
  settings: { annotator: 'Bob' },
};

const SERVERS: readonly ServerUnderTest[] = [
  { name: 'the server in Node', options: OPTIONS },
  {
    name: 'the server in a worker of a browser',
    command: WORKER_COMMAND,
    options: { ...OPTIONS, modelUri: modelUri() },
  },
];

const SOURCE = memory.uri('seeds/page.txt');
const LABELS = '.galley/labels/seeds/page.txt.jsonld';
const OFF = '{ "diagnostics.severity": { "share": "off" } }';
const COPY = PAGE.split('\n').indexOf('Copy link');

/** Opens the page in a folder that only the client can read. */
async function inMemory(
  { command, options: initializationOptions }: ServerUnderTest,
  files: Readonly<Record<string, string>>,
  run: (client: TestClient) => Promise<void>,
): Promise<void> {
  memory.clear();
  for (const [path, content] of Object.entries({ 'seeds/page.txt': PAGE, ...files }))
    memory.write(path, content);
  const place = {
    read: (uri: string) => new TextDecoder().decode(memory.bytes(URI.parse(uri))),
    write: (uri: string, content: string) => memory.put(URI.parse(uri), content),
  };
  const apply = (params: ApplyWorkspaceEditParams) => applyTo(place, params);
  const answers = { 'workspace/applyEdit': apply, ...fileHandlers() };
  const folder = memory.folder.toString();
  const options = { capabilities: CREATES, folder, answers, initializationOptions };
  await withClient({ ...options, ...(command ? { command } : {}) }, async (client) => {
    await client.open(SOURCE, PAGE);
    await run(client);
  });
}

async function changed(client: TestClient, path: string): Promise<void> {
  await tell(client, path, 2);
}

/** Deletes a file, or a folder: of what was in it no client tells. */
async function deleted(client: TestClient, path: string): Promise<void> {
  memory.remove(path);
  await tell(client, path, 3);
}

async function tell(client: TestClient, path: string, type: FileChangeType): Promise<void> {
  const changes = [{ uri: memory.uri(path), type }];
  await client.notify('workspace/didChangeWatchedFiles', { changes });
}

async function shares(client: TestClient): Promise<number> {
  const found = (await diagnosticsAt(client, SOURCE)).filter(({ code }) => code === 'share');
  return found.reduce((sum, { range: { start, end } }) => sum + end.line - start.line + 1, 0);
}

async function clean(client: TestClient): Promise<string> {
  const answer = await client.request<CleanResult>('galley/clean', { uri: SOURCE });
  return answer?.text ?? '';
}

for (const server of SERVERS) {
  describe(`${server.name}, in a folder that only the client can read`, () => {
    test('heeds the project file, and what becomes of it', async () => {
      await inMemory(server, { [CONFIG]: OFF }, async (client) => {
        assert.equal(await shares(client), 0);
        const params = { uri: SOURCE };
        const found = await client.request<ConfigurationResult>('galley/configuration', params);
        assert.equal(found.project, memory.uri(CONFIG));
        memory.write(CONFIG, '{}');
        await changed(client, CONFIG);
        assert.equal(await shares(client), 3);
        memory.write('seeds/.galley/config.json', OFF);
        await changed(client, 'seeds/.galley/config.json');
        assert.equal(await shares(client), 0, 'the nearest one');
      });
    });

    test('heeds no project file that is deleted, even while it is open', async () => {
      await inMemory(server, { [CONFIG]: OFF }, async (client) => {
        await client.open(memory.uri(CONFIG), OFF, 'json');
        assert.equal(await shares(client), 0);
        await deleted(client, CONFIG);
        assert.equal(await shares(client), 3);
        memory.write(CONFIG, OFF);
        await changed(client, CONFIG);
        assert.equal(await shares(client), 0, 'it is back');
      });
    });

    test('forgets what was in a .galley that is deleted as a whole, and heeds the next', async () => {
      const labels = await labelled('seeds/page.txt', PAGE, [COPY], 'body');
      const files = { ...Object.fromEntries(labels), [CONFIG]: OFF };
      await inMemory(server, files, async (client) => {
        assert.match(await clean(client), /^Copy link$/m);
        await deleted(client, '.galley');
        assert.equal(await shares(client), 3);
        assert.doesNotMatch(await clean(client), /^Copy link$/m);
        for (const [path, content] of Object.entries(files)) memory.write(path, content);
        await tell(client, '.galley', 1);
        assert.equal(await shares(client), 0);
        assert.match(await clean(client), /^Copy link$/m);
      });
    });

    test('looks again into a .galley that it was told of before anything was in it', async () => {
      const labels = await labelled('seeds/page.txt', PAGE, [COPY], 'body');
      await inMemory(server, {}, async (client) => {
        await tell(client, '.galley', 1);
        assert.doesNotMatch(await clean(client), /^Copy link$/m);
        for (const [path, content] of labels) memory.write(path, content);
        const deadline = Date.now() + 60_000;
        while (!/^Copy link$/m.test(await clean(client)))
          assert.ok(Date.now() < deadline, 'in vain');
      });
    });

    test('forgets labels whose folder is deleted', async () => {
      const labels = await labelled('seeds/page.txt', PAGE, [COPY], 'body');
      await inMemory(server, Object.fromEntries(labels), async (client) => {
        assert.match(await clean(client), /^Copy link$/m);
        await deleted(client, '.galley/labels/seeds');
        assert.doesNotMatch(await clean(client), /^Copy link$/m);
      });
    });

    test('keeps lines in a project file that it has made', async () => {
      await inMemory(server, {}, async (client) => {
        assert.equal(await shares(client), 3);
        const given: KeepArguments = { uri: SOURCE, version: 1, line: COPY, scope: 'line' };
        const params = { command: 'galley.keep', arguments: [given] };
        const result = await client.request<KeepResult>('workspace/executeCommand', params);
        assert.deepEqual(result, { applied: true, rules: 1, file: memory.uri(CONFIG) });
        assert.deepEqual(JSON.parse(memory.read(CONFIG) ?? ''), {
          keep: [{ text: 'Copy link', sources: '/seeds/page.txt' }],
        });
        assert.equal(await shares(client), 2);
        assert.match(await clean(client), /^Copy link$/m);
      });
    });

    test('heeds labels, as soon as they are there', async () => {
      await inMemory(server, { [CONFIG]: '{}' }, async (client) => {
        assert.doesNotMatch(await clean(client), /^Copy link$/m);
        const labels = await labelled('seeds/page.txt', PAGE, [COPY], 'body');
        for (const [path, content] of labels) memory.write(path, content);
        await changed(client, LABELS);
        assert.match(await clean(client), /^Copy link$/m);
      });
    });

    test('stores labels, beside those that others have stored meanwhile', async () => {
      await inMemory(server, {}, async (client) => {
        const theirs = await labelled('seeds/page.txt', PAGE, [COPY - 1], 'deck');
        for (const [path, content] of theirs) memory.write(path, content);
        const given: LabelArguments = { uri: SOURCE, version: 1, line: COPY, kind: 'body' };
        const params = { command: AnnotationCommand.label, arguments: [given] };
        const { applied } = await client.request<ActResult>('workspace/executeCommand', params);
        assert.equal(applied, true);
        const { items } = JSON.parse(memory.read(LABELS) ?? '');
        const kinds = items.map(({ body }: { body: { value: string } }) => body.value);
        assert.deepEqual(kinds.sort(), ['body', 'deck']);
        assert.match(await clean(client), /^Copy link$/m);
        // What is here holds before it is stored, and what others stored after that.
        client.forgive('galley/status');
      });
    });

    test('counts on how many sources of the workspace a line stands', async () => {
      const files = {
        'seeds/a.txt': 'One\nCopy link\n',
        'seeds/deep/b.txt': 'Copy link\n',
        'notes.txt': 'Copy link\n',
        'node_modules/seeds/c.txt': 'Copy link\n',
      };
      await inMemory(server, files, async (client) => {
        const params = {
          textDocument: { uri: SOURCE },
          position: { line: COPY, character: 2 },
        };
        const counted = /On 3 sources of this workspace/;
        assert.match(await hoverSaying(client, params, counted), counted);
      });
    });

    test('asks for nothing outside of the workspace’s folders', async () => {
      await inMemory(server, {}, async (client) => {
        memory.asked.length = 0;
        const uri = 'memfs://corpus/elsewhere/seeds/page.txt';
        await client.open(uri, PAGE);
        assert.ok((await diagnosticsAt(client, uri)).length > 0);
        assert.deepEqual(memory.asked, []);
      });
    });
  });
}

describe('a client', () => {
  test('is asked for no file where it does not offer any', async () => {
    await withClient({ capabilities: FULL, folder: memory.folder.toString() }, async (client) => {
      await client.open(SOURCE, PAGE);
      assert.equal(await shares(client), 3);
    });
  });

  test('is asked for no file that is on the disk of the server', async () => {
    await inProject(async (project) => {
      project.write(CONFIG, '{ "diagnostics.severity": { "share": "off" } }');
      const initializationOptions = { files: true };
      const options = { capabilities: FULL, folder: project.uri, initializationOptions };
      await withClient(options, async (client) => {
        await client.open(project.source, PAGE);
        const found = await diagnosticsAt(client, project.source);
        assert.ok(found.length > 0 && found.every(({ code }) => code !== 'share'));
      });
    });
  });

  test('that fails to read a project file is told so in the log, and the user’s settings hold', async () => {
    memory.clear();
    const answers = {
      ...fileHandlers(),
      'galley/fs/read': () => ({ type: 'refused', reason: 'failed', message: 'Not today.' }),
    };
    const options = { capabilities: FULL, folder: memory.folder.toString(), answers };
    await withClient({ ...options, initializationOptions: { files: true } }, async (client) => {
      await client.open(SOURCE, PAGE);
      assert.equal(await shares(client), 3);
      const files = [/config\.json: Not today/, /model\.json: Not today/, /\.jsonld: Not today/];
      for (const file of files) {
        const { message } = await client.expect<{ message: string }>('window/logMessage');
        assert.match(message, file);
      }
      const told = await client.expect<{ message: string }>('window/showMessage');
      assert.match(told.message, /What was learned.*model\.json: Not today/);
    });
  });
});
