import { l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { OrphanView } from '../../../server/src/annotationProtocol.ts';
import { Command } from '../commandIds.ts';
import type { Orphan, OrphanedSource, OrphanNode } from './orphanTree.ts';
import { actText, excerpt, kindText, orphansText } from './words.ts';

export function orphanItem(node: OrphanNode): TreeItem {
  return node.type === 'source' ? sourceItem(node) : lostItem(node);
}

function sourceItem({ path, children }: OrphanedSource): TreeItem {
  const item = new TreeItem(path, TreeItemCollapsibleState.Expanded);
  item.iconPath = new ThemeIcon('file-text');
  item.description = orphansText(children.length);
  item.accessibilityInformation = { label: `${path}, ${item.description}` };
  item.contextValue = 'source';
  return item;
}

function lostItem(node: Orphan): TreeItem {
  const { orphan } = node;
  const item = new TreeItem(excerpt(orphan.quote));
  const what = whatOf(orphan);
  item.iconPath = new ThemeIcon(orphan.kind ? 'tag' : 'comment');
  item.description = `${what} · ${orphan.who}`;
  item.tooltip = [what, actText(orphan), '', excerptAround(orphan)].join('\n');
  item.accessibilityInformation = { label: `${item.label}, ${what}, ${actText(orphan)}` };
  item.contextValue = 'orphan';
  const title = l10n.t('Show Where It Stood');
  item.command = { command: Command.showOrphan, title, arguments: [node] };
  return item;
}

/** The kind of a label, or the words of a note. */
function whatOf({ kind, text }: OrphanView): string {
  return kind ? kindText(kind) : l10n.t('note: {0}', excerpt(text ?? ''));
}

/** The words with what stood around them. */
function excerptAround({ prefix, quote, suffix }: OrphanView): string {
  return `…${prefix}[${quote}]${suffix}…`;
}
