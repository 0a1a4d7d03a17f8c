import {
  type Diagnostic,
  DiagnosticTag,
  Disposable,
  type Range,
  type TextEditor,
  ThemeColor,
  Uri,
  window,
  workspace,
} from 'vscode';
import { type Middleware, vsdiag } from 'vscode-languageclient';

type ProvideDiagnostics = NonNullable<Middleware['provideDiagnostics']>;

/** The manifest gives it its values in each kind of theme. */
const FOREGROUND = new ThemeColor('galley.fadedForeground');

/**
 * Fades what does not belong by a colour that can be read in every kind of theme. VS Code fades what a
 * diagnostic calls unnecessary by opacity, to a contrast of less than 3 : 1; people read these lines,
 * to decide about them.
 */
export class Fading implements Disposable {
  readonly #type = window.createTextEditorDecorationType({ color: FOREGROUND });
  readonly #ranges = new Map<string, readonly Range[]>();
  readonly #disposable: Disposable;

  constructor() {
    this.#disposable = Disposable.from(
      this.#type,
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) this.#show(editor);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => this.#ranges.delete(uri.toString())),
    );
  }

  dispose(): void {
    this.#disposable.dispose();
  }

  /** Takes the fading of diagnostics over from VS Code. */
  over(provide: ProvideDiagnostics): ProvideDiagnostics {
    return async (document, previousResultId, token, next) => {
      const report = await provide(document, previousResultId, token, next);
      const uri = document instanceof Uri ? document : document.uri;
      // A report that nothing changed says nothing of fading either.
      if (report?.kind === vsdiag.DocumentDiagnosticReportKind.full) this.#take(uri, report.items);
      return report;
    };
  }

  #take(uri: Uri, diagnostics: readonly Diagnostic[]): void {
    const faded = diagnostics.filter(({ tags }) => tags?.includes(DiagnosticTag.Unnecessary));
    for (const each of faded) each.tags = without(each.tags ?? []);
    const key = uri.toString();
    this.#ranges.set(
      key,
      faded.map(({ range }) => range),
    );
    for (const editor of window.visibleTextEditors) {
      if (editor.document.uri.toString() === key) this.#show(editor);
    }
  }

  #show(editor: TextEditor): void {
    const ranges = this.#ranges.get(editor.document.uri.toString());
    if (ranges) editor.setDecorations(this.#type, ranges);
  }
}

function without(tags: readonly DiagnosticTag[]): DiagnosticTag[] {
  return tags.filter((tag) => tag !== DiagnosticTag.Unnecessary);
}
