import { commands, type Disposable, l10n } from 'vscode';
import { AnnotationRequest, type SourcesResult } from '../../../server/src/annotationProtocol.ts';
import type { Server } from '../server.ts';
import { type Heading, RequestedTree } from './requestedTree.ts';
import { filterText, pickFilter } from './sourceFilter.ts';
import { sourceItem } from './sourceItems.ts';
import {
  isFilter,
  isFiltering,
  progressOf,
  type SourceFilter,
  type SourceNode,
  sourceTree,
} from './sourceTree.ts';
import { reviewedText } from './words.ts';

/** Context key: whether the view leaves sources out. */
const IS_FILTERED = 'galley.sourcesAreFiltered';

/** Every source of the workspace, and how far its review is. */
export class SourcesView implements Disposable {
  readonly tree: RequestedTree<SourcesResult, SourceNode>;
  #filter: SourceFilter = {};

  constructor(server: Server) {
    this.tree = new RequestedTree<SourcesResult, SourceNode>(server, {
      id: 'galley.sources',
      canSelectMany: true,
      ask: () => server.request(AnnotationRequest.sources, {}),
      build: ({ sources }) => sourceTree(sources, this.#filter).roots,
      itemOf: sourceItem,
      headingOf: (answer) => this.#headingOf(answer),
    });
  }

  dispose(): void {
    this.tree.dispose();
  }

  /** Shows some of the sources; without a filter asks which. */
  async filter(given?: unknown): Promise<void> {
    const filter = isFilter(given) ? given : await this.#askFilter();
    if (!filter) return;
    this.#filter = filter;
    await commands.executeCommand('setContext', IS_FILTERED, isFiltering(filter));
    this.tree.rebuild();
  }

  async #askFilter(): Promise<SourceFilter | undefined> {
    const answer = await this.tree.answer();
    return pickFilter(answer?.sources ?? [], this.#filter);
  }

  #headingOf({ sources, isPartial }: SourcesResult): Heading {
    const { roots } = sourceTree(sources, this.#filter);
    const filter = filterText(this.#filter);
    const parts = [
      ...(filter ? [filter] : []),
      ...(filter && roots.length === 0 ? [l10n.t('No source is like that.')] : []),
      ...(isPartial ? [l10n.t('Only the first {0} sources are shown.', sources.length)] : []),
    ];
    return {
      message: parts.length > 0 ? parts.join(' · ') : undefined,
      description: sources.length > 0 ? reviewedText(progressOf(sources)) : undefined,
    };
  }
}
