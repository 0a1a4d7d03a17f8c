import {
  commands,
  Disposable,
  env,
  l10n,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  type TextDocument,
  type TextEditor,
  ThemeColor,
  window,
} from 'vscode';
import type { LineKind } from '../../../server/src/annotationProtocol.ts';
import { messagesFor } from '../../../server/src/language/messages.ts';
import { Command } from '../commandIds.ts';
import { say } from '../messages.ts';
import type { Server } from '../server.ts';
import type { Annotations } from './annotations.ts';
import { keysTable } from './keysTable.ts';
import { kindNow, sureness } from './kindPicker.ts';
import { ReadOnly } from './readonly.ts';
import type { Review } from './review.ts';

/** Context key: whether single keys label the lines of the active editor. */
const IS_LABELLING = 'galley.labelling';

/**
 * The mode in which single letters label lines. It holds for the window; its keys work in sources
 * only, which are read-only meanwhile.
 */
export class LabelMode implements Disposable {
  readonly #server: Server;
  readonly #annotations: Annotations;
  readonly #review: Review;
  readonly #readOnly = new ReadOnly();
  readonly #item: StatusBarItem;
  readonly #hint = window.createTextEditorDecorationType({});
  readonly #disposable: Disposable;
  #isOn = false;
  /** What the context key says. */
  #isLabelling = false;
  #asked = 0;

  constructor(server: Server, annotations: Annotations, review: Review) {
    this.#server = server;
    this.#annotations = annotations;
    this.#review = review;
    this.#item = createItem();
    this.#disposable = Disposable.from(
      this.#item,
      this.#hint,
      commands.registerCommand(Command.toggleLabelMode, () => this.toggle()),
      window.onDidChangeActiveTextEditor(() => void this.#apply()),
      window.tabGroups.onDidChangeTabs(() => void this.#apply()),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === window.activeTextEditor) void this.#tell();
      }),
      annotations.onDidChange(() => void this.#apply()),
    );
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  dispose(): void {
    void commands.executeCommand('setContext', IS_LABELLING, false);
    this.#disposable.dispose();
  }

  async toggle(): Promise<void> {
    const { document } = window.activeTextEditor ?? {};
    if (!this.#isOn && !(document && this.#annotations.has(document))) {
      say(l10n.t('open a source first.'));
      return;
    }
    this.#isOn = !this.#isOn;
    await this.#apply();
    if (this.#isOn) return;
    await this.#readOnly.releaseAll();
    say(l10n.t('label mode is off.'));
  }

  /** Makes keys, read-only and what is shown fit to the mode and to the active editor. */
  async #apply(): Promise<void> {
    const { document } = window.activeTextEditor ?? {};
    const holds = this.#holdsFor(document);
    if (document && holds) await this.#readOnly.lock(document);
    else if (document) await this.#readOnly.release(document);
    const isLabelling = this.#holdsFor(document);
    if (isLabelling !== this.#isLabelling) {
      this.#isLabelling = isLabelling;
      await commands.executeCommand('setContext', IS_LABELLING, isLabelling);
    }
    await this.#tell();
  }

  #holdsFor(document: TextDocument | undefined): boolean {
    return this.#isOn && document !== undefined && this.#annotations.has(document);
  }

  /** Tells what the line at the cursor is now: behind it, and in the status bar. */
  async #tell(): Promise<void> {
    const asked = ++this.#asked;
    const editor = window.activeTextEditor;
    if (!editor || !this.#holdsFor(editor.document)) {
      this.#item.hide();
      for (const each of window.visibleTextEditors) each.setDecorations(this.#hint, []);
      return;
    }
    const now = await kindNow(this.#server, editor).catch(() => undefined);
    if (asked === this.#asked) this.#show(editor, now);
  }

  #show(editor: TextEditor, now: LineKind | undefined): void {
    const kind = now && messagesFor(env.language).kind(now.kind);
    const text = now && `${kind}, ${sureness(now)}`;
    const { left } = this.#review;
    const rest = left === undefined ? '' : ` · ${l10n.t('{0} left', left)}`;
    const mode = l10n.t('Label mode');
    this.#item.text = `$(tag) ${mode}${text ? `: ${text}` : ''}${rest}`;
    // A role that is read out when it changes: nothing else of the status bar is.
    this.#item.accessibilityInformation = {
      label: `${mode}: ${text ?? ''}${rest}`,
      role: 'status',
    };
    this.#item.show();
    for (const each of window.visibleTextEditors) {
      const { line } = each.selection.start;
      const hints = each === editor && text && !now.labelled ? [hintAt(each, line, text)] : [];
      each.setDecorations(this.#hint, hints);
    }
  }
}

function hintAt({ document }: TextEditor, line: number, text: string) {
  const after = {
    contentText: text,
    margin: '0 0 0 2em',
    // Not one of VS Code's for hints or descriptions: in light themes those can hardly be read.
    color: new ThemeColor('galley.fadedForeground'),
    backgroundColor: new ThemeColor('editorInlayHint.background'),
  };
  return { range: document.lineAt(line).range, renderOptions: { after } };
}

function createItem(): StatusBarItem {
  const item = window.createStatusBarItem('galley.labelMode', StatusBarAlignment.Left, 100);
  item.name = l10n.t('Label mode');
  item.command = Command.toggleLabelMode;
  item.backgroundColor = new ThemeColor('statusBarItem.warningBackground');
  item.tooltip = new MarkdownString(keysTable());
  return item;
}
