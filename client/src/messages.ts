import { type Uri, window } from 'vscode';

/** How long a message stays in the status bar. */
const MESSAGE_TIME = 8000;

/** Says in the status bar what came of a command: nothing pops up, nothing ends in silence. */
export function say(text: string): void {
  window.setStatusBarMessage(`Galley: ${text}`, MESSAGE_TIME);
}

export function basename({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
