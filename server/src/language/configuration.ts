import { annotatorIn, isRecord, readSettings, type Settings } from '../settings/settings.ts';

/** Asks the client for the section `galley` as it holds for a document. */
export type AskConfiguration = (uri: string) => Promise<unknown>;

/** What a project file says. */
export interface Project {
  /** URI of the file. */
  readonly file: string;
  /** URI of the folder that it is of; its globs are relative to it. */
  readonly root: string;
  readonly settings: Settings;
  /** What stands in it. */
  readonly said: unknown;
}

/** What holds for a document. */
export interface Effective {
  readonly settings: Settings;
  /** URI of the project's folder where its file says what holds; globs are relative to it. */
  readonly root?: string;
  /** The project file, whether it says all or only which lines are kept. */
  readonly project?: Project;
  /** What the client said, where that holds. */
  readonly said?: unknown;
}

/** Reads the project files (`.galley/config.json`), where the server can read files. */
export interface Projects {
  /** Whether a document can be in a project. */
  has(uri: string): boolean;
  /** The project that a document is in; undefined where it is in none. */
  of(uri: string): Promise<Project | undefined>;
  /** The text of a project file; undefined where there is none. */
  read(file: string): Promise<string | undefined>;
  /** The text of a project file as the client has it open; undefined when it no longer has. */
  overlay(file: string, text: string | undefined): void;
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

  get projects(): Projects | undefined {
    return this.#sources.projects;
  }

  of(uri: string): Promise<Effective> {
    const known = this.#known.get(uri) ?? this.#read(uri);
    this.#known.set(uri, known);
    return known;
  }

  /** Whose decisions these are, as this person's own settings say; empty where they do not. */
  async annotator(uri: string): Promise<string> {
    return annotatorIn(await this.personal(uri));
  }

  forget(uri: string): void {
    this.#known.delete(uri);
  }

  /**
   * Takes the content of a `didChangeConfiguration`. One that says nothing of Galley changes nothing;
   * one whose section is empty takes back what earlier ones said, so that what `initialize` said holds.
   */
  change(said: unknown): void {
    this.#known.clear();
    this.projects?.forget();
    const section = sectionOf(said);
    if (section) this.#base = isFilled(section) ? section : this.#sources.base;
  }

  async #read(uri: string): Promise<Effective> {
    const project = await this.#project(uri);
    if (project && !holdsOnlyKeep(project.said)) {
      return { settings: project.settings, root: project.root, project };
    }
    const said = await this.personal(uri);
    const settings = readSettings(said);
    if (!project) return { settings, said };
    return { settings: { ...settings, keep: project.settings.keep }, project, said };
  }

  async #project(uri: string): Promise<Project | undefined> {
    try {
      return await this.projects?.of(uri);
    } catch (error) {
      this.#sources.warn(`The project file does not hold; your own settings do. ${String(error)}`);
      return undefined;
    }
  }

  /** What this person's own settings say, whatever a project does. */
  async personal(uri: string): Promise<unknown> {
    const { ask, warn } = this.#sources;
    try {
      const said = await ask?.(uri);
      return isFilled(said) ? said : this.#base;
    } catch (error) {
      warn(`The client did not say its settings; the defaults hold. ${String(error)}`);
      return this.#base;
    }
  }
}

/** A file that only says which lines are kept does not take the user's settings away. */
function holdsOnlyKeep(said: unknown): boolean {
  if (!isRecord(said) || !('keep' in said)) return false;
  return Object.keys(said).every((key) => key === 'keep' || key === '$schema');
}

/** The section `galley`, nested or as dotted keys. */
function sectionOf(said: unknown): object | undefined {
  if (!isFilled(said)) return undefined;
  // Lua writes an empty table as an empty list.
  if (typeof said.galley === 'object' && said.galley !== null) return said.galley;
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
