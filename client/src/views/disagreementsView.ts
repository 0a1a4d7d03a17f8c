import { type Disposable, l10n } from 'vscode';
import {
  type AdjudicateArguments,
  AnnotationCommand,
  AnnotationRequest,
  type DisagreementsArguments,
  type DisagreementsResult,
} from '../../../server/src/annotationProtocol.ts';
import type { Kind } from '../../../server/src/core/kinds.ts';
import { say } from '../messages.ts';
import type { Server } from '../server.ts';
import { act } from './acts.ts';
import { pickDecision } from './decideKind.ts';
import { agreementText, disagreementItem } from './disagreementItems.ts';
import {
  type DisagreementNode,
  type Dispute,
  disagreementTree,
  nextOpen,
} from './disagreementTree.ts';
import { areLabelSets, labelSetsText, pickLabelSets } from './labelSets.ts';
import { RequestedTree } from './requestedTree.ts';
import { showLine } from './showLine.ts';
import { kindText } from './words.ts';

/** Lines that two people took for two kinds, and how far they agree on the others. */
export class DisagreementsView implements Disposable {
  readonly tree: RequestedTree<DisagreementsResult, DisagreementNode>;
  readonly #server: Server;
  #sets: DisagreementsArguments = {};

  constructor(server: Server) {
    this.#server = server;
    this.tree = new RequestedTree<DisagreementsResult, DisagreementNode>(server, {
      id: 'galley.disagreements',
      ask: () => server.request(AnnotationRequest.disagreements, this.#sets),
      build: disagreementTree,
      itemOf: disagreementItem,
      headingOf: (result) => ({
        message: result.units > 0 ? agreementText(result) : undefined,
        description: labelSetsText(this.#sets),
      }),
    });
  }

  dispose(): void {
    this.tree.dispose();
  }

  /** Compares two sets of labels; without any asks which. */
  async compare(given?: unknown): Promise<void> {
    const sets = areLabelSets(given) ? given : await pickLabelSets();
    if (!sets) return;
    this.#sets = sets;
    this.tree.refresh();
  }

  async show(target: unknown): Promise<void> {
    const node = this.#meant(target);
    if (node) await showLine(node.uri, node.dispute.line, true);
  }

  /** Decides for what one of them said. */
  async take(side: 'a' | 'b', target: unknown): Promise<void> {
    const node = this.#meant(target);
    if (node) await this.#decide(node, node.dispute[side].kind);
  }

  async decide(target: unknown): Promise<void> {
    const node = this.#meant(target);
    const kind = node && (await pickDecision(node.dispute));
    if (kind) await this.#decide(node, kind);
  }

  /** Goes to the next line that nobody has decided, after the selected one or the one given. */
  async next(after = this.tree.view.selection[0]?.id): Promise<void> {
    const node = nextOpen(await this.tree.content(), after);
    if (!node) {
      say(l10n.t('every line on which they differ is decided.'));
      return;
    }
    await this.tree.view.reveal(node, { select: true, focus: true });
    await showLine(node.uri, node.dispute.line, true);
  }

  async #decide(node: Dispute, kind: Kind): Promise<void> {
    const { uri, dispute } = node;
    const args: AdjudicateArguments = { uri, line: dispute.line, kind, ...this.#sets };
    const done = l10n.t('decided: {0}. Both labels are kept with it.', kindText(kind));
    if (await act(this.#server, AnnotationCommand.adjudicate, args, done)) await this.next(node.id);
  }

  /** The line that a command was called with, or else the selected one. */
  #meant(target: unknown): Dispute | undefined {
    const node = [target, ...this.tree.view.selection].find(isDispute);
    if (!node) say(l10n.t('select a line in the view “Disagreements” first.'));
    return node;
  }
}

function isDispute(target: unknown): target is Dispute {
  return (target as Partial<Dispute> | undefined)?.type === 'dispute';
}
