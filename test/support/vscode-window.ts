/** What the tested parts of the client need of VS Code's window: commands, messages and threads. */
import type { URI } from 'vscode-uri';
import { groups } from './vscode-tabs.ts';

type Command = (...args: never[]) => unknown;

const registered = new Map<string, Command>();

export const commands = {
  registerCommand(id: string, run: Command) {
    registered.set(id, run);
    return { dispose: () => registered.delete(id) };
  },
  async executeCommand(id: string, ...args: never[]): Promise<unknown> {
    const run = registered.get(id);
    if (!run) throw new Error(`command '${id}' not found`);
    return run(...args);
  },
};

/** What was said in the status bar. */
export const said: string[] = [];

export const StatusBarAlignment = { Left: 1, Right: 2 };

export const window = {
  tabGroups: groups,
  get activeTextEditor() {
    const uri = groups.activeText;
    return uri && { document: { uri } };
  },
  showTextDocument: (uri: URI, options: { readonly viewColumn: number }) =>
    groups.show(uri, options),
  createStatusBarItem: () => ({
    text: '',
    show() {
      said.push(this.text);
    },
    dispose() {},
  }),
};

export const l10n = {
  t: (text: string, ...args: readonly unknown[]): string =>
    text.replace(/\{(\d+)\}/g, (_, index) => String(args[Number(index)])),
};

export const CommentMode = { Editing: 0, Preview: 1 };
export const CommentThreadState = { Unresolved: 0, Resolved: 1 };
export const CommentThreadCollapsibleState = { Collapsed: 0, Expanded: 1 };

export class Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };

  constructor(line: number, character: number, endLine: number, endCharacter: number) {
    this.start = { line, character };
    this.end = { line: endLine, character: endCharacter };
  }

  isEqual({ start, end }: Range): boolean {
    return JSON.stringify([start, end]) === JSON.stringify([this.start, this.end]);
  }
}
