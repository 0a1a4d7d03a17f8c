import {
  type Comment,
  type CommentController,
  CommentMode,
  type CommentThread,
  CommentThreadCollapsibleState,
  CommentThreadState,
  l10n,
  Range,
  type TextDocument,
} from 'vscode';
import type { NoteView } from '../../../server/src/annotationProtocol.ts';
import { type Discussion, discussionsOf } from './discussions.ts';

/** A note as VS Code shows it. */
export interface NoteComment extends Comment {
  readonly id: string;
  readonly thread: CommentThread;
  /** Its words as they are stored. */
  readonly text: string;
}

/** The threads of one source: one a note that answers no other. */
export class NoteThreads {
  readonly #controller: CommentController;
  readonly #document: TextDocument;
  readonly #threads = new Map<string, { thread: CommentThread; shown?: string }>();

  constructor(controller: CommentController, document: TextDocument) {
    this.#controller = controller;
    this.#document = document;
  }

  /** Makes threads of notes, and leaves alone what is as it was: somebody may be writing there. */
  show(notes: readonly NoteView[]): void {
    const discussions = new Map(discussionsOf(notes).map((each) => [each.note.id, each]));
    for (const [id, { thread, shown }] of this.#threads) {
      // One that was adopted may be newer than what the server said.
      if (discussions.has(id) || shown === undefined) continue;
      thread.dispose();
      this.#threads.delete(id);
    }
    for (const [id, discussion] of discussions) this.#show(id, discussion);
  }

  /** Makes a thread that VS Code began that of a note. */
  adopt(id: string, thread: CommentThread): void {
    this.#threads.set(id, { thread });
  }

  /** The note that a thread is of; undefined for one that is being written. */
  noteOf(thread: CommentThread): string | undefined {
    return [...this.#threads].find(([, each]) => each.thread === thread)?.[0];
  }

  dispose(): void {
    for (const { thread } of this.#threads.values()) thread.dispose();
    this.#threads.clear();
  }

  #show(id: string, { note, all }: Discussion): void {
    const known = this.#threads.get(id) ?? { thread: this.#create(note) };
    this.#threads.set(id, known);
    const { thread } = known;
    const range = rangeOf(note);
    if (!thread.range?.isEqual(range)) thread.range = range;
    const shown = JSON.stringify([note.resolved, all.map(({ range: _, ...rest }) => rest)]);
    if (known.shown === shown) return;
    known.shown = shown;
    thread.comments = all.map((each) => commentOf(each, thread));
    thread.state = note.resolved ? CommentThreadState.Resolved : CommentThreadState.Unresolved;
    thread.contextValue = note.resolved ? 'resolved' : 'open';
    thread.label = note.resolved ? l10n.t('Note, resolved') : l10n.t('Note');
  }

  #create(note: NoteView): CommentThread {
    const thread = this.#controller.createCommentThread(this.#document.uri, rangeOf(note), []);
    thread.collapsibleState = CommentThreadCollapsibleState.Collapsed;
    return thread;
  }
}

function rangeOf({ range: { start, end } }: NoteView): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

function commentOf({ id, text, who, when }: NoteView, thread: CommentThread): NoteComment {
  return {
    id,
    thread,
    text,
    // A string is shown as it is; Markdown of others could hold links that run commands.
    body: text,
    mode: CommentMode.Preview,
    author: { name: who },
    timestamp: new Date(when),
    contextValue: 'note',
  };
}
