import { l10n, type QuickPickItem, window } from 'vscode';
import type { SourceView } from '../../../server/src/annotationProtocol.ts';
import { isFiltering, type SourceFilter, STANDINGS, stands } from './sourceTree.ts';
import { standingText } from './words.ts';

/** What a pick does to the filter. */
interface FilterItem extends QuickPickItem {
  choose(): Promise<SourceFilter | undefined>;
}

/** Asks which sources to show; undefined where the user leaves it as it is. */
export async function pickFilter(
  sources: readonly SourceView[],
  now: SourceFilter,
): Promise<SourceFilter | undefined> {
  const { standing: _, ...name } = now;
  const states = STANDINGS.map((standing): FilterItem => {
    const count = sources.filter((source) => stands(source, standing)).length;
    return {
      label: standingText(standing),
      description: count.toLocaleString(),
      picked: now.standing === standing,
      choose: async () => ({ ...name, standing }),
    };
  });
  const all: FilterItem = {
    label: l10n.t('All sources'),
    description: sources.length.toLocaleString(),
    choose: async () => ({}),
  };
  const byName: FilterItem = { label: l10n.t('By name…'), choose: () => askName(now) };
  const items = [all, ...states, byName];
  const title = l10n.t('Filter Sources');
  const placeHolder = l10n.t('Which sources are to be shown?');
  const picked = await window.showQuickPick(items, { title, placeHolder });
  return picked?.choose();
}

async function askName(now: SourceFilter): Promise<SourceFilter | undefined> {
  const name = await window.showInputBox({
    title: l10n.t('Filter Sources'),
    prompt: l10n.t('A part of the path; nothing shows every name'),
    value: now.name ?? '',
  });
  return name === undefined ? undefined : { ...now, name };
}

/** What the view says of its filter; undefined where it has none. */
export function filterText(filter: SourceFilter): string | undefined {
  if (!isFiltering(filter)) return undefined;
  const { standing, name } = filter;
  const parts = [...(standing ? [standingText(standing)] : []), ...(name ? [`“${name}”`] : [])];
  return l10n.t('Filter: {0}', parts.join(' · '));
}
