import {
  type Diagnostic,
  env,
  l10n,
  languages,
  type QuickPickItem,
  type Range,
  type TextDocument,
  window,
} from 'vscode';
import { isKind, type Kind, kindsOf } from '../../server/src/core/kinds.ts';
import { messagesFor } from '../../server/src/language/messages.ts';

interface KindItem extends QuickPickItem {
  readonly boilerplate: Kind;
}

/** Asks which kind of boilerplate to strip: those that were found, the one at the cursor first. */
export async function pickKind(document: TextDocument): Promise<Kind | undefined> {
  const found = languages
    .getDiagnostics(document.uri)
    .flatMap((diagnostic) => (kindOf(diagnostic) ? [diagnostic] : []));
  const here = kindHere(document, found);
  // Problems can be switched off; then every kind is offered.
  const kinds = found.length > 0 ? new Set(found.map(kindOf)) : kindsOf('boilerplate');
  const items = [...kinds].flatMap((kind) =>
    kind ? [itemOf(document, kind, found, kind === here)] : [],
  );
  items.sort((one, other) => Number(other.boilerplate === here) - Number(one.boilerplate === here));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Strip Boilerplate of This Kind'),
    placeHolder: l10n.t('Which kind is to go?'),
    matchOnDescription: true,
  });
  return picked?.boilerplate;
}

function itemOf(
  document: TextDocument,
  kind: Kind,
  found: readonly Diagnostic[],
  isHere: boolean,
): KindItem {
  const blocks = found.filter((diagnostic) => kindOf(diagnostic) === kind);
  const lines = blocks.reduce((sum, { range }) => sum + filledLines(document, range), 0);
  const description = l10n.t('blocks: {0}, lines: {1}', blocks.length, lines);
  return {
    boilerplate: kind,
    label: messagesFor(env.language).kind(kind),
    ...(blocks.length > 0 && { description }),
    ...(isHere && { detail: l10n.t('The block at the cursor') }),
  };
}

function filledLines(document: TextDocument, range: Range): number {
  // Problems may still be those of a longer version.
  const { start, end } = document.validateRange(range);
  let count = 0;
  for (let line = start.line; line <= end.line; line++) {
    if (!document.lineAt(line).isEmptyOrWhitespace) count++;
  }
  return count;
}

function kindHere(document: TextDocument, found: readonly Diagnostic[]): Kind | undefined {
  const editor = window.activeTextEditor;
  if (editor?.document !== document) return undefined;
  const block = found.find(({ range }) => range.contains(editor.selection.active));
  return block && kindOf(block);
}

/** The kind that one of Galley's diagnostics is about. */
function kindOf({ source, code }: Diagnostic): Kind | undefined {
  if (source !== 'galley') return undefined;
  const value = typeof code === 'object' ? code.value : code;
  return isKind(value) ? value : undefined;
}
