import { type Disposable, StatusBarAlignment, type Uri, window } from 'vscode';

/** How long a message stays in the status bar. */
const MESSAGE_TIME = 8000;

/** The priority of what stands behind all other items. */
const LAST = Number.MIN_SAFE_INTEGER;

let last: Disposable | undefined;

/**
 * Says in the status bar what came of a command: nothing pops up, nothing ends in silence. VS Code's
 * own messages there are not read out; this one has a role that is.
 */
export function say(text: string): void {
  last?.dispose();
  const item = window.createStatusBarItem('galley.message', StatusBarAlignment.Left, LAST);
  item.name = 'Galley';
  item.text = `Galley: ${text}`;
  item.accessibilityInformation = { label: item.text, role: 'alert' };
  item.show();
  const timer = setTimeout(() => item.dispose(), MESSAGE_TIME);
  last = {
    dispose() {
      clearTimeout(timer);
      item.dispose();
    },
  };
}

export function basename({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
