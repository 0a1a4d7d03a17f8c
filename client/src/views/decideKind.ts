import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { DisagreementView } from '../../../server/src/annotationProtocol.ts';
import { KINDS, type Kind } from '../../../server/src/core/kinds.ts';
import { kindText } from './words.ts';

interface KindItem extends QuickPickItem {
  readonly decision?: Kind;
}

/** Asks for the kind of a line on which two people differ: theirs come first. */
export async function pickDecision({ a, b, quote }: DisagreementView): Promise<Kind | undefined> {
  const theirs: KindItem[] = [a, b].map(({ kind, who }) => ({
    label: kindText(kind),
    description: who,
    decision: kind,
  }));
  const others = KINDS.filter((kind) => kind !== a.kind && kind !== b.kind);
  const items: KindItem[] = [
    ...theirs,
    { label: l10n.t('other kinds'), kind: QuickPickItemKind.Separator },
    ...others.map((kind) => ({ label: kindText(kind), decision: kind })),
  ];
  const title = l10n.t('Decide on a Kind');
  return (await window.showQuickPick(items, { title, placeHolder: quote }))?.decision;
}
