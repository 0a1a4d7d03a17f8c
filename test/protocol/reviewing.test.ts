import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import {
  type ActResult,
  AnnotationCommand,
  type DisagreementsResult,
  type NextResult,
  type SourcesResult,
} from '../../server/src/annotationProtocol.ts';
import { doubtsOf } from '../../server/src/annotations/queue.ts';
import { type Annotated, annotating, CHANGED, execute, STORED } from './annotated.ts';
import { PAGE, parser, THREAD } from './fixtures.ts';

const { accept, adjudicate, label, review, unlabel } = AnnotationCommand;
const SHARE = 19;

describe('Next to Review', () => {
  const placeOf = (next: NextResult) => next && [next.uri.split('/').at(-1), next.line];

  test('goes to the least certain line of all sources, open or not', async () => {
    await annotating(async ({ client, project }) => {
      project.write('seeds/thread.txt', THREAD);
      const doubts = [
        ...doubtsOf('page.txt', parser.parse(PAGE)).list,
        ...doubtsOf('thread.txt', parser.parse(THREAD)).list,
      ].sort((a, b) => b.doubt - a.doubt);
      let skip: { uri: string; line: number } | undefined;
      const seen: unknown[] = [];
      for (let turn = 0; turn < 6; turn++) {
        const next: NextResult = await client.request('galley/nextToReview', skip ? { skip } : {});
        assert.ok(next);
        assert.equal(next.left, doubts.length);
        seen.push(placeOf(next));
        skip = { uri: next.uri, line: next.line };
      }
      assert.deepEqual(
        seen,
        doubts.slice(0, 6).map(({ source, line }) => [source, line]),
      );
    });
  });

  test('passes over what is decided or reviewed, and ends when all is', async () => {
    await annotating(async ({ client, project, uri, act }) => {
      project.write('seeds/thread.txt', THREAD);
      const thread = uri.replace('page.txt', 'thread.txt');
      const next = () => client.request<NextResult>('galley/nextToReview', {});
      await next();
      await execute(client, review, { uri: thread, reviewed: true });
      await client.expect(CHANGED);
      const first = await next();
      assert.equal(first?.uri, uri);
      await act(accept, { scope: 'lines', line: first?.line });
      await client.expect(CHANGED);
      assert.equal((await next())?.left, (first?.left ?? 0) - 1);
      await act(accept, { scope: 'lines', line: 0, endLine: 1000 });
      await client.expect(CHANGED);
      assert.equal(await next(), null);
    });
  });

  test('and the lists stop when nobody waits for them', async () => {
    await annotating(async ({ client }) => {
      for (const method of ['nextToReview', 'sources', 'orphans', 'disagreements']) {
        await assert.rejects(client.cancelled(`galley/${method}`, {}), { code: -32800 }, method);
      }
    });
  });
});

describe('the sources', () => {
  test('are those of the workspace, with what is there of each', async () => {
    await annotating(async ({ client, project, uri, act }) => {
      project.write('seeds/thread.txt', THREAD);
      project.write('notes.txt', 'not a source');
      await act(label, { line: SHARE, kind: 'body' });
      await client.expect(CHANGED);
      const { sources, isPartial } = await client.request<SourcesResult>('galley/sources', {});
      assert.equal(isPartial, false);
      const said = sources.map(({ path, folder, progress, labels }) => {
        return { path, folder, progress, labels };
      });
      assert.deepEqual(
        said.sort((a, b) => (a.path < b.path ? -1 : 1)),
        [
          { path: 'seeds/page.txt', folder: project.uri, progress: 'inWork', labels: 1 },
          { path: 'seeds/thread.txt', folder: project.uri, progress: 'untouched', labels: 0 },
        ],
      );
      await client.close(uri);
      const closed = await client.request<SourcesResult>('galley/sources', {});
      assert.equal(closed.sources.find((each) => each.uri === uri)?.labels, 1);
    });
  });

  test('are without a text that was never saved: a review of it could be kept nowhere', async () => {
    await annotating(async ({ client, uri }) => {
      await client.open('untitled:Untitled-1', PAGE, 'source-text');
      const { sources } = await client.request<SourcesResult>('galley/sources', {});
      assert.deepEqual(
        sources.map((each) => each.uri),
        [uri],
      );
    });
  });
});

describe('disagreements', () => {
  /** Stores labels of two people on the same lines, as a merge in Git leaves them. */
  async function disputed(annotated: Annotated): Promise<void> {
    const { client, project, uri, act } = annotated;
    const [a, b] = [
      ['body', 'Ann'],
      ['promo', 'Ben'],
    ];
    const files = [];
    for (const [kind] of [a, b]) {
      await act(label, { line: SHARE, kind });
      await client.expect(CHANGED);
      await act(label, { line: SHARE + 1, kind: 'share' });
      await client.expect(CHANGED);
      files.push(JSON.parse(project.read(STORED)));
      await act(unlabel, { line: 0, endLine: 1000 });
      await client.expect(CHANGED);
    }
    await client.close(uri);
    const [one, other] = files;
    for (const item of other.items) item.creator.name = 'Ben';
    for (const [index, item] of other.items.entries()) item.id = `urn:x:ben${index}`;
    project.write(STORED, JSON.stringify({ ...one, items: [...one.items, ...other.items] }));
    project.write(`a/${STORED}`, JSON.stringify(one));
    project.write(`b/${STORED}`, JSON.stringify(other));
    await client.open(uri, PAGE, 'source-text', 2);
    assert.deepEqual(Object.keys(await annotated.labels()).map(Number), [SHARE, SHARE + 1]);
    await client.expect(CHANGED);
  }
  const view = ({ client }: Annotated, sets = {}) =>
    client.request<DisagreementsResult>('galley/disagreements', sets);

  test('among the people of a workspace are listed, and decided with both labels kept', async () => {
    await annotating(async (annotated) => {
      await disputed(annotated);
      const { client, project, uri, act, labels } = annotated;
      const { units, agreed, disagreements, byKind, bySource } = await view(annotated);
      assert.deepEqual([units, agreed], [2, 1]);
      assert.deepEqual(
        disagreements.map(({ line, quote, a, b }) => [line, quote, a.kind, a.who, b.kind, b.who]),
        [[SHARE, 'Share on Twitter', 'body', 'Ann', 'promo', 'Ben']],
      );
      assert.ok(byKind.some(({ kind, agreed }) => kind === 'share' && agreed === 2));
      assert.deepEqual([bySource[0]?.uri, bySource[0]?.agreed], [uri, 1]);
      const result = await act(adjudicate, { line: SHARE, kind: 'legal' });
      await client.expect(CHANGED);
      assert.equal((await labels())[SHARE], 'legal');
      const stored: { id: string; 'galley:adjudicates'?: string[] }[] = JSON.parse(
        project.read(STORED),
      ).items;
      const decision = stored.find(({ id }) => id === result.id);
      assert.equal(decision?.['galley:adjudicates']?.length, 2);
      for (const id of decision?.['galley:adjudicates'] ?? []) {
        assert.ok(stored.some((each) => each.id === id));
      }
      const [decided] = (await view(annotated)).disagreements;
      assert.deepEqual([decided?.decision?.kind, decided?.decision?.who], ['legal', 'Ann']);
      await act(label, { line: SHARE, kind: 'related' });
      await client.expect(CHANGED);
      const [again] = (await view(annotated)).disagreements;
      assert.equal(again?.decision?.kind, 'related', 'the originals stay');
      await act(unlabel, { line: SHARE });
      await client.expect(CHANGED);
      assert.equal((await view(annotated)).disagreements[0]?.decision, undefined);
    });
  });

  test('of two sets are listed too, and the decision takes both labels in', async () => {
    await annotating(async (annotated) => {
      await disputed(annotated);
      const { client, project, act, labels } = annotated;
      await act(unlabel, { line: 0, endLine: 1000 });
      await client.expect(CHANGED);
      const sets = { a: `${project.uri}/a`, b: `${project.uri}/b` };
      const { disagreements } = await view(annotated, sets);
      assert.deepEqual(
        disagreements.map(({ line, a, b }) => [line, a.kind, b.kind]),
        [[SHARE, 'body', 'promo']],
      );
      await act(adjudicate, { line: SHARE, kind: 'promo', ...sets });
      await client.expect(CHANGED);
      assert.deepEqual(await labels(), { [SHARE]: 'promo' });
      assert.equal(JSON.parse(project.read(STORED)).items.length, 3);
      assert.equal((await view(annotated, sets)).disagreements[0]?.decision?.kind, 'promo');
      const none: ActResult = await act(adjudicate, { line: 0, kind: 'promo' });
      assert.match(none.message ?? '', /no two labels/);
    });
  });
});
