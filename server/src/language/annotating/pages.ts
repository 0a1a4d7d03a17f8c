import type { Page } from '../../annotations/page.ts';
import type { AnnotationStore, OpenPage, Saved } from '../../annotations/store.ts';
import type { FileSystem } from '../../files.ts';
import { joined } from '../../uris.ts';
import { type Place, Places } from './places.ts';
import { Soon } from './soon.ts';

/** How many pages of closed sources are remembered, so that their last acts can still be undone. */
const MOST_CLOSED = 20;

/** A page of annotations that is worked on, and where it is stored. */
export interface KeptPage {
  readonly uri: string;
  readonly place: Place;
  /** URI of the file that it is stored in. */
  readonly file: string;
  readonly store: AnnotationStore;
  readonly opened: OpenPage;
}

/** What came of storing a page. */
export type Stored = Saved | { readonly type: 'failed'; readonly error: unknown };

/** The pages of annotations of the sources that are open, and of some that were. */
export class Pages {
  readonly #files: FileSystem;
  readonly #places: Places;
  readonly #warn: (message: string) => void;
  readonly #stores = new Map<string, Promise<AnnotationStore>>();
  readonly #kept = new Map<string, KeptPage>();
  /** Of the kept ones, those whose sources are closed, the longest closed first. */
  readonly #closed = new Set<string>();
  /** Of the kept ones, those that hold what could not be stored. */
  readonly #unsaved = new Set<string>();
  readonly #soon = new Soon<Stored>();
  /** What is being stored now. */
  readonly #storing = new Set<Promise<Stored>>();
  /** Why there is no page of a source, or why its file is not looked at any more. */
  readonly #problems = new Map<string, unknown>();
  #merged: (uri: string) => void = () => {};

  constructor(
    files: FileSystem,
    folderOf: (uri: string) => string | undefined,
    warn: (message: string) => void,
  ) {
    this.#files = files;
    this.#places = new Places(files, folderOf);
    this.#warn = warn;
  }

  /** Has a listener told of each page that takes over what others stored. */
  onMerge(listener: (uri: string) => void): void {
    this.#merged = listener;
  }

  get places(): Places {
    return this.#places;
  }

  /** The pages of the sources that are open. */
  get open(): readonly KeptPage[] {
    return [...this.#kept.values()].filter(({ uri }) => !this.#closed.has(uri));
  }

  /** The page of an open source. */
  get(uri: string): KeptPage | undefined {
    return this.#closed.has(uri) ? undefined : this.#kept.get(uri);
  }

  /** Why the file of a source's annotations cannot be used. */
  problem(uri: string): unknown {
    return this.#problems.get(uri);
  }

  /** The page of a source that was opened, with its words found in its text. */
  async of(uri: string, text: string): Promise<Page | undefined> {
    const remembered = this.#kept.get(uri);
    try {
      const read = remembered ?? (await this.read(uri, text));
      if (!read) return undefined;
      // Whoever asked meanwhile may have read it too, but a source has one page.
      const kept = this.#kept.get(uri) ?? read;
      remembered?.opened.page.replaceText(text);
      if (remembered || kept !== read) await this.#refresh(kept);
      this.#kept.set(uri, kept);
      this.#closed.delete(uri);
      this.#problems.delete(uri);
      return kept.opened.page;
    } catch (error) {
      this.#fails(uri, error);
      return remembered?.opened.page;
    }
  }

  /** The page of a source that is not open, kept for a while. */
  async remembered(uri: string, text: string): Promise<KeptPage | undefined> {
    await this.of(uri, text);
    const kept = this.#kept.get(uri);
    if (kept) await this.close(uri);
    return kept;
  }

  /** A page for a source that is not kept here; undefined where none can be. */
  async read(uri: string, text: string): Promise<KeptPage | undefined> {
    const place = await this.#places.of(uri);
    if (!place) return undefined;
    const store = await this.store(place.root);
    const { pathOf } = await import('../../annotations.ts');
    const file = joined(place.root, pathOf(place.source));
    return { uri, place, file, store, opened: await store.open(place.source, text) };
  }

  /** The store of a folder that has, or is to have, a `.galley`. */
  store(root: string): Promise<AnnotationStore> {
    const store = this.#stores.get(root) ?? this.#newStore(root);
    this.#stores.set(root, store);
    return store;
  }

  /**
   * Stores a page after the client got what it shows of it; acts that follow each other fast are stored together. What
   * cannot be stored stays here, and is stored with the next act.
   */
  saveSoon(kept: KeptPage): Promise<Stored> {
    this.#unsaved.add(kept.uri);
    return this.#soon.later(kept.uri, () => this.#save(kept));
  }

  /** The same at once. */
  save(kept: KeptPage): Promise<Stored> {
    return this.#soon.now(kept.uri) ?? this.#save(kept);
  }

  /** Stores all that waits to be, and waits for it: the files then hold what people decided, as far as they can. */
  async settle(): Promise<void> {
    this.#soon.allNow();
    await Promise.all(this.#storing);
  }

  /** Takes over what others stored. */
  async refresh(): Promise<void> {
    this.#places.forget();
    for (const kept of this.open) {
      try {
        await this.#refresh(kept);
        this.#problems.delete(kept.uri);
      } catch (error) {
        this.#fails(kept.uri, error);
      }
    }
  }

  /** The sources of which there is no page because its file is not what it should be. */
  get unreadable(): readonly string[] {
    return [...this.#problems.keys()].filter((uri) => !this.#kept.has(uri));
  }

  /** A source was closed; what is not stored of it is stored, or remembered. */
  async close(uri: string): Promise<void> {
    const kept = this.#kept.get(uri);
    this.#problems.delete(uri);
    if (!kept) return;
    this.#closed.add(uri);
    if (this.#unsaved.has(uri)) await this.save(kept);
    const idle = [...this.#closed].filter((each) => !this.#unsaved.has(each));
    for (const each of idle.slice(0, -MOST_CLOSED)) this.forget(each);
  }

  /** Drops the page of a source that is called otherwise now. */
  forget(uri: string): void {
    this.#kept.delete(uri);
    this.#closed.delete(uri);
    this.#unsaved.delete(uri);
    this.#problems.delete(uri);
  }

  async #save(kept: KeptPage): Promise<Stored> {
    const storing = this.#store(kept);
    this.#storing.add(storing);
    try {
      return await storing;
    } finally {
      this.#storing.delete(storing);
    }
  }

  async #store(kept: KeptPage): Promise<Stored> {
    this.#unsaved.add(kept.uri);
    try {
      const saved = await kept.store.save(kept.opened);
      if (saved.type !== 'busy') this.#unsaved.delete(kept.uri);
      if (saved.type === 'saved' && saved.merged) this.#merged(kept.uri);
      this.#problems.delete(kept.uri);
      return saved;
    } catch (error) {
      this.#fails(kept.uri, error);
      return { type: 'failed', error };
    }
  }

  async #refresh({ uri, store, opened }: KeptPage): Promise<void> {
    if ((await store.refresh(opened)).type === 'merged') this.#merged(uri);
  }

  #fails(uri: string, error: unknown): void {
    const before = this.#problems.get(uri);
    this.#problems.set(uri, error);
    if (before === undefined || reasonOf(before) !== reasonOf(error)) {
      this.#warn(`${uri}: its annotations are left as they are. ${reasonOf(error)}`);
    }
  }

  async #newStore(root: string): Promise<AnnotationStore> {
    // Not imported above: the start of the server shall not wait for this.
    const { AnnotationStore } = await import('../../annotations.ts');
    return new AnnotationStore(this.#files.at(root));
  }
}

/** What went wrong, in one line: the file and the place in it, or what the system says. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
