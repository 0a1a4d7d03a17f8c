import type { Range, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
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
  #changed: Window | undefined;
  #isCountedAlike = true;
  #rules: readonly KeepRule[] | undefined;
  #keep: Keep | undefined;
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
      const before = this.text.length;
      const [start, end] =
        'range' in change
          ? [this.#text.offsetAt(change.range.start), this.#text.offsetAt(change.range.end)]
          : [0, before];
      this.#text = TextDocument.update(this.#text, [change], version);
      const from = Math.min(start, end);
      const to = Math.max(start, end);
      if (this.#source) this.#changed = widened(this.#changed, from, to, change.text.length);
    }
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
    const { text } = this;
    if (!this.#source || this.#changed) this.#isCountedAlike &&= areLinesCountedAlike(text);
    if (!this.#source) this.#source = parser.parse(text, { keep: this.#keep });
    else if (this.#changed) {
      const edit = editOf(this.#source.text, text, this.#changed);
      if (edit) this.#source = parser.update(this.#source, edit);
    }
    this.#changed = undefined;
    return this.#source;
  }

  /** Takes people's labels, by line of the current version; edits move them along from here. */
  relabel(parser: Parser, labels: Labels): void {
    this.#isCountedAlike &&= areLinesCountedAlike(this.text);
    this.#source = parser.parse(this.text, { labels, keep: this.#keep });
    this.#changed = undefined;
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

/** The window after a further change of `[start, end)` of the text into `length` UTF-16 units. */
function widened(window: Window | undefined, start: number, end: number, length: number): Window {
  const { oldEnd, newEnd } = window ?? { oldEnd: end, newEnd: end };
  const beyond = Math.max(0, end - newEnd);
  return {
    start: Math.min(window?.start ?? start, start),
    oldEnd: oldEnd + beyond,
    newEnd: newEnd + beyond + length - (end - start),
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
