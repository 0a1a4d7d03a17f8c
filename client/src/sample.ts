import { window, workspace } from 'vscode';
import sample from '../../samples/seeds/000_harbour-bridge.txt';
import { LANGUAGE_ID } from '../../server/src/protocol.ts';

/** Opens a source of our own writing to try things on: a text that is nowhere saved. */
export async function openSample(): Promise<void> {
  const open = workspace.textDocuments.find(
    (document) => document.isUntitled && document.getText() === sample,
  );
  const content = { language: LANGUAGE_ID, content: sample };
  await window.showTextDocument(open ?? (await workspace.openTextDocument(content)));
}
