import type { OpenDocument } from './documents.ts';

/** The text of a file on disk; undefined where there is none. */
type Read = (uri: string) => Promise<string | undefined>;

/**
 * What stood last on disk of files that the client has open. Clients keep a document whose file was
 * deleted, and tell of it nothing that sets it apart from one that nobody has saved yet: by this the
 * first, which says nothing any more, is told from the second, in which somebody's words stand.
 */
export class SavedTexts {
  readonly #read: Read;
  readonly #texts = new Map<string, Promise<string | undefined>>();

  constructor(read: Read) {
    this.#read = read;
  }

  /** A document was opened or changed: by somebody who types, or by its client, which read the file anew. */
  touched(uri: string): void {
    this.#texts.set(uri, this.#readOr(uri, this.#texts.get(uri)));
  }

  saved({ uri, text }: OpenDocument): void {
    this.#texts.set(uri, Promise.resolve(text));
  }

  /** The file was made or changed; where it is gone already, what is known of it stays. */
  changedOnDisk(uri: string): void {
    const before = this.#texts.get(uri);
    if (before) this.#texts.set(uri, this.#readOr(uri, before));
  }

  closed(uri: string): void {
    this.#texts.delete(uri);
  }

  /** Whether a document's file was deleted, and nothing stands in the document that was not in it. */
  async isGone(document: OpenDocument): Promise<boolean> {
    const saved = await this.#texts.get(document.uri);
    if (saved === undefined || essenceOf(saved) !== essenceOf(document.text)) return false;
    return (await this.#read(document.uri).catch(() => saved)) === undefined;
  }

  async #readOr(
    uri: string,
    otherwise: Promise<string | undefined> | undefined,
  ): Promise<string | undefined> {
    // What cannot be read is not known to be written: nothing that is in the document gets lost.
    const text = await this.#read(uri).catch(() => undefined);
    return text ?? otherwise;
  }
}

/** A text without what editors add to a file or leave out: its byte order mark, its line ends. */
function essenceOf(text: string): string {
  return text
    .replace(/^\uFEFF/u, '')
    .replaceAll('\r\n', '\n')
    .trimEnd();
}
