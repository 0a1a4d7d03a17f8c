import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { NoteThreads } from '../../client/src/annotating/noteThreads.ts';
import type { NoteView } from '../../server/src/annotationProtocol.ts';
import { CommentMode, CommentThreadState, memory, Range } from '../support/vscode.ts';

interface Thread {
  range: Range;
  comments: readonly { body: string; mode: number; author: { name: string } }[];
  state?: number;
  contextValue?: string;
  disposed?: boolean;
  dispose(): void;
}

const made: Thread[] = [];
const controller = {
  createCommentThread: (_: unknown, range: Range): Thread => {
    const thread = newThread(range);
    made.push(thread);
    return thread;
  },
};

function newThread(range: Range): Thread {
  return {
    range,
    comments: [],
    dispose() {
      this.disposed = true;
    },
  };
}

function note(id: string, line: number, change: Partial<NoteView> = {}): NoteView {
  const range = { start: { line, character: 0 }, end: { line, character: 5 } };
  const when = '2026-05-14T06:40:00Z';
  return { id, range, text: `${id}?`, resolved: false, who: 'Ada', when, ...change };
}

const bodies = ({ comments }: Thread) => comments.map(({ body }) => body);

describe('the threads of notes', () => {
  let threads: NoteThreads;
  const show = (...notes: NoteView[]) => threads.show(notes);

  beforeEach(() => {
    made.length = 0;
    const document = { uri: memory.folder };
    threads = new NoteThreads(controller as never, document as never);
  });

  it('are one a note, with the answers to it, at its words', () => {
    show(note('a', 3), note('b', 3, { replyTo: 'a' }), note('c', 8));
    assert.deepEqual(made.map(bodies), [['a?', 'b?'], ['c?']]);
    assert.ok(made[1]?.range.isEqual(new Range(8, 0, 8, 5)));
  });

  it('say who wrote, and whether the note is resolved', () => {
    show(note('a', 3));
    const [thread] = made;
    assert.equal(thread?.comments[0]?.author.name, 'Ada');
    assert.deepEqual(
      [thread?.state, thread?.contextValue],
      [CommentThreadState.Unresolved, 'open'],
    );
    show(note('a', 3, { resolved: true }));
    assert.deepEqual(
      [thread?.state, thread?.contextValue],
      [CommentThreadState.Resolved, 'resolved'],
    );
  });

  it('move with the words, and lose nothing that is being written in them', () => {
    show(note('a', 3));
    const [thread] = made;
    const [comment] = thread?.comments ?? [];
    assert.ok(thread && comment);
    comment.mode = CommentMode.Editing;
    show(note('a', 5));
    assert.equal(made.length, 1);
    assert.equal(thread.range.start.line, 5);
    assert.equal(thread.comments[0], comment);
  });

  it('go when their note is gone, and all with their document', () => {
    show(note('a', 3), note('b', 4));
    show(note('b', 4));
    assert.deepEqual(
      made.map(({ disposed }) => disposed ?? false),
      [true, false],
    );
    threads.dispose();
    assert.equal(made[1]?.disposed, true);
  });

  it('that were begun by hand become those of their notes, not closed by older news', () => {
    const begun = newThread(new Range(3, 0, 3, 5));
    threads.adopt('a', begun as never);
    assert.equal(threads.noteOf(begun as never), 'a');
    show();
    assert.equal(begun.disposed, undefined);
    show(note('a', 3));
    assert.deepEqual([made.length, bodies(begun)], [0, ['a?']]);
    show();
    assert.equal(begun.disposed, true);
  });
});
