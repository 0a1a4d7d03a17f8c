import {
  commands,
  type Disposable,
  l10n,
  languages,
  type TextDocument,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { type Middleware, vsdiag } from 'vscode-languageclient';
import {
  CLEAN,
  CLEAN_SCHEME,
  type CleanParams,
  type CleanResult,
  cleanUri,
} from '../../server/src/protocol.ts';
import { basename, say } from './messages.ts';
import type { Server } from './server.ts';

/** Views of what strip would leave of a source: documents that the server fills, read-only. */
export class CleanViews implements Disposable {
  readonly #server: Server;
  readonly #disposable: Disposable;

  constructor(server: Server) {
    this.#server = server;
    this.#disposable = server.onDidChangeState((state) => {
      if (state === 'running') void this.#refresh();
    });
  }

  dispose(): void {
    this.#disposable.dispose();
  }

  /** Shows the clean view beside the source, which keeps the cursor. */
  async open(source: TextDocument): Promise<void> {
    const view = await this.#viewOf(source);
    if (!view) return;
    const viewColumn = ViewColumn.Beside;
    await window.showTextDocument(view, { viewColumn, preserveFocus: true, preview: false });
  }

  /** Shows in the diff editor what strip would remove. */
  async compare(source: TextDocument): Promise<void> {
    const view = await this.#viewOf(source);
    if (!view) return;
    const title = l10n.t('{0} ↔ without boilerplate', basename(source.uri));
    await commands.executeCommand('vscode.diff', source.uri, view.uri, title);
  }

  async #viewOf(source: TextDocument): Promise<TextDocument | undefined> {
    await this.#server.start();
    const uri = source.uri.toString();
    const clean = await this.#server.request<CleanParams, CleanResult>(CLEAN, { uri });
    if (!clean) {
      say(l10n.t('{0} is not a source: there is nothing to clean.', basename(source.uri)));
      return undefined;
    }
    const view = await workspace.openTextDocument(Uri.parse(cleanUri(uri)));
    if (view.languageId === source.languageId) return view;
    return languages.setTextDocumentLanguage(view, source.languageId);
  }

  /** A server that has just started knows nothing of the views that an earlier one filled. */
  async #refresh(): Promise<void> {
    await this.#server.start();
    for (const document of workspace.textDocuments.filter(isCleanView)) {
      this.#server.refreshContent(document.uri);
    }
  }
}

export function isCleanView({ uri }: Pick<TextDocument, 'uri'>): boolean {
  return uri.scheme === CLEAN_SCHEME;
}

/** The URI of the source that a clean view is of; any other URI is its own. */
export function sourceUriOf(uri: Uri): Uri {
  return uri.scheme === CLEAN_SCHEME ? Uri.parse(uri.query, true) : uri;
}

/** A clean view reads like a source, but nobody can change it: it has no problems and no fixes. */
export const cleanViewMiddleware = {
  provideTextDocumentContent: async (uri, token, next) => {
    // A window that was opened again may have the view in front and the source behind it.
    await workspace.openTextDocument(sourceUriOf(uri));
    return next(uri, token);
  },
  provideDiagnostics: (document, previousResultId, token, next) => {
    const uri = document instanceof Uri ? document : document.uri;
    if (!isCleanView({ uri })) return next(document, previousResultId, token);
    return { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] };
  },
  provideCodeActions: (document, range, context, token, next) =>
    isCleanView(document) ? [] : next(document, range, context, token),
  provideCodeLenses: (document, token, next) =>
    isCleanView(document) ? [] : next(document, token),
} satisfies Middleware;
