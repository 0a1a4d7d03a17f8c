import { l10n, Range, Selection, type TextEditor, TextEditorRevealType, Uri, window } from 'vscode';
import { basename, say } from '../messages.ts';

/**
 * Opens a source at a zero-based line, or at its last one. Nothing is selected: a place that is
 * looked at decides nothing. With `preserveFocus` the keyboard stays where it is.
 */
export async function showLine(source: string, line: number, preserveFocus = false): Promise<void> {
  const uri = Uri.parse(source, true);
  const editor = await opened(uri, preserveFocus);
  if (!editor) return;
  const { start } = editor.document.validateRange(new Range(line, 0, line, 0));
  editor.selection = new Selection(start, start);
  editor.revealRange(new Range(start, start), TextEditorRevealType.InCenterIfOutsideViewport);
}

/** A source may have been deleted, with what people said of it still stored. */
async function opened(uri: Uri, preserveFocus: boolean): Promise<TextEditor | undefined> {
  try {
    return await window.showTextDocument(uri, { preserveFocus });
  } catch {
    say(l10n.t('{0} cannot be opened: perhaps it is gone.', basename(uri)));
    return undefined;
  }
}
