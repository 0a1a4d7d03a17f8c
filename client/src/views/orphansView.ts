import { type Disposable, l10n, Uri, window } from 'vscode';
import {
  type AnnotationArguments,
  AnnotationCommand,
  AnnotationRequest,
  type OrphansResult,
  type ReattachArguments,
} from '../../../server/src/annotationProtocol.ts';
import { plainRange } from '../annotating/lines.ts';
import { say } from '../messages.ts';
import type { Server } from '../server.ts';
import { act } from './acts.ts';
import { orphanItem } from './orphanItems.ts';
import { type Orphan, type OrphanNode, orphanTree } from './orphanTree.ts';
import { RequestedTree } from './requestedTree.ts';
import { showLine } from './showLine.ts';
import { orphansText } from './words.ts';

/** Labels and notes whose words are gone: a person puts them on others, or discards them. */
export class OrphansView implements Disposable {
  readonly tree: RequestedTree<OrphansResult, OrphanNode>;
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
    this.tree = new RequestedTree<OrphansResult, OrphanNode>(server, {
      id: 'galley.orphans',
      ask: () => server.request(AnnotationRequest.orphans, {}),
      build: ({ orphans }) => orphanTree(orphans),
      itemOf: orphanItem,
      headingOf: () => ({}),
    });
    this.tree.onDidLoad(({ orphans }) => this.count(orphans.length));
  }

  dispose(): void {
    this.tree.dispose();
  }

  /** Shows at the view, and at Galley's icon, how many there are. */
  count(value: number): void {
    const badge = { value, tooltip: orphansText(value) };
    // VS Code 1.91 takes undefined for no badge, but does not say so where a property is exact.
    Object.assign(this.tree.view, { badge: value > 0 ? badge : undefined });
  }

  /** Opens the source where an orphan stood. Nothing is selected: the place decides nothing. */
  async show(target: unknown): Promise<void> {
    const node = this.#meant(target);
    if (!node) return;
    await showLine(node.uri, node.orphan.line);
  }

  /** Puts an orphan on the selected words of its source; without a selection says how. */
  async reattach(target: unknown): Promise<void> {
    const node = this.#meant(target);
    if (!node) return;
    const editor = window.activeTextEditor;
    const isThere = editor?.document.uri.toString() === Uri.parse(node.uri, true).toString();
    if (!editor || !isThere || editor.selection.isEmpty) {
      await this.show(node);
      await this.tree.view.reveal(node, { select: true });
      say(l10n.t('select the words that it belongs on, then “Re-attach to Selection” once more.'));
      return;
    }
    const args: ReattachArguments = {
      uri: node.uri,
      id: node.orphan.id,
      range: plainRange(editor.selection),
    };
    const done = l10n.t('it stands on the selected words now.');
    await act(this.#server, AnnotationCommand.reattach, args, done);
  }

  /** Removes an orphan, until the user undoes that. */
  async discard(target: unknown): Promise<void> {
    const node = this.#meant(target);
    if (!node) return;
    const args: AnnotationArguments = { uri: node.uri, id: node.orphan.id };
    const done = l10n.t('discarded; “Undo Last Label” brings it back.');
    await act(this.#server, AnnotationCommand.remove, args, done);
  }

  /** The orphan that a command was called with, or else the selected one. */
  #meant(target: unknown): Orphan | undefined {
    const node = [target, ...this.tree.view.selection].find(isOrphan);
    if (!node) say(l10n.t('select an orphan in the view “Orphans” first.'));
    return node;
  }
}

function isOrphan(target: unknown): target is Orphan {
  return (target as Partial<Orphan> | undefined)?.type === 'orphan';
}
