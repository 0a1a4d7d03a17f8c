import { readSettings, type Settings } from '../settings/settings.ts';

/** Asks the client for the section `galley` as it holds for a document. */
export type AskConfiguration = (uri: string) => Promise<unknown>;

/**
 * The settings of each document. Clients that answer `workspace/configuration` are asked once a
 * document until something changes; others say all with `initialize` and
 * `workspace/didChangeConfiguration`.
 */
export class Configuration {
  readonly #ask: AskConfiguration | undefined;
  readonly #warn: (message: string) => void;
  readonly #known = new Map<string, Promise<Settings>>();
  #base: unknown;

  constructor(base: unknown, ask: AskConfiguration | undefined, warn: (message: string) => void) {
    this.#base = base;
    this.#ask = ask;
    this.#warn = warn;
  }

  of(uri: string): Promise<Settings> {
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
    const section = sectionOf(said);
    if (section) this.#base = section;
  }

  async #read(uri: string): Promise<Settings> {
    if (!this.#ask) return readSettings(this.#base);
    try {
      const said = await this.#ask(uri);
      return readSettings(isFilled(said) ? said : this.#base);
    } catch (error) {
      this.#warn(`The client did not say its settings; the defaults hold. ${String(error)}`);
      return readSettings(this.#base);
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
