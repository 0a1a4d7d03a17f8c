import { commands, Disposable } from 'vscode';
import { Command } from '../commandIds.ts';
import type { Server } from '../server.ts';
import { DisagreementsView } from './disagreementsView.ts';
import { followSources } from './followSources.ts';
import { OrphansView } from './orphansView.ts';
import { registerReviewing } from './reviewing.ts';
import type { Row } from './row.ts';
import { SourcesView } from './sourcesView.ts';

export type ViewName = 'sources' | 'orphans' | 'disagreements';

export interface ViewContent {
  readonly rows: readonly Row[];
  readonly message: string | undefined;
  readonly description: string | undefined;
}

/** The views of Galley's container: what there is to review, and what people are not at one about. */
export class ReviewViews implements Disposable {
  readonly sources: SourcesView;
  readonly orphans: OrphansView;
  readonly disagreements: DisagreementsView;
  readonly #disposables: Disposable;

  constructor(server: Server) {
    this.sources = new SourcesView(server);
    this.orphans = new OrphansView(server);
    this.disagreements = new DisagreementsView(server);
    this.#disposables = Disposable.from(
      this.sources,
      this.orphans,
      this.disagreements,
      // How many orphans there are is known before anybody looks at their view.
      this.sources.tree.onDidLoad(({ sources }) =>
        this.orphans.count(sources.reduce((sum, { orphans }) => sum + orphans, 0)),
      ),
      followSources(server, () => this.#refresh()),
      ...this.#registerCommands(),
      ...registerReviewing(server, () => this.sources.tree.view.selection),
    );
  }

  /** What a view shows, and the heading over it. */
  async content(name: ViewName): Promise<ViewContent> {
    const { tree } = this[name];
    const rows = await tree.rows();
    return { rows, message: tree.view.message, description: tree.view.description };
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #registerCommands(): Disposable[] {
    const { sources, orphans, disagreements } = this;
    const runs: Record<string, (target: unknown) => Promise<void> | void> = {
      [Command.filterSources]: (filter) => sources.filter(filter),
      [Command.clearSourceFilter]: () => sources.filter({}),
      [Command.refreshReview]: () => this.#refresh(),
      [Command.showOrphan]: (target) => orphans.show(target),
      [Command.reattachOrphan]: (target) => orphans.reattach(target),
      [Command.discardOrphan]: (target) => orphans.discard(target),
      [Command.compareLabels]: (sets) => disagreements.compare(sets),
      [Command.showDisagreement]: (target) => disagreements.show(target),
      [Command.nextDisagreement]: () => disagreements.next(),
      [Command.takeLeftLabel]: (target) => disagreements.take('a', target),
      [Command.takeRightLabel]: (target) => disagreements.take('b', target),
      [Command.decideDisagreement]: (target) => disagreements.decide(target),
    };
    return Object.entries(runs).map(([id, run]) => commands.registerCommand(id, run));
  }

  #refresh(): void {
    for (const { tree } of [this.sources, this.orphans, this.disagreements]) tree.refresh();
  }
}
