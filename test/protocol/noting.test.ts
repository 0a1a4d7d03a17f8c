import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import {
  AnnotationCommand,
  type NoteView,
  type OrphansResult,
  type SourcesResult,
} from '../../server/src/annotationProtocol.ts';
import { annotating, CHANGED, STORED } from './annotated.ts';
import { PAGE } from './fixtures.ts';

const { addNote, changeNote, remove, reattach, review, label } = AnnotationCommand;
const SHARE = 19;
const HEADLINE = 5;

function range(line: number, start: number, end: number) {
  return { start: { line, character: start }, end: { line, character: end } };
}

describe('notes', () => {
  test('are written on words, answered, resolved and removed with their answers', async () => {
    await annotating(async ({ client, act, annotations }) => {
      const first = await act(addNote, { range: range(HEADLINE, 6, 11), text: 'Which ferry?' });
      await client.expect(CHANGED);
      const { id = '' } = first;
      const text = 'The one of 2015.';
      await act(addNote, { range: range(HEADLINE, 6, 11), text, replyTo: id });
      await client.expect(CHANGED);
      await act(changeNote, { id, text: 'Which ferry is it?', resolved: true });
      await client.expect(CHANGED);
      const { notes } = await annotations();
      const said = notes.map(({ text, resolved, who, replyTo }: NoteView) => {
        return { text, resolved, who, replyTo };
      });
      assert.deepEqual(said, [
        { text: 'Which ferry is it?', resolved: true, who: 'Ann', replyTo: undefined },
        { text, resolved: false, who: 'Ann', replyTo: id },
      ]);
      assert.deepEqual(notes[0]?.range, range(HEADLINE, 6, 11));
      assert.deepEqual(await act(remove, { id }), { applied: true, changed: 2 });
      await client.expect(CHANGED);
      assert.deepEqual((await annotations()).notes, []);
    });
  });

  test('are on the words of a line where nothing is selected, and nowhere on a blank one', async () => {
    await annotating(async ({ client, act, annotations }) => {
      await act(addNote, { range: range(HEADLINE, 3, 3), text: 'About all of it.' });
      await client.expect(CHANGED);
      const end = PAGE.split('\n')[HEADLINE]?.length ?? 0;
      assert.deepEqual((await annotations()).notes[0]?.range, range(HEADLINE, 0, end));
      const blank = await act(addNote, { range: range(HEADLINE - 1, 0, 0), text: 'Nothing.' });
      assert.deepEqual([blank.applied, blank.message], [false, 'There are no words there.']);
    });
  });

  test('that are gone are told of', async () => {
    await annotating(async ({ act }) => {
      for (const [command, args] of [
        [changeNote, { text: 'x' }],
        [remove, {}],
        [reattach, { range: range(0, 0, 1) }],
      ] as const) {
        const result = await act(command, { id: 'urn:nothing', ...args });
        assert.equal(result.applied, false);
        assert.match(result.message ?? '', /not there any more/);
      }
    });
  });
});

describe('a review', () => {
  test('is said by a person only, and taken back', async () => {
    await annotating(async ({ client, project, uri, act, annotations }) => {
      const progress = async () => {
        const { sources } = await client.request<SourcesResult>('galley/sources', {});
        return sources.map((each) => [each.uri === uri, each.progress]);
      };
      assert.deepEqual(await progress(), [[true, 'untouched']]);
      await act(AnnotationCommand.accept, { scope: 'lines', line: 0, endLine: 1000 });
      await client.expect(CHANGED);
      assert.deepEqual(await progress(), [[true, 'inWork']]);
      await act(review, { reviewed: true });
      await client.expect(CHANGED);
      assert.deepEqual(await progress(), [[true, 'reviewed']]);
      assert.equal((await annotations()).review?.who, 'Ann');
      assert.equal(JSON.parse(project.read(STORED))['galley:review'].by, 'Ann');
      await act(review, { reviewed: false });
      await client.expect(CHANGED);
      assert.deepEqual(await progress(), [[true, 'inWork']]);
      assert.deepEqual(await act(review, { reviewed: false }), { applied: true, changed: 0 });
    });
  });

  test('of a source that is not open is stored as well', async () => {
    await annotating(async ({ client, project, uri, act }) => {
      await client.close(uri);
      assert.deepEqual(await act(review, { reviewed: true }), { applied: true, changed: 1 });
      await client.expect(CHANGED);
      assert.equal(JSON.parse(project.read(STORED))['galley:review'].by, 'Ann');
    });
  });
});

describe('an orphan', () => {
  test('is listed with what it stood on, put on other words, or discarded', async () => {
    await annotating(async ({ client, uri, act, labels }) => {
      for (const line of [SHARE, SHARE + 1]) {
        await act(label, { line, kind: 'body' });
        await client.expect(CHANGED);
      }
      await client.change(uri, 2, [
        {
          range: { start: { line: SHARE, character: 0 }, end: { line: SHARE + 2, character: 0 } },
          text: '',
        },
      ]);
      const list = async () => (await client.request<OrphansResult>('galley/orphans', {})).orphans;
      const [one, other] = await list();
      assert.deepEqual(
        [one, other].map((each) => [each?.uri, each?.quote, each?.kind, each?.who]),
        [
          [uri, 'Share on Twitter', 'body', 'Ann'],
          [uri, 'Copy link', 'body', 'Ann'],
        ],
      );
      assert.match(one?.prefix ?? '', /Share on Facebook\n$/);
      await act(reattach, { id: one?.id, range: range(SHARE - 1, 2, 3) });
      await client.expect(CHANGED);
      assert.deepEqual(await labels(), { [SHARE - 1]: 'body' });
      await act(remove, { id: other?.id });
      await client.expect(CHANGED);
      assert.deepEqual(await list(), []);
    });
  });

  test('of a source that is gone is listed too, and can be discarded', async () => {
    await annotating(async ({ client, project, act }) => {
      await act(label, { line: SHARE, kind: 'body' });
      await client.expect(CHANGED);
      const gone = '.galley/labels/seeds/gone.txt.jsonld';
      project.write(gone, project.read(STORED));
      const list = async () => (await client.request<OrphansResult>('galley/orphans', {})).orphans;
      const [orphan] = await list();
      assert.equal(orphan?.path, 'seeds/gone.txt');
      assert.equal(orphan?.quote, 'Share on Twitter');
      await act(remove, { uri: orphan?.uri, id: orphan?.id });
      await client.expect(CHANGED);
      assert.deepEqual(await list(), []);
    });
  });
});
