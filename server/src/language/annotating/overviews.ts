import type {
  OrphansResult,
  OrphanView,
  SourcesResult,
  SourceView,
} from '../../annotationProtocol.ts';
import { joined, keyOf, pathIn } from '../../uris.ts';
import { type CatalogueTools, type ListedSource, listSources } from './catalogue.ts';
import type { Pages } from './pages.ts';
import type { OrphanRecord, Records } from './records.ts';

/** What views over all sources are made of. */
export interface OverviewTools extends CatalogueTools {
  readonly pages: Pages;
  readonly records: Records;
}

/** Every source of the workspace that can be reviewed, and how far its review is. */
export async function sourcesView(
  tools: OverviewTools,
  signal: AbortSignal,
): Promise<SourcesResult> {
  tools.records.renew();
  const { sources, isPartial } = await listSources(tools, signal);
  const views: SourceView[] = [];
  for (const each of sources) {
    if (signal.aborted) break;
    const { uri, path, folder } = each;
    // A text that was never saved has nowhere to keep a review.
    if (!(await tools.pages.places.of(uri))) continue;
    const { state, review, labels, notes, orphans } = await tools.records.of(each);
    const counts = { labels, notes, orphans: orphans.length };
    const said = review ? { review: { who: review.by, when: review.at } } : {};
    views.push({ uri, path, folder, progress: state, ...counts, ...said });
  }
  return { sources: views, isPartial };
}

/** The orphans of all sources, also of those that are gone. */
export async function orphansView(
  tools: OverviewTools,
  signal: AbortSignal,
): Promise<OrphansResult> {
  tools.records.renew();
  const { sources } = await listSources(tools, signal);
  const orphans: OrphanView[] = [];
  for (const each of [...sources, ...(await missing(tools, sources))]) {
    if (signal.aborted) break;
    const record = await tools.records.of(each);
    orphans.push(...record.orphans.map((orphan) => viewOf(each, orphan)));
  }
  return { orphans };
}

/** The sources that have annotations and are not there any more. */
async function missing(
  { session, files, pages, records }: OverviewTools,
  sources: readonly ListedSource[],
): Promise<ListedSource[]> {
  const roots = new Map<string, string>();
  for (const folder of session.folders) roots.set(keyOf(folder), folder);
  for (const { uri } of sources) {
    const place = await pages.places.of(uri);
    if (place) roots.set(keyOf(place.root), place.root);
  }
  const there = new Set(sources.map(({ uri }) => keyOf(uri)));
  const found: ListedSource[] = [];
  for (const root of roots.values()) {
    for (const source of await records.storedIn(root)) {
      const uri = joined(root, source);
      if (there.has(keyOf(uri)) || (await files.exists(uri))) continue;
      const folder = session.folderOf(uri) ?? root;
      found.push({ uri, path: pathIn(folder, uri) ?? source, folder, stamp: '' });
    }
  }
  return found;
}

function viewOf({ uri, path }: ListedSource, { annotation, line }: OrphanRecord): OrphanView {
  const { id, target, creator, created, modified } = annotation;
  const { quote, prefix, suffix } = target;
  const what = annotation.type === 'label' ? { kind: annotation.kind } : { text: annotation.text };
  const when = modified ?? created;
  return { uri, path, id, quote, prefix, suffix, ...what, who: creator, when, line };
}
