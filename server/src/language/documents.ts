import type { Range, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Page } from '../annotations/page.ts';
import type { Keep } from '../core/keep.ts';
import { type NotAPage, notAPage } from '../core/pageShape.ts';
import type { Parser } from '../core/parser.ts';
import { keeping, type Labels, type Source, type TextEdit } from '../core/source.ts';
import { type KeepRule, keepOf } from '../settings/keep.ts';
import { areLinesCountedAlike } from './lineEnds.ts';

/** The part of the parsed text, `[start, oldEnd)`, that `[start, newEnd)` of the text replaces. */
interface Window {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

const NO_LABELS: Labels = new Map();

/**
 * A document that the client has open. Its source is parsed when first asked for; changes are
 * gathered into one window and parsed when the source is asked for again, so that a burst of key
 * presses costs one update.
 */
export class OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  #text: TextDocument;
  #source: Source | undefined;
  /** What the source was parsed with. */
  #parser: Parser | undefined;
  #changed: Window | undefined;
  #isCountedAlike = true;
  #rules: readonly KeepRule[] | undefined;
  #keep: Keep | undefined;
  #page: Page | undefined;
  /** The last judgement of the text's shape, and the version that it was of. */
  #shape: { readonly version: number; readonly reason: NotAPage | undefined } | undefined;

  constructor(uri: string, languageId: string, version: number, text: string) {
    this.uri = uri;
    this.languageId = languageId;
    this.#text = TextDocument.create(uri, languageId, version, text);
  }

  get version(): number {
    return this.#text.version;
  }

  get text(): string {
    return this.#text.getText();
  }

  /** The range of `[start, end)` in UTF-16 offsets. */
  rangeOf(start: number, end: number): Range {
    return { start: this.#text.positionAt(start), end: this.#text.positionAt(end) };
  }

  /** Takes what the client says has changed, one change after the other. */
  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    if (changes.length === 0) this.#text = TextDocument.update(this.#text, [], version);
    for (const change of changes) {
      const before = this.text;
      const [start, end] =
        'range' in change
          ? [this.#text.offsetAt(change.range.start), this.#text.offsetAt(change.range.end)]
          : [0, before.length];
      this.#text = TextDocument.update(this.#text, [change], version);
      const window = {
        start: Math.min(start, end),
        oldEnd: Math.max(start, end),
        newEnd: Math.min(start, end) + change.text.length,
      };
      if (this.#source) this.#changed = joined(this.#changed, window);
      this.#follow(before, window, 'range' in change);
    }
  }

  /** People's annotations of the text, where somebody keeps them. */
  get page(): Page | undefined {
    return this.#page;
  }

  /** Has a page follow the text from here on; its labels hold. */
  annotate(page: Page | undefined): void {
    this.#page = page;
    // It may have been read for a text that changed since.
    page?.replaceText(this.text);
  }

  #follow(before: string, window: Window, exact: boolean): void {
    const page = this.#page;
    if (!page) return;
    const { text } = this;
    const { start, oldEnd, newEnd } = window;
    const edit = exact
      ? { start, end: oldEnd, newText: text.slice(start, newEnd) }
      : editOf(before, text, window);
    if (edit) page.edit(edit, text);
  }

  /**
   * Whether the client counts the lines of every version that was parsed as the server does. Once
   * it does not, its later changes may have hit other lines here, and the two texts may differ.
   */
  get isCountedAlike(): boolean {
    return this.#isCountedAlike;
  }

  /** Whether somebody looked at it as a source. */
  get isRead(): boolean {
    return this.#source !== undefined;
  }

  /** The source of the current version. */
  source(parser: Parser): Source {
    if (parser !== this.#parser) this.release();
    this.#parser = parser;
    const { text } = this;
    if (!this.#source || this.#changed) this.#isCountedAlike &&= areLinesCountedAlike(text);
    const labels = this.#page?.labels() ?? NO_LABELS;
    let source = this.#source ?? parser.parse(text, { labels, keep: this.#keep });
    if (this.#changed) {
      const edit = editOf(source.text, text, this.#changed);
      if (edit) source = parser.update(source, edit, { labels });
    }
    if (source.labels !== labels) source = parser.relabel(source, labels);
    this.#source = source;
    this.#changed = undefined;
    return source;
  }

  /**
   * Why the text does not look like a page. Once it does it stays one, whatever is typed: an open
   * source does not stop being one under its reader's hands.
   */
  notAPage(): NotAPage | undefined {
    const isJudged = this.#shape?.version === this.version || this.#shape?.reason === undefined;
    if (!this.#shape || !isJudged) {
      this.#shape = { version: this.version, reason: notAPage(this.text) };
    }
    return this.#shape.reason;
  }

  /** Takes the rules about lines that stay; `path` is what their globs are for. */
  keep(rules: readonly KeepRule[], path: string): void {
    if (rules === this.#rules) return;
    this.#rules = rules;
    const before = this.#keep;
    this.#keep = keepOf(rules, path);
    if (this.#source && (before || this.#keep)) this.#source = keeping(this.#source, this.#keep);
  }

  /** Frees what was parsed, for a document that is not looked at. */
  release(): void {
    this.#source = undefined;
    this.#changed = undefined;
  }
}

/** The window after a further change, whose own window is of the text before it. */
function joined(window: Window | undefined, { start, oldEnd: end, newEnd }: Window): Window {
  if (!window) return { start, oldEnd: end, newEnd };
  const beyond = Math.max(0, end - window.newEnd);
  return {
    start: Math.min(window.start, start),
    oldEnd: window.oldEnd + beyond,
    newEnd: window.newEnd + beyond + newEnd - end,
  };
}

/** The smallest edit within a window; clients that send whole texts mostly change one place. */
function editOf(before: string, after: string, window: Window): TextEdit | undefined {
  let { start, oldEnd, newEnd } = window;
  while (start < oldEnd && start < newEnd && before.charCodeAt(start) === after.charCodeAt(start))
    start++;
  while (
    oldEnd > start &&
    newEnd > start &&
    before.charCodeAt(oldEnd - 1) === after.charCodeAt(newEnd - 1)
  ) {
    oldEnd--;
    newEnd--;
  }
  if (start === oldEnd && start === newEnd) return undefined;
  return { start, end: oldEnd, newText: after.slice(start, newEnd) };
}
