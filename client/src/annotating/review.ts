import {
  commands,
  l10n,
  Range,
  Selection,
  type TextEditor,
  TextEditorRevealType,
  Uri,
  window,
} from 'vscode';
import {
  AnnotationRequest,
  type NextArguments,
  type NextResult,
} from '../../../server/src/annotationProtocol.ts';
import { say } from '../messages.ts';
import type { Server } from '../server.ts';
import { lineBelow, selectedLines } from './lines.ts';

/** Leads from one line to be decided to the next, over all sources. */
export class Review {
  readonly #server: Server;
  /** Where the user was led last. */
  #at: { readonly uri: string; readonly line: number } | undefined;
  #left: number | undefined;

  constructor(server: Server) {
    this.#server = server;
  }

  /** How many lines were left when the user was led last. */
  get left(): number | undefined {
    return this.#left;
  }

  /** Goes to the least certain line of all sources. `skip`: the line of this editor comes last. */
  async next(skip?: TextEditor): Promise<void> {
    await this.#server.start();
    const params: NextArguments = skip
      ? { skip: { uri: skip.document.uri.toString(), line: skip.selection.active.line } }
      : {};
    const next = await this.#server.request<NextArguments, NextResult>(
      AnnotationRequest.next,
      params,
    );
    this.#left = next?.left ?? 0;
    if (!next) {
      this.#at = undefined;
      say(l10n.t('every line is decided or reviewed: nothing is left to review.'));
      return;
    }
    const uri = Uri.parse(next.uri);
    await goTo(uri, next.line);
    this.#at = { uri: uri.toString(), line: next.line };
  }

  /** After a decision: to the next to review where the user was led here, else to the line below. */
  async goOn(editor: TextEditor): Promise<void> {
    if (this.#led(editor)) await this.next();
    else await goDown(editor);
  }

  #led({ document, selection }: TextEditor): boolean {
    const { uri, line } = this.#at ?? {};
    return uri === document.uri.toString() && line === selection.active.line;
  }
}

/** Shows a line of a source in the active group, in the middle of the editor. */
export async function goTo(uri: Uri, line: number): Promise<void> {
  const shown = window.activeTextEditor;
  const editor =
    shown?.document.uri.toString() === uri.toString() ? shown : await window.showTextDocument(uri);
  await select(editor, line);
}

async function goDown(editor: TextEditor): Promise<void> {
  const { document, selections } = editor;
  const last = selectedLines(selections).at(-1);
  const below = last && lineBelow(document, last.endLine);
  if (below === undefined) say(l10n.t('this is the end of the source.'));
  else await select(editor, below);
}

/**
 * Puts the cursor on a line, and waits until VS Code has told of it: what it tells late of where the
 * cursor was would take the place of the new one, and a quick second key would mean the wrong line.
 */
async function select(editor: TextEditor, line: number): Promise<void> {
  editor.selection = new Selection(line, 0, line, 0);
  editor.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.InCenterIfOutsideViewport);
  // Whatever VS Code answers, it answers in turn.
  await commands.executeCommand('setContext', 'galley.ledTo', line);
}
