import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { discussionsOf } from '../../client/src/annotating/discussions.ts';
import type { NoteView } from '../../server/src/annotationProtocol.ts';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } };

function note(id: string, minute: number, replyTo?: string): NoteView {
  const when = `2026-05-14T06:${minute}:00Z`;
  const reply = replyTo === undefined ? {} : { replyTo };
  return { id, range, text: id, resolved: false, who: 'Ada', when, ...reply };
}

const shown = (...notes: NoteView[]) =>
  discussionsOf(notes).map(({ all }) => all.map(({ id }) => id).join(' '));

describe('discussions', () => {
  it('are of one note each, with the answers in the order of their times', () => {
    const notes = [note('c', 13, 'a'), note('b', 12, 'a'), note('d', 14), note('a', 11)];
    assert.deepEqual(shown(...notes), ['a b c', 'd']);
  });

  it('hold answers to answers', () => {
    assert.deepEqual(shown(note('a', 11), note('b', 12, 'a'), note('c', 13, 'b')), ['a b c']);
  });

  it('begin with the note, even where a clock went wrong', () => {
    assert.deepEqual(shown(note('b', 11, 'a'), note('a', 12)), ['a b']);
  });

  it('show what answers a note that is gone, and notes that answer one another', () => {
    assert.deepEqual(shown(note('b', 12, 'gone')), ['b']);
    const round = shown(note('a', 11, 'b'), note('b', 12, 'a'));
    assert.deepEqual(round.join(' ').split(' ').toSorted(), ['a', 'b']);
  });
});
