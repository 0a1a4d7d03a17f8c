import { l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { DisagreementsArguments } from '../../../server/src/annotationProtocol.ts';
import { basename } from '../messages.ts';

interface SetsItem extends QuickPickItem {
  choose(): Promise<DisagreementsArguments | undefined>;
}

/** Asks whose labels are to be compared; undefined where the user leaves it as it is. */
export async function pickLabelSets(): Promise<DisagreementsArguments | undefined> {
  const items: SetsItem[] = [
    {
      label: l10n.t('The annotators of this workspace'),
      detail: l10n.t('Lines that several people labelled'),
      choose: async () => ({}),
    },
    {
      label: l10n.t('This workspace and another folder…'),
      detail: l10n.t('A copy of it with somebody else’s .galley/labels'),
      choose: withOwn,
    },
    { label: l10n.t('Two other folders…'), choose: twoFolders },
  ];
  const title = l10n.t('Compare Labels');
  const placeHolder = l10n.t('Whose labels are to be compared?');
  return (await window.showQuickPick(items, { title, placeHolder }))?.choose();
}

/** Whether somebody gave sets: VS Code calls the commands of a view with what is selected in it. */
export function areLabelSets(given: unknown): given is DisagreementsArguments {
  if (typeof given !== 'object' || given === null || 'type' in given) return false;
  const { a, b } = given as Record<keyof DisagreementsArguments, unknown>;
  return [a, b].every((each) => each === undefined || typeof each === 'string');
}

/** What the view says of the sets that it compares. */
export function labelSetsText({ a, b }: DisagreementsArguments): string | undefined {
  const names = [a, b].flatMap((uri) => (uri ? [basename(Uri.parse(uri, true))] : []));
  return names.length > 0 ? names.join(' ↔ ') : undefined;
}

async function withOwn(): Promise<DisagreementsArguments | undefined> {
  const own = workspace.workspaceFolders?.[0]?.uri;
  const other = await pickFolder(l10n.t('The folder with the other labels'));
  return own && other && { a: own.toString(), b: other.toString() };
}

async function twoFolders(): Promise<DisagreementsArguments | undefined> {
  const a = await pickFolder(l10n.t('The folder with the first labels'));
  const b = a && (await pickFolder(l10n.t('The folder with the second labels')));
  return a && b && { a: a.toString(), b: b.toString() };
}

async function pickFolder(title: string): Promise<Uri | undefined> {
  const openLabel = l10n.t('Compare');
  const chosen = await window.showOpenDialog({
    title,
    openLabel,
    canSelectFiles: false,
    canSelectFolders: true,
  });
  return chosen?.[0];
}
