import type { FileSystem } from '../../files.ts';
import { joined, parentOf, pathIn } from '../../uris.ts';

/** Where the annotations of a source are kept. */
export interface Place {
  /** URI of the folder that has, or is to have, the `.galley`. */
  readonly root: string;
  /** Path of the source relative to it, with `/`. */
  readonly source: string;
}

/**
 * Finds where annotations are kept: in the nearest folder above a source that has a `.galley`, else
 * in the workspace's folder, else in the source's own; as the command line does.
 */
export class Places {
  readonly #files: FileSystem;
  readonly #folderOf: (uri: string) => string | undefined;
  /** Whether folders have a `.galley`. */
  readonly #roots = new Map<string, Promise<boolean>>();

  /** `folderOf` says the workspace's folder that holds a document. */
  constructor(files: FileSystem, folderOf: (uri: string) => string | undefined) {
    this.#files = files;
    this.#folderOf = folderOf;
  }

  /** Undefined where nothing can be kept, or the name cannot be that of a file everywhere. */
  async of(uri: string): Promise<Place | undefined> {
    const own = parentOf(uri);
    if (own === undefined || !this.#files.has(uri)) return undefined;
    const root = (await this.#nearest(own)) ?? this.#folderOf(uri) ?? own;
    const source = pathIn(root, uri);
    if (source === undefined || source.includes('\\')) return undefined;
    return { root, source };
  }

  /** Folders may have got a `.galley`, or lost it. */
  forget(): void {
    this.#roots.clear();
  }

  async #nearest(own: string): Promise<string | undefined> {
    for (
      let folder: string | undefined = own;
      folder !== undefined && this.#files.has(folder);
      folder = parentOf(folder)
    ) {
      if (await this.#isRoot(folder)) return folder;
    }
    return undefined;
  }

  #isRoot(folder: string): Promise<boolean> {
    const known = this.#roots.get(folder) ?? this.#files.exists(joined(folder, '.galley'));
    this.#roots.set(folder, known);
    return known;
  }
}
