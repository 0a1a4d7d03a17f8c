import { URI } from 'vscode-uri';
import type { Parser } from '../core/parser.ts';
import type { Labels, Source } from '../core/source.ts';
import { type DocumentState, LANGUAGE_ID } from '../protocol.ts';
import { claimOf } from '../settings/files.ts';
import type { Settings } from '../settings/settings.ts';
import type { Configuration } from './configuration.ts';
import type { OpenDocument } from './documents.ts';
import { type Findings, findingsOf } from './findings.ts';

/** A source that the client has open, parsed, with all that a feature asks about it. */
export interface OpenSource {
  readonly uri: string;
  readonly version: number;
  readonly source: Source;
  readonly settings: Settings;
  readonly parser: Parser;
  readonly findings: Findings;
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

/** Where a session gets what it does not know itself. */
export interface SessionSources {
  readonly configuration: Configuration;
  /** The parser, once the model has loaded, or why it did not. */
  readonly parser: () => Promise<LoadedParser>;
  /** What people decided about the lines of a document. */
  readonly labels: (uri: string, text: string) => Promise<Labels>;
  /** Whether every document of the client is a source. */
  readonly all: boolean;
}

/** The documents that the client has open, and what the features see of them. */
export class Session {
  readonly #documents = new Map<string, OpenDocument>();
  readonly #sources: SessionSources;
  /** Paths of the workspace's folders, each with a slash at its end. */
  #folders: readonly string[] = [];

  constructor(sources: SessionSources) {
    this.#sources = sources;
  }

  get uris(): readonly string[] {
    return [...this.#documents.keys()];
  }

  setFolders(uris: readonly string[]): void {
    this.#folders = uris.map((uri) => `${pathOf(uri).replace(/\/+$/, '')}/`);
  }

  open(document: OpenDocument): void {
    this.#documents.set(document.uri, document);
  }

  document(uri: string): OpenDocument | undefined {
    return this.#documents.get(uri);
  }

  close(uri: string): void {
    this.#documents.delete(uri);
    this.#sources.configuration.forget(uri);
  }

  /** What a document is, as of now; undefined when the client does not have it open. */
  async view(uri: string): Promise<View | undefined> {
    if (!this.#documents.has(uri)) return undefined;
    const settings = await this.#sources.configuration.of(uri);
    const refused = this.#refused(uri, settings);
    if (refused) return refused;
    const parser = await this.#sources.parser();
    // While the answers were on their way the document may have changed, or be gone.
    const document = this.#documents.get(uri);
    if (!document) return undefined;
    if ('failure' in parser) {
      const state = { type: 'failed', message: parser.failure } as const;
      return { type: 'other', uri, version: document.version, state };
    }
    return this.#refused(uri, settings) ?? viewOf(document, settings, parser.parser);
  }

  /** The document as a source; undefined when it is none. */
  async source(uri: string): Promise<OpenSource | undefined> {
    const view = await this.view(uri);
    return view?.type === 'source' ? view.open : undefined;
  }

  /** Reads again what people decided about a document. */
  async relabel(uri: string): Promise<void> {
    const open = await this.source(uri);
    if (!open) return;
    const labels = await this.#sources.labels(uri, open.source.text);
    const document = this.#documents.get(uri);
    if (document?.version === open.version) document.relabel(open.parser, labels);
  }

  #refused(uri: string, settings: Settings): View | undefined {
    const document = this.#documents.get(uri);
    if (!document) return undefined;
    const state = this.#stateOf(document, settings);
    if (!state) return undefined;
    document.release();
    return { type: 'other', uri, version: document.version, state };
  }

  #stateOf(
    { uri, languageId, size }: OpenDocument,
    settings: Settings,
  ): Exclude<DocumentState, { type: 'source' }> | undefined {
    const declared = this.#sources.all || languageId === LANGUAGE_ID;
    const claim = claimOf({ path: this.#relative(pathOf(uri)), declared }, settings);
    if (claim.type !== 'source') return claim;
    const limit = settings.maximumSize;
    return size > limit ? { type: 'tooLarge', size, limit } : undefined;
  }

  /** A path relative to the innermost folder that holds it. */
  #relative(path: string): string {
    const folder = this.#folders
      .filter((each) => path.startsWith(each))
      .reduce((longest, each) => (each.length > longest.length ? each : longest), '');
    return path.slice(folder.length);
  }
}

function viewOf(document: OpenDocument, settings: Settings, parser: Parser): View {
  const { uri, version } = document;
  const source = document.source(parser);
  const findings = findingsOf(parser, source);
  return { type: 'source', open: { uri, version, source, settings, parser, findings } };
}

/** The path of a URI; what is no URI is taken for a path, since clients send both. */
function pathOf(uri: string): string {
  try {
    return URI.parse(uri).path;
  } catch {
    return uri;
  }
}
