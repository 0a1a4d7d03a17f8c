import {
  CommentMode,
  type CommentReply,
  type CommentThread,
  commands,
  type Disposable,
  l10n,
  window,
} from 'vscode';
import { AnnotationCommand } from '../../../server/src/annotationProtocol.ts';
import { Command, NoteCommand } from '../commandIds.ts';
import { say } from '../messages.ts';
import type { Annotations } from './annotations.ts';
import { execute } from './execute.ts';
import type { Notes } from './notes.ts';
import type { NoteComment } from './noteThreads.ts';

/** VS Code's own: opens a thread at the selection, with the cursor in it. */
const WRITE = 'workbench.action.addComment';

export function registerNoteCommands(annotations: Annotations, notes: Notes): Disposable[] {
  return [
    commands.registerCommand(Command.writeNote, async () => {
      const { document } = window.activeTextEditor ?? {};
      if (document && annotations.has(document)) await commands.executeCommand(WRITE);
      else say(l10n.t('open a source first.'));
    }),
    ...[NoteCommand.submit, NoteCommand.reply].map((id) =>
      commands.registerCommand(id, (reply: CommentReply) => notes.submit(reply)),
    ),
    commands.registerCommand(NoteCommand.resolve, (thread) =>
      notes.resolve(threadOf(thread), true),
    ),
    commands.registerCommand(NoteCommand.reopen, (thread) =>
      notes.resolve(threadOf(thread), false),
    ),
    commands.registerCommand(NoteCommand.removeThread, (thread) => notes.remove(threadOf(thread))),
    commands.registerCommand(NoteCommand.remove, ({ thread, id }: NoteComment) =>
      execute(AnnotationCommand.remove, { uri: thread.uri.toString(), id }),
    ),
    commands.registerCommand(NoteCommand.edit, (note: NoteComment) =>
      show(note, CommentMode.Editing),
    ),
    commands.registerCommand(NoteCommand.cancel, (note: NoteComment) => {
      note.body = note.text;
      show(note, CommentMode.Preview);
    }),
    commands.registerCommand(NoteCommand.save, (note: NoteComment) => save(note)),
  ];
}

/** Stores the new words of a note; where that fails, they stay in the box. */
async function save(note: NoteComment): Promise<void> {
  const { thread, id, body } = note;
  const text = typeof body === 'string' ? body : body.value;
  const args = { uri: thread.uri.toString(), id, text };
  if ((await execute(AnnotationCommand.changeNote, args)).applied) show(note, CommentMode.Preview);
}

function show(note: NoteComment, mode: CommentMode): void {
  note.mode = mode;
  // Only new comments are looked at.
  note.thread.comments = [...note.thread.comments];
}

/** Menus of a thread give it, or what is being written in it. */
function threadOf(given: CommentThread | CommentReply): CommentThread {
  return 'thread' in given ? given.thread : given;
}
