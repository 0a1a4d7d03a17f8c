import { Lines } from '../core/lines.ts';
import type { FileSystem } from '../files.ts';
import { claimOf } from '../settings/files.ts';
import type { Settings } from '../settings/settings.ts';
import { keyOf } from '../uris.ts';
import { LineIndex } from './lineIndex.ts';
import type { OpenSource, Session } from './session.ts';
import { describe } from './words.ts';

/** How old what is known of the files on disk may be, and when unused it is dropped, in milliseconds. */
const FRESH = 30_000;
const KEPT = 300_000;
/** No more different lines than these are remembered. */
const MOST_LINES = 500_000;
/** How long a hover waits for the files on disk, in milliseconds; the next one knows more. */
const PATIENCE = 250;

/**
 * On how many sources of the workspace a line stands. Nothing is read before somebody asks; then what
 * is open, and the files on disk in the background. What nobody asks for any more is freed.
 */
export class Repeats {
  readonly #session: Session;
  readonly #files: FileSystem;
  readonly #warn: (message: string) => void;
  #index = new LineIndex();
  /** Stamps of the files on disk, versions of what is open. */
  readonly #stamps = new Map<string, string>();
  #reading: Promise<void> | undefined;
  #abort = new AbortController();
  #read = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session, files: FileSystem, warn: (message: string) => void) {
    this.#session = session;
    this.#files = files;
    this.#warn = warn;
  }

  /** The number of sources on which a line of an open source stands; at least one: this. */
  async count(open: OpenSource, line: number): Promise<number> {
    this.#keepAwhile();
    await Promise.race([this.#refresh(open.settings), pause(PATIENCE)]);
    this.#takeOpen(open);
    return Math.max(1, this.#index.count(open.source.lines.textOf(line)));
  }

  /** A document was closed: what is on disk holds again. */
  close(uri: string): void {
    this.#forget(keyOf(uri));
    this.#read = Number.NEGATIVE_INFINITY;
    if (this.#session.uris.length === 0) this.free();
  }

  /** Drops all that is known, and stops reading. */
  free(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#reading = undefined;
    this.#read = Number.NEGATIVE_INFINITY;
    this.#index = new LineIndex();
    this.#stamps.clear();
  }

  #keepAwhile(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.free(), KEPT);
  }

  #takeOpen({ uri, version, source }: OpenSource): void {
    this.#take(keyOf(uri), `version ${version}`, () => source.lines);
    for (const each of this.#session.uris) {
      const document = this.#session.document(each);
      if (document?.isRead) {
        this.#take(keyOf(each), `version ${document.version}`, () => Lines.of(document.text));
      }
    }
  }

  #take(uri: string, stamp: string, lines: () => Lines): void {
    if (this.#stamps.get(uri) === stamp) return;
    this.#stamps.set(uri, stamp);
    this.#index.set(uri, lines());
  }

  #forget(uri: string): void {
    this.#index.delete(uri);
    this.#stamps.delete(uri);
  }

  /** Reads what is new on disk, unless that was done just now. */
  #refresh(settings: Settings): Promise<void> {
    if (performance.now() - this.#read < FRESH) return Promise.resolve();
    const { signal } = this.#abort;
    this.#reading ??= this.#readFiles(this.#files, settings, signal)
      .catch((error: unknown) => this.#warn(describe(error)))
      .finally(() => {
        if (signal.aborted) return;
        this.#reading = undefined;
        this.#read = performance.now();
      });
    return this.#reading;
  }

  async #readFiles(files: FileSystem, settings: Settings, signal: AbortSignal): Promise<void> {
    const open = (): Set<string> => new Set(this.#session.uris.map(keyOf));
    const seen = open();
    const wants = (path: string): boolean =>
      claimOf({ path, declared: false }, settings).type === 'source';
    for (const folder of this.#session.folders) {
      for await (const { uri, stamp } of files.walk(folder, { wants, signal })) {
        if (seen.has(uri)) continue;
        seen.add(uri);
        if (this.#stamps.get(uri) === stamp) continue;
        const text = await textOf(files, uri);
        if (signal.aborted || this.#index.size > MOST_LINES) return;
        if (open().has(uri)) continue;
        if (text === undefined) this.#forget(uri);
        else this.#take(uri, stamp, () => Lines.of(text));
      }
    }
    if (signal.aborted) return;
    for (const uri of this.#index.uris) if (!seen.has(uri)) this.#forget(uri);
  }
}

/** The text of a file; undefined where it has none, or none any more. */
async function textOf(files: FileSystem, uri: string): Promise<string | undefined> {
  try {
    return await files.read(uri);
  } catch {
    return undefined;
  }
}

function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
