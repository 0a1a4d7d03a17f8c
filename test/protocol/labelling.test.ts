import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { AnnotationCommand } from '../../server/src/annotationProtocol.ts';
import type { Kind } from '../../server/src/core/kinds.ts';
import type { CleanResult } from '../../server/src/protocol.ts';
import { annotating, CHANGED, STORED } from './annotated.ts';
import { PAGE, parser } from './fixtures.ts';
import { diagnosticsAt } from './project.ts';

const { label, unlabel, accept, undo, redo } = AnnotationCommand;
const SHARE = 19;

describe('Label as', () => {
  test('holds at once, is stored, and says who and when', async () => {
    await annotating(async ({ client, project, uri, act, annotations }) => {
      const result = await act(label, { version: 1, line: SHARE, kind: 'body' });
      assert.deepEqual(result, { applied: true, changed: 1 });
      assert.deepEqual(await client.expect(CHANGED), { uri });
      const { labels, canUndo, canRedo } = await annotations();
      const [one] = labels;
      assert.deepEqual([one?.line, one?.kind, one?.who], [SHARE, 'body', 'Ann']);
      assert.ok(Math.abs(Date.parse(one?.when ?? '') - Date.now()) < 60_000);
      assert.deepEqual([canUndo, canRedo], [true, false]);
      const [item] = JSON.parse(project.read(STORED)).items;
      assert.equal(item.body.value, 'body');
      assert.deepEqual(item.creator, { type: 'Person', name: 'Ann' });
    });
  });

  test('decides about the neighbours too, and no finding or strip touches the line', async () => {
    await annotating(async ({ client, uri, act }) => {
      await act(label, { line: SHARE - 1, endLine: SHARE + 1, kind: 'comment' });
      await client.expect(CHANGED);
      const labels = new Map<number, Kind>();
      for (let line = SHARE - 1; line <= SHARE + 1; line++) labels.set(line, 'comment');
      const labelled = parser.parse(PAGE, { labels });
      const tokens = await client.request('galley/kinds', { uri, line: 0, endLine: 100 });
      const { lines } = tokens as { lines: ({ kind: string } | null)[] };
      assert.deepEqual(
        lines.map((each) => each?.kind ?? null),
        labelled.kinds,
      );
      for (const { range } of await diagnosticsAt(client, uri)) {
        assert.ok(range.end.line < SHARE - 1 || range.start.line > SHARE + 1);
      }
      const clean = await client.request<CleanResult>('galley/clean', { uri, policy: 'thorough' });
      assert.match(clean?.text ?? '', /Share on Facebook\nShare on Twitter\nCopy link/);
    });
  });

  test('moves with what is typed, and falls away with no edit', async () => {
    await annotating(async ({ client, uri, act, labels }) => {
      await act(label, { line: SHARE, kind: 'body' });
      await client.expect(CHANGED);
      const top = { line: 0, character: 0 };
      await client.change(uri, 2, [{ range: { start: top, end: top }, text: 'Menu\n' }]);
      const end = { line: SHARE + 1, character: 5 };
      await client.change(uri, 3, [{ range: { start: end, end }, text: ' a lot' }]);
      assert.deepEqual(await labels(), { [SHARE + 1]: 'body' });
    });
  });

  test('is taken off, taken back and carried out again', async () => {
    await annotating(async ({ client, act, labels }) => {
      const steps: [string, Record<string, unknown>, Record<number, string>][] = [
        [label, { line: SHARE, kind: 'body' }, { [SHARE]: 'body' }],
        [label, { line: SHARE, kind: 'promo' }, { [SHARE]: 'promo' }],
        [unlabel, { line: 0, endLine: SHARE }, {}],
        [undo, {}, { [SHARE]: 'promo' }],
        [undo, {}, { [SHARE]: 'body' }],
        [redo, {}, { [SHARE]: 'promo' }],
      ];
      for (const [command, args, expected] of steps) {
        assert.deepEqual(await act(command, args), { applied: true, changed: 1 }, command);
        await client.expect(CHANGED);
        assert.deepEqual(await labels(), expected, command);
      }
      await act(redo);
      await client.expect(CHANGED);
      assert.match((await act(redo)).message ?? '', /nothing to carry out/);
    });
  });

  test('of a version that is gone does nothing', async () => {
    await annotating(async ({ client, uri, act, labels }) => {
      await client.change(uri, 2, [{ text: `Menu\n${PAGE}` }]);
      const result = await act(label, { version: 1, line: SHARE, kind: 'body' });
      assert.equal(result.applied, false);
      assert.match(result.message ?? '', /has changed since/);
      assert.deepEqual(await labels(), {});
    });
  });

  test('without a name in the settings has the one that Git has, or the account', async () => {
    await annotating(
      async ({ client, act, annotations }) => {
        await act(label, { line: SHARE, kind: 'body' });
        await client.expect(CHANGED);
        assert.ok((await annotations()).labels[0]?.who);
      },
      { initializationOptions: { settings: {} } },
    );
  });
});

describe('Accept', () => {
  test('labels lines with the kinds that they have, and leaves labels as they are', async () => {
    await annotating(async ({ client, act, labels }) => {
      await act(label, { line: SHARE, kind: 'body' });
      await client.expect(CHANGED);
      const first = SHARE - 1;
      const result = await act(accept, { scope: 'lines', line: first, endLine: SHARE });
      assert.deepEqual(result, { applied: true, changed: 1 });
      await client.expect(CHANGED);
      const source = parser.parse(PAGE, { labels: new Map([[SHARE, 'body']]) });
      assert.deepEqual(await labels(), { [first]: source.kinds[first], [SHARE]: 'body' });
    });
  });

  test('takes a block, or all that Galley is sure of, in one step', async () => {
    const source = parser.parse(PAGE);
    await annotating(async ({ client, act, labels }) => {
      await act(accept, { scope: 'block', line: SHARE });
      await client.expect(CHANGED);
      const kind = source.kinds[SHARE];
      const block = Object.keys(await labels()).map(Number);
      assert.ok(block.includes(SHARE) && block.length > 1);
      assert.ok(block.every((line) => source.kinds[line] === kind));
      await act(undo);
      await client.expect(CHANGED);
      assert.deepEqual(await labels(), {});
      await act(accept, { scope: 'sure' });
      await client.expect(CHANGED);
      const sure = Object.entries(await labels());
      assert.ok(sure.length > 3);
      for (const [line, each] of sure) {
        assert.equal(each, source.kinds[Number(line)]);
        assert.ok((source.confidence[Number(line)] ?? 0) > 0.9);
      }
    });
  });
});

describe('arguments that no client should send', () => {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } };
  const hostile: [string, unknown][] = [
    [label, undefined],
    [label, null],
    [label, []],
    [label, { line: 1, kind: 'body' }],
    [label, { uri: 'SOURCE', line: -1, kind: 'body' }],
    [label, { uri: 'SOURCE', line: 1.5, kind: 'body' }],
    [label, { uri: 'SOURCE', line: '1', kind: 'body' }],
    [label, { uri: 'SOURCE', line: 1, endLine: 'x', kind: 'body' }],
    [label, { uri: 'SOURCE', line: 1, kind: 'nonsense' }],
    [label, { uri: 'SOURCE', line: 1, kind: '__proto__' }],
    [unlabel, { uri: 'SOURCE' }],
    [accept, { uri: 'SOURCE', scope: 'all' }],
    [accept, { uri: 'SOURCE', scope: 'block' }],
    [AnnotationCommand.review, { uri: 'SOURCE', reviewed: 'yes' }],
    [AnnotationCommand.addNote, { uri: 'SOURCE', range, text: ' ' }],
    [AnnotationCommand.addNote, { uri: 'SOURCE', range: { start: 1 }, text: 'x' }],
    [AnnotationCommand.changeNote, { uri: 'SOURCE', id: 1 }],
    [AnnotationCommand.remove, { uri: 'SOURCE' }],
    [AnnotationCommand.reattach, { uri: 'SOURCE', id: 'x' }],
    [AnnotationCommand.adjudicate, { uri: 'SOURCE', line: 1, kind: 'body', a: 1 }],
  ];

  test('are refused with what is needed, and change nothing', async () => {
    await annotating(async ({ client, uri, labels }) => {
      for (const [command, given] of hostile) {
        const args =
          typeof given === 'object' && given !== null && 'uri' in given ? { ...given, uri } : given;
        await assert.rejects(
          client.request('workspace/executeCommand', { command, arguments: [args] }),
          /needs other arguments: \{ uri, version\?/,
          `${command} ${JSON.stringify(given)}`,
        );
      }
      assert.deepEqual(await labels(), {});
    });
  });

  test('about lines and documents that are not there do nothing', async () => {
    await annotating(async ({ client, act, labels }) => {
      const far = { line: 2 ** 31, endLine: 2 ** 32, kind: 'body' };
      assert.deepEqual(await act(label, far), { applied: true, changed: 0 });
      assert.deepEqual(await act(label, { line: 4, kind: 'body' }), { applied: true, changed: 0 });
      for (const uri of ['file:///nowhere/seeds/a.txt', 'untitled:Untitled-1', 'no uri', '']) {
        const result = await act(label, { uri, line: 0, kind: 'body' });
        assert.equal(result.applied, false, uri);
        assert.ok(result.message, uri);
      }
      assert.deepEqual(await labels(), {});
      assert.equal(await client.request('galley/annotations', { uri: 'no uri' }), null);
      assert.equal(await client.request('galley/annotations', 7), null);
    });
  });
});
