import type { Kind } from '../core/kinds.ts';
import { OUTLINES_CHANGED } from '../protocol.ts';
import type { ServerContext } from '../server.ts';
import { logged, sourceOf } from './handlers.ts';
import type { OpenSource } from './session.ts';
import { flatSymbolsOf, symbolsOf } from './symbols.ts';
import type { Sync } from './sync.ts';
import { describe } from './words.ts';

/** Answers outlines, and tells a client that keeps them when one is another for the same text. */
export function registerOutlines(server: ServerContext, sync: Sync): void {
  const { connection, client, session, options } = server;
  const outlines = options.outlines ? new KeptOutlines(server) : undefined;
  connection.onDocumentSymbol(
    logged(server, async ({ textDocument: { uri } }, token) => {
      const open = await sourceOf(server, uri, token);
      outlines?.answered(uri, open);
      if (!open) return [];
      return client.nestsSymbols ? symbolsOf(open.source) : flatSymbolsOf(open.source, uri);
    }),
  );
  if (!outlines) return;
  sync.onTouch((uri) => outlines.suspect(uri));
  sync.onRenew(() => {
    for (const uri of session.uris) outlines.suspect(uri);
  });
  sync.onClose((uri) => outlines.forget(uri));
}

/** What an outline was made from: of one version, the same kinds make the same outline. */
interface Answer {
  readonly version: number;
  /** One a line; none for what is no source. */
  readonly kinds: OpenSource['source']['kinds'];
}

const NO_KINDS: readonly (Kind | null)[] = [];

/** The outlines that the client has, as far as it has no reason of its own to ask for them again. */
class KeptOutlines {
  readonly #server: ServerContext;
  readonly #answers = new Map<string, Answer>();
  readonly #suspects = new Set<string>();

  constructor(server: ServerContext) {
    this.#server = server;
  }

  answered(uri: string, open: OpenSource | undefined): void {
    const version = open?.version ?? this.#server.session.document(uri)?.version;
    if (version === undefined) return;
    this.#answers.set(uri, { version, kinds: open?.source.kinds ?? NO_KINDS });
  }

  forget(uri: string): void {
    this.#answers.delete(uri);
  }

  /** Has an outline compared with what the client has: once for all that happens in one go. */
  suspect(uri: string): void {
    const answer = this.#answers.get(uri);
    // Of another text the client asks anyway: what is typed costs nothing here.
    if (!answer || answer.version !== this.#server.session.document(uri)?.version) return;
    if (this.#suspects.size === 0) queueMicrotask(() => void this.#check());
    this.#suspects.add(uri);
  }

  async #check(): Promise<void> {
    const { connection } = this.#server;
    const uris = [...this.#suspects];
    this.#suspects.clear();
    try {
      const areStale = await Promise.all(uris.map((uri) => this.#isStale(uri)));
      const stale = uris.filter((_, index) => areStale[index]);
      if (stale.length === 0) return;
      // Until it asks for them again there is nothing more to tell.
      for (const uri of stale) this.forget(uri);
      await connection.sendNotification(OUTLINES_CHANGED);
    } catch (error) {
      connection.console.error(describe(error));
    }
  }

  async #isStale(uri: string): Promise<boolean> {
    const { session } = this.#server;
    const open = await session.source(uri);
    // It may have asked meanwhile.
    const answer = this.#answers.get(uri);
    if (!answer || answer.version !== session.document(uri)?.version) return false;
    const kinds = open?.source.kinds ?? NO_KINDS;
    return (
      kinds.length !== answer.kinds.length ||
      kinds.some((kind, line) => kind !== answer.kinds[line])
    );
  }
}
