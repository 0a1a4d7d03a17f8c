import * as vscode from 'vscode';
import { openSource, removeSource, stored } from './annotations.ts';
import * as assert from './assert.ts';
import { afterEach, beforeEach, describe, it } from './bdd.ts';
import { eventually, open } from './support.ts';

const HEADLINE = 'Swing bridge to close for nine nights as century-old bearings are replaced';

const run = (command: string, ...args: unknown[]) =>
  vscode.commands.executeCommand(`galley.${command}`, ...args);

describe('notes', () => {
  let document: vscode.TextDocument;
  let controller: vscode.CommentController;

  beforeEach(async () => {
    document = await openSource();
    controller = vscode.comments.createCommentController('test.notes', 'Notes');
  });
  afterEach(async () => {
    controller.dispose();
    await removeSource();
  });

  /** A thread as VS Code makes one for who begins to write; Galley has it when it is stored. */
  function begin(range: vscode.Range): vscode.CommentThread {
    return controller.createCommentThread(document.uri, range, []);
  }

  function rangeOf(words: string): vscode.Range {
    const at = document.getText().indexOf(words);
    return new vscode.Range(document.positionAt(at), document.positionAt(at + words.length));
  }

  it('are stored with the words that they are about, and shown in their thread', async () => {
    const thread = begin(rangeOf('nine nights'));
    await run('submitNote', { thread, text: 'Is it nine?' });
    assert.deepEqual(await stored(), [note('Is it nine?', 'nine nights')]);
    await shows(thread, ['Is it nine?']);
    assert.equal(thread.contextValue, 'open');
  });

  it('are about the whole line where nothing is selected', async () => {
    const { start } = rangeOf('nine nights');
    await run('submitNote', { thread: begin(new vscode.Range(start, start)), text: 'Long.' });
    assert.deepEqual(await stored(), [note('Long.', HEADLINE)]);
  });

  it('are answered, edited, and deleted one by one', async () => {
    const thread = begin(rangeOf('nine nights'));
    await run('submitNote', { thread, text: 'Is it nine?' });
    await shows(thread, ['Is it nine?']);
    await run('replyToNote', { thread, text: 'It is.' });
    await shows(thread, ['Is it nine?', 'It is.']);
    const [, answer] = thread.comments;
    assert.ok(answer);
    await run('editNote', answer);
    assert.equal(answer.mode, vscode.CommentMode.Editing);
    answer.body = 'It was.';
    await run('saveNote', answer);
    await shows(thread, ['Is it nine?', 'It was.']);
    assert.deepEqual(
      (await stored()).map(({ motivation, text }) => `${motivation}: ${text}`),
      ['commenting: Is it nine?', 'replying: It was.'],
    );
    await run('deleteNote', thread.comments[1]);
    await shows(thread, ['Is it nine?']);
    await run('deleteNotes', thread);
    await eventually('no note', async () => (await stored()).length === 0 || undefined);
  });

  it('are resolved and opened again', async () => {
    const thread = begin(rangeOf('nine nights'));
    await run('submitNote', { thread, text: 'Is it nine?' });
    await shows(thread, ['Is it nine?']);
    await run('resolveNote', thread);
    await state(thread, vscode.CommentThreadState.Resolved);
    await run('reopenNote', thread);
    await state(thread, vscode.CommentThreadState.Unresolved);
  });

  it('follow the words through edits', async () => {
    const thread = begin(rangeOf('nine nights'));
    await run('submitNote', { thread, text: 'Is it nine?' });
    await shows(thread, ['Is it nine?']);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'One more line\nand another\n');
    await vscode.workspace.applyEdit(edit);
    await eventually('the thread two lines below', () => {
      return thread.range?.isEqual(rangeOf('nine nights')) || undefined;
    });
  });

  it('are not written in files that are no sources', async () => {
    const notes = await open('notes.txt');
    const before = notes.getText();
    await run('writeNote');
    // No box opened that would take what is typed.
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(notes.getText().length, before.length + 1);
  });
});

function note(text: string, quote: string) {
  return { motivation: 'commenting', kind: undefined, text, quote };
}

async function shows(thread: vscode.CommentThread, texts: readonly string[]): Promise<void> {
  await eventually(`a thread of ${texts}`, () => {
    const bodies = thread.comments.map(({ body }) =>
      typeof body === 'string' ? body : body.value,
    );
    return JSON.stringify(bodies) === JSON.stringify(texts) || undefined;
  });
}

async function state(
  thread: vscode.CommentThread,
  expected: vscode.CommentThreadState,
): Promise<void> {
  await eventually('another state of the thread', () => thread.state === expected || undefined);
}
