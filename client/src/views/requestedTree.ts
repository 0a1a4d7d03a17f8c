import {
  Disposable,
  EventEmitter,
  l10n,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  window,
} from 'vscode';
import type { Server } from '../server.ts';
import { Loader } from './loader.ts';
import { type Node, pathTo } from './node.ts';
import { type Row, rowOf } from './row.ts';

/** What a tree shows, and where it comes from. */
export interface TreeSource<R, N> {
  /** The view's id in the manifest. */
  readonly id: string;
  readonly canSelectMany?: boolean;
  /** Asks the running server. */
  ask(): Promise<R | undefined>;
  build(answer: R): readonly N[];
  itemOf(node: N): TreeItem;
  /** What the view says besides its tree; undefined is nothing. */
  headingOf(answer: R): Heading;
}

export interface Heading {
  /** Over the tree. With a message an empty view shows no welcome. */
  readonly message?: string | undefined;
  /** Beside the title. */
  readonly description?: string | undefined;
}

/**
 * A tree view that one request to the server fills. VS Code wants the tree once the view is seen:
 * nothing is asked before, and nothing again until something has changed.
 */
export class RequestedTree<R, N extends Node<N>> implements TreeDataProvider<N>, Disposable {
  readonly view: TreeView<N>;
  readonly #server: Server;
  readonly #source: TreeSource<R, N>;
  readonly #loader: Loader<R | undefined>;
  readonly #changed = new EventEmitter<undefined>();
  readonly #loaded = new EventEmitter<R>();
  readonly #disposables: Disposable;
  #roots: readonly N[] = [];

  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidLoad = this.#loaded.event;

  constructor(server: Server, source: TreeSource<R, N>) {
    this.#server = server;
    this.#source = source;
    this.#loader = new Loader(
      () => this.#ask(),
      () => this.rebuild(),
    );
    this.view = window.createTreeView(source.id, {
      treeDataProvider: this,
      canSelectMany: source.canSelectMany ?? false,
    });
    this.#disposables = Disposable.from(
      this.view,
      this.#changed,
      this.#loaded,
      server.onDidChangeAnnotations(() => this.refresh()),
      server.onDidChangeState((state) => {
        if (state === 'running' || state === 'stopped') this.refresh();
      }),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** The tree from its top, asked for where it is not there. */
  async content(): Promise<readonly N[]> {
    this.#roots = await this.#load();
    return this.#roots;
  }

  /** What the server last said. */
  async answer(): Promise<R | undefined> {
    return this.#loader.load();
  }

  /** What the server said holds no longer. */
  refresh(): void {
    this.#loader.invalidate();
  }

  /** Shows the same answer in another way. */
  rebuild(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(node?: N): Promise<N[]> {
    return [...(node ? (node.children ?? []) : await this.content())];
  }

  getParent(node: N): N | undefined {
    return pathTo(this.#roots, node.id).at(-2);
  }

  getTreeItem(node: N): TreeItem {
    return Object.assign(this.#source.itemOf(node), { id: node.id });
  }

  /** All that it would show with every branch open, from the top. */
  async rows(): Promise<readonly Row[]> {
    const rowsOf = (node: N, depth: number): Row[] => [
      rowOf(this.getTreeItem(node), depth, node),
      ...(node.children ?? []).flatMap((child) => rowsOf(child, depth + 1)),
    ];
    return (await this.content()).flatMap((node) => rowsOf(node, 0));
  }

  async #ask(): Promise<R | undefined> {
    await this.#server.start();
    return this.#source.ask();
  }

  async #load(): Promise<readonly N[]> {
    try {
      const answer = await this.#loader.load();
      if (answer === undefined) return this.#showNothing(l10n.t('The language server has stopped'));
      this.#head(this.#source.headingOf(answer));
      this.#loaded.fire(answer);
      return this.#source.build(answer);
    } catch (error) {
      return this.#showNothing(error instanceof Error ? error.message : String(error));
    }
  }

  #showNothing(message: string): readonly N[] {
    this.#head({ message });
    return [];
  }

  #head({ message, description }: Heading): void {
    // The types of VS Code 1.91 know of no view without a message, only of an empty one.
    this.view.message = message ?? '';
    this.view.description = description ?? '';
  }
}
