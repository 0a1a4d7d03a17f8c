import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import type { ClientCapabilities } from 'vscode-languageserver-protocol';
import { AnnotationRequest, type LineKinds } from '../../server/src/annotationProtocol.ts';
import { Model } from '../../server/src/core/model/model.ts';
import { createParser } from '../../server/src/core/parser.ts';
import { readTraining } from '../../server/src/learning/trainingFile.ts';
import {
  type ForgetResult,
  TrainingCommand,
  type TrainingStatus,
  type TrainResult,
} from '../../server/src/trainingProtocol.ts';
import { contraryLessons, filesOf, page } from '../support/lessons.ts';
import { execute, SHOWS } from './annotated.ts';
import type { ClientOptions, TestClient } from './client.ts';
import { FULL, withClient } from './fixtures.ts';
import { inProject, type Project } from './project.ts';

const model = Model.load(readFileSync(join(__dirname, '../../dist/model.bin')));
const STORED = '.galley/model.json';
const NEXT = page(7);
const CHANGED = 'galley/trainingChanged';
const FILES = filesOf(contraryLessons(model, 7));

/** Gives a client with the folder open in which people labelled sources, and the next one open. */
async function inSite(
  run: (client: TestClient, project: Project) => Promise<void>,
  files: Readonly<Record<string, string>> = FILES,
  options: ClientOptions = {},
): Promise<void> {
  await inProject(async (project) => {
    for (const [name, content] of Object.entries(files)) project.write(name, content);
    project.write('seeds/page.txt', NEXT);
    const client = { capabilities: FULL, folder: project.uri, initializationOptions: SHOWS };
    await withClient({ ...client, ...options }, async (client) => {
      await client.open(project.source, NEXT);
      await run(client, project);
    });
  });
}

/** The kinds of the open source's lines, as views see them. */
async function kindsOf(client: TestClient, { source }: Project): Promise<readonly unknown[]> {
  const endLine = NEXT.split('\n').length - 1;
  const params = { uri: source, line: 0, endLine };
  const { lines } = await client.request<LineKinds>(AnnotationRequest.kinds, params);
  return lines.map((line) => line?.kind ?? null);
}

/** A client that makes places where the server shows how far it is. */
const PROGRESS: ClientCapabilities = { ...FULL, window: { workDoneProgress: true } };
const CREATE = 'window/workDoneProgress/create';

interface WorkDone {
  readonly token: string;
  readonly value: {
    readonly kind: string;
    readonly percentage?: number;
    readonly cancellable?: boolean;
  };
}

/** What is told on a token of how far something is, until its end. */
async function sharesOf(client: TestClient, expected: string): Promise<number[]> {
  const shares: number[] = [];
  for (;;) {
    const { token, value } = await client.expect<WorkDone>('$/progress');
    assert.equal(token, expected);
    if (value.kind === 'end') return shares;
    shares.push(value.percentage ?? -1);
  }
}

function assertRising(shares: readonly number[]): void {
  assert.ok(shares.length > 0 && shares.every((share) => share >= 0 && share <= 100));
  assert.deepEqual(
    shares,
    [...shares].sort((a, b) => a - b),
  );
}

function status(client: TestClient): Promise<TrainingStatus> {
  return client.request('galley/training', {});
}

describe('Train on My Labels', () => {
  test('gains, is stored, and sources that are open are read with it until it is forgotten', async () => {
    await inSite(async (client, project) => {
      assert.deepEqual(await status(client), { state: 'none' });
      const before = await kindsOf(client, project);
      const uri = project.source;
      const result = await execute<TrainResult>(client, TrainingCommand.train, { uri });
      assert.ok(result.outcome === 'gain', JSON.stringify(result));
      await client.expect(CHANGED);
      assert.equal(result.file, `${project.uri}/${STORED}`);
      assert.match(result.message, /^Of 98 lines in 7 sources put aside, \d+ are read right/);
      const { adaptation, figures, who } = readTraining(project.read(STORED));
      assert.deepEqual([figures, who], [result.figures, 'Ann']);
      const { kinds } = createParser(model.adapted(adaptation)).parse(NEXT);
      const after = await kindsOf(client, project);
      assert.deepEqual(after, kinds.slice(0, after.length));
      assert.notDeepEqual(after, before);
      const known = await status(client);
      assert.ok(known.state === 'trained' && known.who === 'Ann');
      const forgotten = await execute<ForgetResult>(client, TrainingCommand.forget, {});
      assert.equal(forgotten.forgotten, true);
      await client.expect(CHANGED);
      assert.equal(existsSync(join(project.path, STORED)), false);
      assert.deepEqual(await kindsOf(client, project), before);
    });
  });

  test('reports how far it is to who asked for it, and to nobody else', async () => {
    await inSite(
      async (client) => {
        const command = TrainingCommand.train;
        const given = [{ dryRun: true }];
        const params = { command, arguments: given, workDoneToken: 'mine' };
        const result = await client.request<TrainResult>('workspace/executeCommand', params);
        assert.ok(result.outcome === 'gain' && result.file === undefined);
        const shares = await sharesOf(client, 'mine');
        assertRising(shares);
        assert.ok(shares[0] === 0 && shares.length > 1);
      },
      FILES,
      { capabilities: PROGRESS },
    );
  });

  test('reports how far it is in a place of its own where nobody said where', async () => {
    await inSite(
      async (client) => {
        const pending = execute<TrainResult>(client, TrainingCommand.train, { dryRun: true });
        const { token } = await client.expect<{ token: string }>(CREATE);
        assert.equal((await pending).outcome, 'gain');
        assertRising(await sharesOf(client, token));
      },
      FILES,
      { capabilities: PROGRESS },
    );
  });

  test('waits for no place to show how far it is; one that comes late is closed at once', async () => {
    let make = (): void => assert.fail('No place was asked for.');
    const late = new Promise<void>((resolve) => {
      make = resolve;
    });
    await inSite(
      async (client) => {
        const result = await execute<TrainResult>(client, TrainingCommand.train, { dryRun: true });
        assert.equal(result.outcome, 'gain');
        make();
        const told = [
          await client.expect<WorkDone>('$/progress'),
          await client.expect<WorkDone>('$/progress'),
        ];
        assert.deepEqual(
          told.map(({ value }) => value.kind),
          ['begin', 'end'],
        );
      },
      FILES,
      { capabilities: PROGRESS, answers: { [CREATE]: () => late } },
    );
  });

  test('ends when what is shown of it is cancelled, and nothing has changed', async () => {
    await inSite(
      async (client, project) => {
        const pending = execute<TrainResult>(client, TrainingCommand.train, {});
        const ended = assert.rejects(pending, { code: -32800 });
        const { token } = await client.expect<{ token: string }>(CREATE);
        const { value } = await client.expect<WorkDone>('$/progress');
        assert.deepEqual([value.kind, value.cancellable], ['begin', true]);
        await client.notify('window/workDoneProgress/cancel', { token });
        await ended;
        await sharesOf(client, token);
        assert.equal(existsSync(join(project.path, STORED)), false);
        assert.deepEqual(await status(client), { state: 'none' });
      },
      FILES,
      { capabilities: PROGRESS },
    );
  });

  test('tells what came of it where the client does not know the command', async () => {
    await inSite(
      async (client) => {
        const result = await execute<TrainResult>(client, TrainingCommand.train, { dryRun: true });
        const { message } = await client.expect<{ message: string }>('window/showMessage');
        assert.equal(message, result.message);
        const { message: none } = await execute<ForgetResult>(client, TrainingCommand.forget, {});
        assert.equal(
          (await client.expect<{ message: string }>('window/showMessage')).message,
          none,
        );
      },
      FILES,
      { initializationOptions: { ...SHOWS, annotations: false } },
    );
  });

  test('ends when it is cancelled, and nothing has changed', async () => {
    await inSite(async (client, project) => {
      const params = { command: TrainingCommand.train, arguments: [{}] };
      const pending = client.cancelled('workspace/executeCommand', params);
      await assert.rejects(pending, /cancelled/);
      assert.equal(existsSync(join(project.path, STORED)), false);
      assert.deepEqual(await status(client), { state: 'none' });
    });
  });

  test('is refused with a reason', async () => {
    const few = filesOf(contraryLessons(model, 2));
    await inSite(async (client) => {
      const result = await execute<TrainResult>(client, TrainingCommand.train, {});
      assert.ok(result.outcome === 'refused' && result.reason === 'tooFew');
      assert.match(result.message, /28 lines labelled in 2 sources. It takes 30 in 2/);
      const forgotten = await execute<ForgetResult>(client, TrainingCommand.forget, {});
      assert.equal(forgotten.forgotten, false);
      const junk = execute(client, TrainingCommand.train, { uri: 7 });
      await assert.rejects(junk, /needs other arguments/);
    }, few);
  });
});

describe('what was learned elsewhere', () => {
  test('holds once its file is there, without a restart', async () => {
    await inSite(async (client, project) => {
      const before = await kindsOf(client, project);
      await execute<TrainResult>(client, TrainingCommand.train, {});
      await client.expect(CHANGED);
      const text = project.read(STORED);
      const after = await kindsOf(client, project);
      await execute<ForgetResult>(client, TrainingCommand.forget, {});
      await client.expect(CHANGED);
      assert.deepEqual(await kindsOf(client, project), before);
      project.write(STORED, text);
      const changes = [{ uri: `${project.uri}/${STORED}`, type: 1 }];
      await client.notify('workspace/didChangeWatchedFiles', { changes });
      assert.deepEqual(await kindsOf(client, project), after);
    });
  });

  test('is passed over, and told of once, where it cannot be read', async () => {
    await inSite(
      async (client, project) => {
        const { kinds } = createParser(model).parse(NEXT);
        const seen = await kindsOf(client, project);
        assert.deepEqual(seen, kinds.slice(0, seen.length));
        const { message } = await client.expect<{ message: string }>('window/showMessage');
        const path = join(project.path, STORED);
        assert.ok(message.startsWith('What was learned from labels is passed over: '), message);
        assert.ok(message.includes(`${path}: not JSON`), message);
        assert.equal(message.split('model.json').length, 2, 'the file is named once');
        await client.expect('window/logMessage');
        const known = await status(client);
        assert.ok(known.state === 'broken' && known.message.startsWith('not JSON'));
        await kindsOf(client, project);
      },
      { ...FILES, [STORED]: '{' },
    );
  });
});
