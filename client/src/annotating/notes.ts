import {
  type CommentController,
  type CommentReply,
  type CommentThread,
  comments,
  Disposable,
  l10n,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import {
  type ActResult,
  type AddNoteArguments,
  AnnotationCommand,
} from '../../../server/src/annotationProtocol.ts';
import type { Annotations } from './annotations.ts';
import { execute } from './execute.ts';
import { notedRange, plainRange } from './lines.ts';
import { NoteThreads } from './noteThreads.ts';

/** The manifest's menus go by this id. */
const CONTROLLER = 'galley.notes';

/** Notes as threads of VS Code's comments: written anywhere in a source, answered, resolved. */
export class Notes implements Disposable {
  readonly #annotations: Annotations;
  readonly #controller: CommentController;
  readonly #sources = new Map<TextDocument, NoteThreads>();
  /** The documents that VS Code knows to be open to notes. */
  readonly #offered = new WeakSet<TextDocument>();
  readonly #disposable: Disposable;
  /** How many notes are on their way to the server: their threads are there already. */
  #adding = 0;

  constructor(annotations: Annotations) {
    this.#annotations = annotations;
    this.#controller = comments.createCommentController(CONTROLLER, l10n.t('Galley Notes'));
    this.#controller.options = {
      prompt: l10n.t('Write a note'),
      placeHolder: l10n.t('What is to be said about these words'),
    };
    this.#disposable = Disposable.from(
      this.#controller,
      annotations.onDidChange((document) => {
        this.#offer(document);
        this.#show(document);
      }),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
    );
  }

  /** Stores what was written in a thread: a note, or a reply to one. */
  async submit({ thread, text }: CommentReply): Promise<void> {
    if (text.trim() === '') return;
    const document = await workspace.openTextDocument(thread.uri);
    const threads = this.#threadsOf(document);
    const replyTo = threads.noteOf(thread);
    const range = thread.range ?? new Range(0, 0, 0, 0);
    const args: AddNoteArguments = {
      uri: document.uri.toString(),
      version: document.version,
      range: replyTo === undefined ? notedRange(document, range) : plainRange(range),
      text,
      ...(replyTo !== undefined && { replyTo }),
    };
    this.#adding++;
    try {
      const { id } = await execute(AnnotationCommand.addNote, args);
      if (id !== undefined && replyTo === undefined) threads.adopt(id, thread);
    } finally {
      this.#adding--;
      this.#show(document);
    }
  }

  /** Says of a thread's note that it is done with, or is not. */
  async resolve(thread: CommentThread, resolved: boolean): Promise<ActResult | undefined> {
    const { uri } = thread;
    const id = this.#noteOf(thread);
    if (id === undefined) return undefined;
    return execute(AnnotationCommand.changeNote, { uri: uri.toString(), id, resolved });
  }

  /** Removes a thread's note and all replies; a thread that was never stored only closes. */
  async remove(thread: CommentThread): Promise<void> {
    const id = this.#noteOf(thread);
    if (id === undefined) thread.dispose();
    else await execute(AnnotationCommand.remove, { uri: thread.uri.toString(), id });
  }

  dispose(): void {
    for (const threads of this.#sources.values()) threads.dispose();
    this.#disposable.dispose();
  }

  /** Lets notes be written in sources. VS Code asks once where, and again for a new provider. */
  #offer(document: TextDocument): void {
    const isSource = this.#annotations.has(document);
    if (isSource === this.#offered.has(document)) return;
    if (isSource) this.#offered.add(document);
    else this.#offered.delete(document);
    this.#controller.commentingRangeProvider = {
      provideCommentingRanges: (each) =>
        this.#annotations.has(each) ? [new Range(0, 0, each.lineCount - 1, 0)] : [],
    };
  }

  #show(document: TextDocument): void {
    if (this.#adding > 0) return;
    const said = this.#annotations.of(document);
    if (said) this.#threadsOf(document).show(said.notes);
    else if (!this.#annotations.has(document)) this.#forget(document);
  }

  #noteOf(thread: CommentThread): string | undefined {
    for (const threads of this.#sources.values()) {
      const id = threads.noteOf(thread);
      if (id !== undefined) return id;
    }
    return undefined;
  }

  #threadsOf(document: TextDocument): NoteThreads {
    const known = this.#sources.get(document);
    if (known) return known;
    const threads = new NoteThreads(this.#controller, document);
    this.#sources.set(document, threads);
    return threads;
  }

  #forget(document: TextDocument): void {
    this.#sources.get(document)?.dispose();
    this.#sources.delete(document);
  }
}
