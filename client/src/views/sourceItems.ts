import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import type { SourceProgress, SourceView } from '../../../server/src/annotationProtocol.ts';
import type { FileNode, FolderNode, SourceNode } from './sourceTree.ts';
import {
  actText,
  labelsText,
  notesText,
  orphansText,
  progressText,
  reviewedText,
} from './words.ts';

/** Folders with more sources are opened by the user. */
const MOST_OPENED = 60;

/** Shapes, not only colours, tell them apart. */
const ICONS: Readonly<Record<SourceProgress, ThemeIcon>> = {
  untouched: new ThemeIcon('circle-large-outline'),
  inWork: new ThemeIcon('color-mode', new ThemeColor('charts.yellow')),
  reviewed: new ThemeIcon('pass-filled', new ThemeColor('testing.iconPassed')),
};

export function sourceItem(node: SourceNode): TreeItem {
  return node.type === 'folder' ? folderItem(node) : fileItem(node);
}

function folderItem({ name, progress }: FolderNode): TreeItem {
  const { Expanded, Collapsed } = TreeItemCollapsibleState;
  const item = new TreeItem(name, progress.sources > MOST_OPENED ? Collapsed : Expanded);
  item.iconPath = new ThemeIcon('folder');
  item.description = reviewedText(progress);
  item.accessibilityInformation = { label: `${name}, ${item.description}` };
  item.contextValue = 'folder';
  return item;
}

function fileItem({ name, uri, source }: FileNode): TreeItem {
  const item = new TreeItem(name);
  const facts = factsOf(source);
  item.iconPath = ICONS[source.progress];
  item.description = facts.join(' · ');
  item.tooltip = tooltipOf(source);
  item.accessibilityInformation = { label: [name, ...facts].join(', ') };
  item.contextValue = `source.${source.progress}`;
  const title = l10n.t('Open');
  item.command = { command: 'vscode.open', title, arguments: [Uri.parse(uri, true)] };
  return item;
}

function factsOf({ progress, labels, notes, orphans }: SourceView): string[] {
  return [
    progressText(progress),
    ...(labels > 0 ? [labelsText(labels)] : []),
    ...(notes > 0 ? [notesText(notes)] : []),
    ...(orphans > 0 ? [orphansText(orphans)] : []),
  ];
}

function tooltipOf(source: SourceView): string {
  const { path, review } = source;
  const facts = factsOf(source).join(' · ');
  return [path, facts, ...(review ? [l10n.t('Reviewed by {0}', actText(review))] : [])].join('\n');
}
