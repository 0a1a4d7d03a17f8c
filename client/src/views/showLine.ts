import { Range, Selection, TextEditorRevealType, Uri, window } from 'vscode';

/**
 * Opens a source at a zero-based line, or at its last one. Nothing is selected: a place that is
 * looked at decides nothing. With `preserveFocus` the keyboard stays where it is.
 */
export async function showLine(uri: string, line: number, preserveFocus = false): Promise<void> {
  const editor = await window.showTextDocument(Uri.parse(uri, true), { preserveFocus });
  const { start } = editor.document.validateRange(new Range(line, 0, line, 0));
  editor.selection = new Selection(start, start);
  editor.revealRange(new Range(start, start), TextEditorRevealType.InCenterIfOutsideViewport);
}
