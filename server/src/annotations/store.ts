import { Finder } from './anchor.ts';
import { AnnotationError } from './checked.ts';
import type { PageContent } from './content.ts';
import { Serializer, serialize } from './jsonld.ts';
import { deserialize, deserializeAlone } from './jsonldReader.ts';
import type { Conflict } from './merge.ts';
import { Page } from './page.ts';

/** Where the pages of annotations are, in the folder that is worked on. */
export const LABELS = '.galley/labels';
const SUFFIX = '.jsonld';
/** How often a save meets somebody else's before it gives up for now. */
const ATTEMPTS = 8;

/** Files of a folder, by path relative to it, with `/`. Each call may reject as its system does. */
export interface Files {
  /** The content of a file; undefined where there is none. */
  read(path: string): Promise<string | undefined>;
  /**
   * Writes a file, all or nothing, with the folders that it needs; only if its content is what the
   * caller expects (undefined: no such file). `changed`: it is not, and nothing was written.
   */
  write(
    path: string,
    content: string,
    expected: string | undefined,
  ): Promise<'written' | 'changed'>;
  /** Removes a file under the same condition. */
  remove(path: string, expected: string): Promise<'removed' | 'changed'>;
  /** The paths of all files in a folder and below, in any order; none where it is missing. */
  list(folder: string): Promise<readonly string[]>;
}

/** A page of annotations, and what its file was when it was last read or written. */
export interface OpenPage {
  /** Path of the source relative to the folder, with `/`. */
  readonly source: string;
  readonly page: Page;
}

/** What came of a save. */
export type Saved =
  /** Stored; `merged` where others had changed the file, with what both sides changed. */
  | { readonly type: 'saved'; readonly merged: boolean; readonly conflicts: readonly Conflict[] }
  | { readonly type: 'unchanged' }
  /** Others write all the time; nothing is lost, save again. */
  | { readonly type: 'busy'; readonly conflicts: readonly Conflict[] };

/** What came of looking at the file again. */
export type Refreshed =
  | { readonly type: 'unchanged' }
  | { readonly type: 'merged'; readonly conflicts: readonly Conflict[] };

export interface StoreOptions {
  /** Makes an IRI that nothing else has. By default a random UUID. */
  readonly newId?: () => string;
}

interface Stored {
  /** What the file holds; undefined where there is none. */
  readonly json: string | undefined;
  readonly content: PageContent;
}

const NOTHING: PageContent = { annotations: [], review: undefined };

/**
 * The annotations of a folder, a file for each source. A file that cannot be read as annotations is
 * an {@link AnnotationError} that names the place in it, and is never overwritten.
 */
export class AnnotationStore {
  readonly #files: Files;
  readonly #newId: () => string;
  readonly #stored = new WeakMap<OpenPage, Stored>();
  readonly #saving = new WeakMap<OpenPage, Promise<unknown>>();
  readonly #serializers = new WeakMap<OpenPage, Serializer>();

  constructor(files: Files, { newId = randomId }: StoreOptions = {}) {
    this.#files = files;
    this.#newId = newId;
  }

  /** Reads the annotations of a source and finds their words in its text. */
  async open(source: string, text: string): Promise<OpenPage> {
    const path = pathOf(source);
    const json = await this.#files.read(path);
    const content = contentOf(path, text, json);
    const opened = { source, page: new Page(text, content, this.#newId) };
    this.#stored.set(opened, { json, content });
    return opened;
  }

  /**
   * Stores a page. Where others changed the file since, their changes are taken over first, so that
   * no write is lost. Saves of one page follow each other.
   */
  save(opened: OpenPage): Promise<Saved> {
    return this.#inTurn(opened, () => this.#save(opened));
  }

  /** Takes over what others stored; to be called when the file changed. */
  refresh(opened: OpenPage): Promise<Refreshed> {
    return this.#inTurn(opened, async () => {
      const conflicts = await this.#takeOver(opened);
      return conflicts ? { type: 'merged', conflicts } : { type: 'unchanged' };
    });
  }

  /** The sources that have a file of annotations, sorted. */
  async sources(): Promise<string[]> {
    const paths = await this.#files.list(LABELS);
    return paths.flatMap((path) => sourceOf(path) ?? []).sort();
  }

  /**
   * Moves the annotations of a source that was renamed, to another folder's store where it went
   * there. False where the new name has annotations of its own already: nothing is moved then.
   */
  async rename(
    from: string,
    to: string,
    text: string,
    store: AnnotationStore = this,
  ): Promise<boolean> {
    const path = pathOf(from);
    const json = await this.#files.read(path);
    if (json === undefined) return true;
    const { annotations, review } = contentOf(path, text, json);
    const moved = serialize(text, to, { annotations, review });
    if ((await store.#files.write(pathOf(to), moved, undefined)) === 'changed') return false;
    return (await this.#files.remove(path, json)) === 'removed';
  }

  /**
   * How much of the annotations kept under a name is found in a text, 0..1: what a source was called
   * before, when it was renamed while nobody looked. 0 where there are none.
   */
  async likeness(source: string, text: string): Promise<number> {
    const path = pathOf(source);
    const { annotations } = contentOf(path, text, await this.#files.read(path));
    const finder = new Finder(text);
    const found = annotations.filter(
      ({ target }) => typeof finder.find(target) !== 'string',
    ).length;
    return annotations.length === 0 ? 0 : found / annotations.length;
  }

  async #save(opened: OpenPage): Promise<Saved> {
    const path = pathOf(opened.source);
    const conflicts: Conflict[] = [];
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { json: expected } = this.#storedOf(opened);
      const merged = attempt > 0;
      const same: Saved = merged ? { type: 'saved', merged, conflicts } : { type: 'unchanged' };
      if (expected === undefined && opened.page.isEmpty) return same;
      const content = opened.page.content();
      const json = this.#serializer(opened).serialize(content);
      if (json === expected) return same;
      if ((await this.#files.write(path, json, expected)) === 'written') {
        this.#stored.set(opened, { json, content });
        return { type: 'saved', merged, conflicts };
      }
      conflicts.push(...((await this.#takeOver(opened)) ?? []));
    }
    return { type: 'busy', conflicts };
  }

  /** Merges what the file holds now; undefined where that is what it held before. */
  async #takeOver(opened: OpenPage): Promise<readonly Conflict[] | undefined> {
    const path = pathOf(opened.source);
    const json = await this.#files.read(path);
    const { json: known, content: base } = this.#storedOf(opened);
    if (json === known) return undefined;
    const theirs = contentOf(path, opened.page.text, json);
    const conflicts = opened.page.merge(base, theirs);
    this.#stored.set(opened, { json, content: theirs });
    return conflicts;
  }

  #storedOf(opened: OpenPage): Stored {
    return this.#stored.get(opened) ?? { json: undefined, content: NOTHING };
  }

  #serializer(opened: OpenPage): Serializer {
    const { text } = opened.page;
    let serializer = this.#serializers.get(opened);
    if (serializer?.text !== text) {
      serializer = new Serializer(text, opened.source);
      this.#serializers.set(opened, serializer);
    }
    return serializer;
  }

  async #inTurn<T>(opened: OpenPage, act: () => Promise<T>): Promise<T> {
    const turn = (this.#saving.get(opened) ?? Promise.resolve()).then(act, act);
    this.#saving.set(opened, turn);
    return turn;
  }
}

/**
 * Where the annotations of a source are kept.
 * @throws RangeError for a path that is not below the folder
 */
export function pathOf(source: string): string {
  const parts = source.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..') || source.includes('\\')) {
    throw new RangeError(`${JSON.stringify(source)} is not a path below the folder`);
  }
  return `${LABELS}/${source}${SUFFIX}`;
}

/** The source whose annotations a file holds; undefined where it is no such file. */
export function sourceOf(path: string): string | undefined {
  const isPage = path.startsWith(`${LABELS}/`) && path.endsWith(SUFFIX);
  return isPage ? path.slice(LABELS.length + 1, -SUFFIX.length) : undefined;
}

/** Reads a page by itself, as others stored it; offsets in code points. */
export function readAlone(path: string, json: string): PageContent {
  return named(path, () => deserializeAlone(json));
}

function contentOf(path: string, text: string, json: string | undefined): PageContent {
  return json === undefined ? NOTHING : named(path, () => deserialize(text, json));
}

function named<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof AnnotationError ? error.in(path) : error;
  }
}

function randomId(): string {
  return `urn:uuid:${globalThis.crypto.randomUUID()}`;
}
