import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { AgreementView } from '../../../server/src/annotationProtocol.ts';
import { Command } from '../commandIds.ts';
import type {
  DisagreementNode,
  Dispute,
  DisputedSource,
  Measure,
  Measures,
} from './disagreementTree.ts';
import { actText, excerpt, kindText, measureText } from './words.ts';

export function disagreementItem(node: DisagreementNode): TreeItem {
  switch (node.type) {
    case 'measures':
      return measuresItem(node);
    case 'measure':
      return measureItem(node);
    case 'source':
      return sourceItem(node);
    case 'dispute':
      return disputeItem(node);
  }
}

/** “κ 0.82 · α 0.81 · 111 of 120 lines alike”. */
export function agreementText({ kappa, alpha, agreed, units }: AgreementView): string {
  const alike = l10n.t('{0} of {1} lines alike', agreed, units);
  return `κ ${measureText(kappa)} · α ${measureText(alpha)} · ${alike}`;
}

function measuresItem({ of, children }: Measures): TreeItem {
  const name = of === 'kinds' ? l10n.t('Agreement by kind') : l10n.t('Agreement by source');
  const item = new TreeItem(name, TreeItemCollapsibleState.Collapsed);
  item.iconPath = new ThemeIcon('graph');
  item.accessibilityInformation = { label: `${name}, ${children.length}` };
  item.contextValue = 'measures';
  return item;
}

function measureItem({ name: given, kind, agreement }: Measure): TreeItem {
  const name = kind ? kindText(kind) : given;
  const item = new TreeItem(name);
  item.description = agreementText(agreement);
  item.tooltip = `${name}\n${item.description}`;
  item.accessibilityInformation = { label: `${name}, ${item.description}` };
  item.contextValue = 'measure';
  return item;
}

function sourceItem({ path, open }: DisputedSource): TreeItem {
  const item = new TreeItem(path, TreeItemCollapsibleState.Expanded);
  item.iconPath = new ThemeIcon('file-text');
  item.description = open === 0 ? l10n.t('all decided') : l10n.t('{0} to decide', open);
  item.accessibilityInformation = { label: `${path}, ${item.description}` };
  item.contextValue = 'source';
  return item;
}

function disputeItem(node: Dispute): TreeItem {
  const { a, b, decision, quote, line } = node.dispute;
  const pair = `${kindText(a.kind)} ↔ ${kindText(b.kind)}`;
  // What was said comes first: the actions of a row cover its end.
  const item = new TreeItem(decision ? `${pair} → ${kindText(decision.kind)}` : pair);
  item.iconPath = decision
    ? new ThemeIcon('pass-filled', new ThemeColor('testing.iconPassed'))
    : new ThemeIcon('question');
  item.description = excerpt(quote);
  const said = [a, b].map((each) => `${kindText(each.kind)}: ${actText(each)}`);
  const decided = decision
    ? l10n.t('Decided: {0}, {1}', kindText(decision.kind), actText(decision))
    : l10n.t('Not decided');
  const place = l10n.t('Line {0}', line + 1);
  item.tooltip = [quote, place, ...said, decided].join('\n');
  item.accessibilityInformation = { label: [excerpt(quote), place, ...said, decided].join(', ') };
  item.contextValue = decision ? 'dispute.decided' : 'dispute.open';
  const title = l10n.t('Show the Line');
  item.command = { command: Command.showDisagreement, title, arguments: [node] };
  return item;
}
