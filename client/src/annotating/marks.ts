import {
  type DecorationOptions,
  Disposable,
  env,
  l10n,
  OverviewRulerLane,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  Uri,
  window,
} from 'vscode';
import type { LabelView, SourceAnnotations } from '../../../server/src/annotationProtocol.ts';
import { KINDS, type Kind } from '../../../server/src/core/kinds.ts';
import { messagesFor } from '../../../server/src/language/messages.ts';
import type { Annotations } from './annotations.ts';

/** The manifest gives it its values in each kind of theme. */
const FOREGROUND = new ThemeColor('galley.labelForeground');

/** Marks the lines that people labelled: a tag in the margin, the kind behind the line, the ruler. */
export class LabelMarks implements Disposable {
  readonly #annotations: Annotations;
  readonly #types = new Map<Kind, TextEditorDecorationType>();
  readonly #disposable: Disposable;

  constructor(annotations: Annotations) {
    this.#annotations = annotations;
    this.#disposable = Disposable.from(
      annotations.onDidChange((document) => {
        for (const editor of window.visibleTextEditors) {
          if (editor.document === document) this.#mark(editor);
        }
      }),
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) this.#mark(editor);
      }),
    );
  }

  dispose(): void {
    this.#disposable.dispose();
    for (const type of this.#types.values()) type.dispose();
  }

  #mark(editor: TextEditor): void {
    const said = this.#annotations.of(editor.document);
    if (said) this.#show(editor, said);
    // While the server reads an edit, VS Code moves the marks along.
    else if (!this.#annotations.has(editor.document)) {
      for (const type of this.#types.values()) editor.setDecorations(type, []);
    }
  }

  #show(editor: TextEditor, { labels }: SourceAnnotations): void {
    for (const kind of KINDS) {
      const marks = labels
        .filter((label) => label.kind === kind)
        .map((label) => markOf(editor, label));
      if (marks.length > 0 || this.#types.has(kind)) editor.setDecorations(this.#type(kind), marks);
    }
  }

  #type(kind: Kind): TextEditorDecorationType {
    const known = this.#types.get(kind);
    if (known) return known;
    const type = window.createTextEditorDecorationType({
      light: { gutterIconPath: tag('#424242') },
      dark: { gutterIconPath: tag('#c5c5c5') },
      gutterIconSize: 'contain',
      overviewRulerColor: FOREGROUND,
      overviewRulerLane: OverviewRulerLane.Left,
      after: {
        contentText: `✓ ${messagesFor(env.language).kind(kind)}`,
        margin: '0 0 0 2em',
        color: FOREGROUND,
      },
    });
    this.#types.set(kind, type);
    return type;
  }
}

function markOf({ document }: TextEditor, { line, kind, who, when }: LabelView): DecorationOptions {
  const { range } = document.lineAt(Math.min(line, document.lineCount - 1));
  const name = messagesFor(env.language).kind(kind);
  const time = new Date(when).toLocaleString(env.language, { dateStyle: 'medium' });
  return {
    range: new Range(range.start, range.end),
    hoverMessage: l10n.t('labelled {0} by {1}, {2}', name, who, time),
  };
}

/** A tag with a check mark, in a colour. */
function tag(colour: string): Uri {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" fill="none" stroke="${colour}"><path d="M2.5 4.5h7l4 3.5-4 3.5h-7z"/><path d="M4.5 8l1.5 1.5 3-3"/></svg>`;
  return Uri.parse(`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`);
}
