import type { NoteView } from '../../../server/src/annotationProtocol.ts';

/** A note with the replies to it, as they are to be shown. */
export interface Discussion {
  readonly note: NoteView;
  readonly all: readonly NoteView[];
}

/** Notes by what they answer, at whatever depth; in the order in which they were written. */
export function discussionsOf(notes: readonly NoteView[]): Discussion[] {
  const byId = new Map(notes.map((note) => [note.id, note]));
  const discussions = new Map<string, NoteView[]>();
  for (const note of [...notes].sort((one, other) => (one.when < other.when ? -1 : 1))) {
    const root = rootOf(note, byId).id;
    discussions.set(root, [...(discussions.get(root) ?? []), note]);
  }
  return [...discussions].flatMap(([id, all]) => {
    const note = byId.get(id);
    return note ? [{ note, all: [note, ...all.filter((each) => each !== note)] }] : [];
  });
}

/** What a note answers in the end; itself where that is gone, or where notes answer one another. */
function rootOf(note: NoteView, byId: ReadonlyMap<string, NoteView>): NoteView {
  const seen = new Set([note]);
  let root = note;
  for (;;) {
    const next = root.replyTo === undefined ? undefined : byId.get(root.replyTo);
    if (!next) return root;
    if (seen.has(next)) return note;
    seen.add(next);
    root = next;
  }
}
