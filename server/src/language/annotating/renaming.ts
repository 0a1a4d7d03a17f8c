import type { FileRename } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type { ServerContext } from '../../server.ts';
import { joined } from '../../uris.ts';
import { reasonOf } from './pages.ts';

/** Has annotations go along with sources and folders that the client renames. */
export class Renaming {
  readonly #server: ServerContext;
  readonly #changed: (uri?: string) => void;

  /** `changed` is told of sources whose annotations came along. */
  constructor(server: ServerContext, changed: (uri?: string) => void) {
    this.#server = server;
    this.#changed = changed;
  }

  register(): void {
    const { connection } = this.#server;
    connection.workspace.onDidRenameFiles(async ({ files }) => {
      for (const file of files) await this.#rename(file);
      this.#changed();
    });
  }

  async #rename({ oldUri, newUri }: FileRename): Promise<void> {
    const { pages, client, connection } = this.#server;
    const problems: string[] = [];
    const attempt = async (act: () => Promise<void>): Promise<void> => {
      await act().catch((error: unknown) => problems.push(reasonOf(error)));
    };
    await pages.settle();
    await attempt(async () => {
      for (const [from, to] of await this.#sourcesIn(oldUri, newUri)) {
        // What one source fails for shall not leave those of the others behind.
        await attempt(() => this.#move(from, to));
      }
    });
    pages.places.forget();
    const [first, ...more] = problems;
    if (first !== undefined) connection.window.showWarningMessage(client.messages.notMoved(first));
    for (const each of more) connection.console.warn(client.messages.notMoved(each));
  }

  /** The sources with annotations that a renamed file is, or that a renamed folder holds. */
  async #sourcesIn(oldUri: string, newUri: string): Promise<[from: string, to: string][]> {
    const { pages } = this.#server;
    const place = await pages.places.of(oldUri);
    if (!place) return [];
    const store = await pages.store(place.root);
    const below = (await store.sources()).filter(
      (source) => source === place.source || source.startsWith(`${place.source}/`),
    );
    const target = URI.parse(newUri);
    return below.map((source) => {
      const rest = source.slice(place.source.length);
      const to = target.with({ path: target.path + rest }).toString();
      return [joined(place.root, source), to];
    });
  }

  async #move(from: string, to: string): Promise<void> {
    const { pages, files, client, session } = this.#server;
    const [old, now] = [await pages.places.of(from), await pages.places.of(to)];
    if (!old || !now) return;
    const text = session.document(to)?.text ?? (await files.read(to));
    const [store, target] = await Promise.all([pages.store(old.root), pages.store(now.root)]);
    if (!(await store.rename(old.source, now.source, text ?? '', target))) {
      throw new Error(client.messages.isTaken(now.source));
    }
    pages.forget(from);
    session.reread(to);
    this.#changed(to);
  }
}
