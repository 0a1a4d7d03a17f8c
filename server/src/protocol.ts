/**
 * What the client and the server say to each other beyond LSP. Types and names: both sides bundle
 * this file, so it imports nothing that runs.
 */
import type { Kind } from './core/kinds.ts';

/** What a client may say as `initializationOptions`; each part is optional, junk is ignored. */
export interface InitializationOptions {
  /** Where the server in a browser's worker fetches the model's weights (`dist/model.bin`). */
  readonly modelUri?: string;
  /**
   * Which documents are sources. `matching` (the default): those whose language is
   * {@link LANGUAGE_ID}, whose name fits the language's patterns, or that `galley.sources` names.
   * `all`: every document that the client opens, for clients that choose them by themselves.
   */
  readonly documents?: 'matching' | 'all';
  /** Whether the client wants {@link STATUS} notifications; others would log them as unknown. */
  readonly status?: boolean;
  /**
   * Whether the client keeps an outline until the text changes, and so wants {@link OUTLINES_CHANGED}
   * notifications.
   */
  readonly outlines?: boolean;
  /**
   * Whether the client shows annotations: it hears when they change, is offered its own picker
   * `galley.labelLines`, and tells by itself what came of an act.
   */
  readonly annotations?: boolean;
  /**
   * Whether the client reads and writes files for the server, as `fileProtocol.ts` says. A server in
   * Node asks for those only that are not on its disk.
   */
  readonly files?: boolean;
  /** The language of what the server says, for clients whose `locale` is another (`ja`). */
  readonly locale?: string;
  /** Settings for clients without `workspace/configuration`: the content of the section `galley`. */
  readonly settings?: unknown;
}

/** The client's command that has the user pick a kind for lines: takes one `LinesArguments`. */
export const PICK_LABEL = 'galley.labelLines';

/** The language id of sources. */
export const LANGUAGE_ID = 'source-text';

/**
 * Commands that the server executes. vscode-languageclient registers each of them in VS Code when
 * the server starts, so the extension's own commands have other ids.
 */
export const ServerCommand = {
  /** Arguments: one {@link StripArguments}. Result: {@link StripResult}. */
  strip: 'galley.strip',
  /** Arguments: one {@link KeepArguments}. Result: {@link KeepResult}. */
  keep: 'galley.keep',
} as const;

export interface StripArguments {
  readonly uri: string;
  /** The version that the user saw; the server refuses when the document has moved on. */
  readonly version?: number;
  /** Only boilerplate of this kind. */
  readonly kind?: Kind;
  /** Only the block of boilerplate at this zero-based line, sure or suspected. */
  readonly line?: number;
  /** Which lines go: by default what the setting `galley.strip.policy` says. */
  readonly policy?: 'safe' | 'thorough';
  /**
   * Whether more than `galley.strip.maximumShare` goes without a question. Without it such a strip
   * asks through the client's preview of edits, and is refused where the client has none.
   */
  readonly force?: boolean;
}

/** Where lines are kept: these words in this source, or lines like them here or in the workspace. */
export type KeepScope = 'line' | 'source' | 'workspace';

/**
 * Which lines people keep: no finding names them any more, and no strip takes them. The decision goes
 * into the project's `.galley/config.json`, as an edit that can be undone.
 */
export interface KeepArguments {
  readonly uri: string;
  /** The version that the user saw; the server refuses when the document has moved on. */
  readonly version?: number;
  /** Zero-based lines, inclusive; of these, what strip could take. By default one line. */
  readonly line: number;
  readonly endLine?: number;
  readonly scope: KeepScope;
}

/** What `galley.keep` did. */
export interface KeepResult {
  /** Whether the client applied the edit. */
  readonly applied: boolean;
  /** How many rules were added. */
  readonly rules: number;
  /** The project file, where it was changed. */
  readonly file?: string;
  /** Why nothing was applied, for the user. */
  readonly message?: string;
}

/** What `galley.strip` did. */
export interface StripResult {
  /** Whether the client applied the edit; also true where there was nothing to strip. */
  readonly applied: boolean;
  /** How many blocks were stripped, and how many non-blank lines they had. */
  readonly blocks: number;
  readonly lines: number;
  /** How many blocks of the kinds asked for are in what is left, because Galley is not sure of them. */
  readonly unsure: number;
  /** Which share of the source, 0..1, was more than the ceiling; `force` strips it all the same. */
  readonly share?: number;
  /** Why nothing was applied, for the user. */
  readonly message?: string;
}

/**
 * Notification to the client: what the server makes of an open document; sent after it was opened
 * or changed, and when settings changed. Only to clients that say `status` when they initialize.
 */
export const STATUS = 'galley/status';

export interface StatusParams {
  readonly uri: string;
  /** The version of the document that the state is of. */
  readonly version: number;
  readonly state: DocumentState;
}

export type DocumentState =
  | SourceState
  /** Longer than `galley.maximumSize`; both in UTF-16 units. */
  | { readonly type: 'tooLarge'; readonly size: number; readonly limit: number }
  /** `galley.exclude` names it; `pattern` is the glob that does. */
  | { readonly type: 'excluded'; readonly pattern: string }
  /** Neither its language nor its name says that it is a source. */
  | { readonly type: 'notASource' }
  /** It is claimed as a source, but does not look like a page; `reason` says why, for the user. `galley.sources` overrules it. */
  | { readonly type: 'notAPage'; readonly reason: string }
  /** The server cannot work: the model did not load. */
  | { readonly type: 'failed'; readonly message: string };

export interface SourceState {
  readonly type: 'source';
  /** Entries of the outline's first level. */
  readonly sections: number;
  /** Blocks of boilerplate that the safe policy strips, and blocks that are only suspected. */
  readonly sure: number;
  readonly suspected: number;
  /** Non-blank lines of the document. */
  readonly lines: number;
  /** Share of the document's characters that stand in lines of boilerplate, 0..1. */
  readonly boilerplateShare: number;
}

/**
 * Notification to clients that say `outlines` when they initialize: an outline that they asked for is
 * another now, though its text is the same. LSP has refreshes for most of what labels and settings
 * change, and none for document symbols.
 */
export const OUTLINES_CHANGED = 'galley/outlinesChanged';

/** Request to the server: what holds for a document, and where it comes from. */
export const CONFIGURATION = 'galley/configuration';

export interface ConfigurationParams {
  readonly uri: string;
}

export interface ConfigurationResult {
  /** URI of the project file, where the document is in a project. */
  readonly project?: string;
  readonly settings: readonly SettingOrigin[];
}

export interface SettingOrigin {
  /** With `galley.` before it; `galley.keep` stands in project files only. */
  readonly key: string;
  readonly value: unknown;
  /** Nobody set it, the client (user or workspace settings) did, or the project file. */
  readonly origin: 'default' | 'client' | 'project';
}

/** Request to the server: the text that strip would leave of an open document. */
export const CLEAN = 'galley/clean';

export interface CleanParams {
  readonly uri: string;
  /** By default what the setting `galley.strip.policy` says. */
  readonly policy?: 'safe' | 'thorough';
}

/** Null where the document is not an open source. */
export type CleanResult = { readonly version: number; readonly text: string } | null;

/**
 * The scheme of clean views, which the server offers through `workspace/textDocumentContent` to
 * clients that have it. The client is asked to refresh a view after its source has changed.
 */
export const CLEAN_SCHEME = 'galley-clean';

/** The URI of the clean view of a source: the source's path, for its name, and its URI as query. */
export function cleanUri(uri: string): string {
  const path = /^[^:/?#]+:(?:\/\/[^/?#]*)?([^?#]*)/.exec(uri)?.[1] ?? '';
  return `${CLEAN_SCHEME}:${path.startsWith('/') ? path : `/${path}`}?${encodeURIComponent(uri)}`;
}
