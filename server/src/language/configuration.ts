import { readSettings, type Settings } from '../settings/settings.ts';

/** Asks the client for the section `galley` as it holds for a document. */
export type AskConfiguration = (uri: string) => Promise<unknown>;

/** What holds for a document. */
export interface Effective {
  readonly settings: Settings;
  /** Path of the folder of the project file that says so; globs are relative to it. */
  readonly root?: string;
}

/** Reads the project files (`.galley/config.json`), where the server can read files. */
export interface Projects {
  /** What holds for a document that is in a project; undefined where it is in none. */
  of(uri: string): Promise<Required<Effective> | undefined>;
  /** Project files may have changed. */
  forget(): void;
}

export interface ConfigurationSources {
  /** What the client said when it initialized. */
  readonly base: unknown;
  readonly ask?: AskConfiguration | undefined;
  readonly projects?: Projects | undefined;
  readonly warn: (message: string) => void;
}

/**
 * The settings of each document: those of its project file, which replaces the user's so that the
 * editor and the command line agree, or the user's. Clients that answer `workspace/configuration`
 * are asked once a document until something changes; others say all with `initialize` and
 * `workspace/didChangeConfiguration`.
 */
export class Configuration {
  readonly #sources: ConfigurationSources;
  readonly #known = new Map<string, Promise<Effective>>();
  #base: unknown;

  constructor(sources: ConfigurationSources) {
    this.#sources = sources;
    this.#base = sources.base;
  }

  of(uri: string): Promise<Effective> {
    const known = this.#known.get(uri) ?? this.#read(uri);
    this.#known.set(uri, known);
    return known;
  }

  forget(uri: string): void {
    this.#known.delete(uri);
  }

  /** Takes the content of a `didChangeConfiguration`; one that says nothing switches nothing off. */
  change(said: unknown): void {
    this.#known.clear();
    this.#sources.projects?.forget();
    const section = sectionOf(said);
    if (section) this.#base = section;
  }

  async #read(uri: string): Promise<Effective> {
    const { ask, projects, warn } = this.#sources;
    try {
      const project = await projects?.of(uri);
      if (project) return project;
    } catch (error) {
      warn(`The project file does not hold; your own settings do. ${String(error)}`);
    }
    try {
      const said = await ask?.(uri);
      return { settings: readSettings(isFilled(said) ? said : this.#base) };
    } catch (error) {
      warn(`The client did not say its settings; the defaults hold. ${String(error)}`);
      return { settings: readSettings(this.#base) };
    }
  }
}

/** The section `galley`, nested or as dotted keys. */
function sectionOf(said: unknown): unknown {
  if (!isFilled(said)) return undefined;
  if (isFilled(said.galley)) return said.galley;
  const own = Object.entries(said).filter(([key]) => key.startsWith('galley.'));
  if (own.length === 0) return undefined;
  return Object.fromEntries(own.map(([key, value]) => [key.slice('galley.'.length), value]));
}

function isFilled(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length > 0
  );
}
