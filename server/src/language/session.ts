import type { Page } from '../annotations/page.ts';
import type { Parser } from '../core/parser.ts';
import type { Source } from '../core/source.ts';
import { type DocumentState, LANGUAGE_ID } from '../protocol.ts';
import { claimOf } from '../settings/files.ts';
import { isProjectFile } from '../settings/projectFile.ts';
import type { Settings } from '../settings/settings.ts';
import { keyOf, pathIn, pathOf } from '../uris.ts';
import type { Configuration, Effective } from './configuration.ts';
import type { OpenDocument } from './documents.ts';
import { type Findings, findingsOf } from './findings.ts';
import type { Messages } from './messages.ts';

/** A source that the client has open, parsed, with all that a feature asks about it. */
export interface OpenSource {
  readonly uri: string;
  readonly version: number;
  readonly source: Source;
  readonly settings: Settings;
  readonly parser: Parser;
  readonly findings: Findings;
  /** Whether a line number means the same to the client, so that edits hit the right lines. */
  readonly isCountedAlike: boolean;
  /** Whether a decision about it can be written into a project file. */
  readonly canKeep: boolean;
  /** What people decided and noted, where somebody keeps it. */
  readonly page: Page | undefined;
}

/** What a document is to the server: a source, or why it is none. */
export type View =
  | { readonly type: 'source'; readonly open: OpenSource }
  | {
      readonly type: 'other';
      readonly uri: string;
      readonly version: number;
      readonly state: Exclude<DocumentState, { type: 'source' }>;
    };

export type LoadedParser = { readonly parser: Parser } | { readonly failure: string };

/** The page of annotations of a document that was opened; undefined where there can be none. */
export type OpenAnnotations = (uri: string, text: string) => Promise<Page | undefined>;

/** Where a session gets what it does not know itself. */
export interface SessionSources {
  readonly configuration: Configuration;
  /** The parser of a document, once the model has loaded, or why it did not. */
  readonly parser: (uri: string) => Promise<LoadedParser>;
  /** Opens what people decided about a document; absent where nobody keeps it. */
  readonly annotations?: OpenAnnotations | undefined;
  /** What is said to the user. */
  readonly messages: Messages;
  /** Whether every document of the client is a source. */
  readonly all: boolean;
}

/** The documents that the client has open, and what the features see of them. */
export class Session {
  readonly #documents = new Map<string, OpenDocument>();
  /** The documents whose annotations were read, or are being read. */
  readonly #annotated = new WeakMap<OpenDocument, Promise<void>>();
  readonly #sources: SessionSources;
  /** URIs of the workspace's folders. */
  #folders: readonly string[] = [];

  constructor(sources: SessionSources) {
    this.#sources = sources;
  }

  get uris(): readonly string[] {
    return [...this.#documents.keys()];
  }

  /** URIs of the workspace's folders. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    const gone = new Set(removed.map(keyOf));
    const kept = this.#folders.filter((folder) => !gone.has(folder));
    this.#folders = [...kept, ...added.map(keyOf)];
  }

  open(document: OpenDocument): void {
    this.#documents.set(document.uri, document);
  }

  document(uri: string): OpenDocument | undefined {
    return this.#documents.get(uri);
  }

  close(uri: string): void {
    this.reread(uri);
    this.#documents.delete(uri);
    this.#sources.configuration.forget(uri);
  }

  /** The parser of a source, once the model has loaded; undefined where it did not. */
  async parser(uri: string): Promise<Parser | undefined> {
    const loaded = await this.#sources.parser(uri);
    return 'parser' in loaded ? loaded.parser : undefined;
  }

  /** What a document is, as of now; undefined when the client does not have it open. */
  async view(uri: string): Promise<View | undefined> {
    if (!this.#documents.has(uri)) return undefined;
    const effective = await this.#sources.configuration.of(uri);
    const refused = this.#refused(uri, effective);
    if (refused) return refused;
    const parser = await this.#sources.parser(uri);
    // While the answers were on their way the document may have changed, or be gone.
    const document = this.#documents.get(uri);
    if (!document) return undefined;
    if ('failure' in parser) {
      const state = { type: 'failed', message: parser.failure } as const;
      return { type: 'other', uri, version: document.version, state };
    }
    await this.#annotate(document);
    // The same once more: who closed it waits for nothing, and what was opened anew is another document.
    if (this.#documents.get(uri) !== document) return this.view(uri);
    const { settings, project } = effective;
    document.keep(settings.keep, this.relative(uri, project?.root));
    const canKeep = this.#sources.configuration.projects?.has(uri) === true;
    return this.#refused(uri, effective) ?? viewOf(document, settings, parser.parser, canKeep);
  }

  /** The document as a source; undefined when it is none. */
  async source(uri: string): Promise<OpenSource | undefined> {
    const view = await this.view(uri);
    return view?.type === 'source' ? view.open : undefined;
  }

  /** Has the annotations of a document read again, when next somebody looks at it. */
  reread(uri: string): void {
    const document = this.#documents.get(uri);
    if (document) this.#annotated.delete(document);
  }

  async #annotate(document: OpenDocument): Promise<void> {
    const reading = this.#annotated.get(document) ?? this.#readAnnotations(document);
    if (!reading) return;
    try {
      await reading;
    } catch (error) {
      if (this.#annotated.get(document) !== reading) return this.#annotate(document);
      this.#annotated.delete(document);
      throw error;
    }
    const isOpen = this.#documents.get(document.uri) === document;
    // They were to be read again meanwhile.
    if (isOpen && this.#annotated.get(document) !== reading) await this.#annotate(document);
  }

  #readAnnotations(document: OpenDocument): Promise<void> | undefined {
    const { annotations } = this.#sources;
    if (!annotations) return undefined;
    const reading = annotations(document.uri, document.text).then((page) => {
      // An earlier reading may end after a later one.
      if (this.#annotated.get(document) === reading) document.annotate(page);
    });
    this.#annotated.set(document, reading);
    return reading;
  }

  #refused(uri: string, effective: Effective): View | undefined {
    const document = this.#documents.get(uri);
    if (!document) return undefined;
    const state = this.#stateOf(document, effective);
    if (!state) return undefined;
    document.release();
    this.#annotated.delete(document);
    return { type: 'other', uri, version: document.version, state };
  }

  #stateOf(
    document: OpenDocument,
    { settings, root }: Effective,
  ): Exclude<DocumentState, { type: 'source' }> | undefined {
    const { uri, languageId, text } = document;
    if (isProjectFile(uri)) return { type: 'notASource' };
    const declared = this.#sources.all || languageId === LANGUAGE_ID;
    const claim = claimOf({ path: this.relative(uri, root), declared }, settings);
    if (claim.type !== 'source') return claim;
    const limit = settings.maximumSize;
    if (text.length > limit) return { type: 'tooLarge', size: text.length, limit };
    if (claim.named) return undefined;
    const shape = document.notAPage();
    return shape && { type: 'notAPage', reason: this.#sources.messages.notAPage(shape) };
  }

  /** A document's path relative to the project, or else to the innermost folder that holds it. */
  relative(uri: string, root = this.folderOf(uri)): string {
    return (root === undefined ? undefined : pathIn(root, uri)) ?? pathOf(uri);
  }

  /** The URI of the workspace's innermost folder that holds a document; undefined where none does. */
  folderOf(uri: string): string | undefined {
    const holding = this.#folders.filter((folder) => pathIn(folder, uri) !== undefined);
    return holding.reduce<string | undefined>(
      (longest, each) => (longest && longest.length > each.length ? longest : each),
      undefined,
    );
  }
}

function viewOf(
  document: OpenDocument,
  settings: Settings,
  parser: Parser,
  canKeep: boolean,
): View {
  const { uri, version } = document;
  const source = document.source(parser);
  const { isCountedAlike, page } = document;
  const open = {
    uri,
    version,
    source,
    settings,
    parser,
    // Not all that is asked for needs them: an outline shall not wait for what is to be stripped.
    get findings() {
      return findingsOf(parser, source);
    },
    isCountedAlike,
    canKeep,
    page,
  };
  return { type: 'source', open };
}
