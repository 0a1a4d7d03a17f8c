import {
  commands,
  Disposable,
  type Event,
  LanguageStatusSeverity,
  languages,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { DocumentState, StatusParams } from '../../server/src/protocol.ts';
import type { Annotations } from './annotating/annotations.ts';
import { isCleanView, sourceUriOf } from './cleanView.ts';
import { say } from './messages.ts';
import { sourcesOf } from './selector.ts';
import type { Server } from './server.ts';
import {
  describeCleanView,
  describeDocument,
  describeServer,
  type StatusView,
} from './statusView.ts';
import type { StripReport } from './strip.ts';

/** Context key: whether the active editor shows a source, whatever its language. */
const IS_SOURCE = 'galley.isSource';

/** The language status item: what Galley makes of the active document, and what to do about it. */
export class Status implements Disposable {
  readonly #server: Server;
  readonly #annotations: Annotations;
  readonly #item;
  readonly #states = new Map<string, StatusParams>();
  /** What the last strip of a document did: said until the document changes. */
  readonly #reports = new Map<string, { readonly version: number; readonly text: string }>();
  readonly #disposables: Disposable;

  constructor(server: Server, annotations: Annotations, onDidStrip: Event<StripReport>) {
    this.#server = server;
    this.#annotations = annotations;
    this.#item = languages.createLanguageStatusItem('galley.status', sourcesOf(server.selector));
    this.#item.name = 'Galley';
    this.#disposables = Disposable.from(
      this.#item,
      server.onDidChangeState(() => this.#followServer()),
      server.onDidChangeDocument((params) => this.#set(params)),
      onDidStrip((report) => this.#report(report)),
      annotations.onDidChange(() => this.#show()),
      window.onDidChangeActiveTextEditor(() => this.#show()),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
    );
    this.#show();
  }

  /** What the item shows now. */
  get view(): StatusView {
    return this.#view(window.activeTextEditor?.document);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #followServer(): void {
    if (this.#server.state !== 'running') this.#states.clear();
    this.#item.selector = sourcesOf(this.#server.selector);
    this.#show();
  }

  #set(params: StatusParams): void {
    const key = keyOf(params.uri);
    // It may have been closed while this was on its way.
    if (!workspace.textDocuments.some(({ uri }) => uri.toString() === key)) return;
    this.#states.set(key, params);
    this.#show();
  }

  #report({ uri, text }: StripReport): void {
    say(text);
    const key = keyOf(uri);
    const document = workspace.textDocuments.find((each) => each.uri.toString() === key);
    if (document) this.#reports.set(key, { version: document.version, text });
    this.#show();
  }

  #forget(document: TextDocument): void {
    this.#states.delete(document.uri.toString());
    this.#reports.delete(document.uri.toString());
  }

  #show(): void {
    const document = window.activeTextEditor?.document;
    const state = this.#stateOf(document);
    const isSource = state?.type === 'source' && document !== undefined && !isCleanView(document);
    void commands.executeCommand('setContext', IS_SOURCE, isSource);
    // The box of a note is an editor too: what is shown of the source beside it stays.
    if (document?.uri.scheme !== 'comment') this.#fill(this.#view(document));
  }

  #stateOf(document: TextDocument | undefined): DocumentState | undefined {
    return document && this.#states.get(document.uri.toString())?.state;
  }

  #view(document: TextDocument | undefined): StatusView {
    if (document && isCleanView(document)) {
      return describeCleanView(this.#states.get(sourceUriOf(document.uri).toString())?.state);
    }
    const state = this.#stateOf(document);
    if (!document || !state) return describeServer(this.#server.state);
    const view = describeDocument(state, this.#annotations.of(document));
    const report = this.#reports.get(document.uri.toString());
    if (report?.version !== document.version) return view;
    return { ...view, text: report.text, detail: [view.text, view.detail].join(' · ') };
  }

  #fill({ text, detail, severity, command, busy }: StatusView): void {
    this.#item.text = text;
    this.#item.detail = detail ?? '';
    this.#item.severity = severity ?? LanguageStatusSeverity.Information;
    this.#item.command = command;
    this.#item.busy = busy ?? false;
  }
}

/** A URI as VS Code writes it: the server may escape more or less. */
function keyOf(uri: string): string {
  return Uri.parse(uri).toString();
}
