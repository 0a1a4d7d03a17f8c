import type { NextArguments, NextResult } from '../../annotationProtocol.ts';
import type { Doubts, ReviewQueue } from '../../annotations/queue.ts';
import { notAPage } from '../../core/pageShape.ts';
import type { Parser } from '../../core/parser.ts';
import type { Source } from '../../core/source.ts';
import { keyOf as uriKeyOf } from '../../uris.ts';
import { describe } from '../words.ts';
import { type ListedSource, listSources } from './catalogue.ts';
import type { OverviewTools } from './overviews.ts';

/** How long an answer waits for sources that were not read yet, in milliseconds; the next knows more. */
const PATIENCE = 5000;
/** How old the list of sources on disk may be, in milliseconds. */
const FRESH = 10_000;
/** How many lines are remembered of a source that is not open. */
const MOST_LINES = 64;

const NONE: Doubts = { list: [], count: 0 };

interface Remembered {
  readonly key: string;
  /** What it was read with: another one once the folder learned from its labels. */
  readonly parser: Parser;
  readonly doubts: Doubts;
}

export interface ReviewTools extends OverviewTools {
  /** The parser of a source, once the model has loaded; undefined where it did not. */
  readonly parser: (uri: string) => Promise<Parser | undefined>;
  readonly warn: (message: string) => void;
}

/**
 * Which line to look at next: the least certain one over all sources. What is open is as it is there;
 * closed sources are read in the background, again when they or their annotations changed.
 */
export class NextToReview {
  readonly #tools: ReviewTools;
  readonly #closed = new Map<string, Remembered>();
  readonly #open = new WeakMap<Source, Doubts>();
  #queue: Promise<ReviewQueue> | undefined;
  #reading: Promise<void> | undefined;
  #read = Number.NEGATIVE_INFINITY;
  #abort = new AbortController();

  constructor(tools: ReviewTools) {
    this.#tools = tools;
  }

  async next({ skip }: NextArguments, signal: AbortSignal): Promise<NextResult> {
    const queue = await this.#ordered();
    if (skip) await this.#skip(queue, skip);
    await atMost(PATIENCE, this.#refresh(), signal);
    const open = await this.#openDoubts();
    const isOpen = new Set(this.#tools.session.uris.map(uriKeyOf));
    const closed = [...this.#closed].filter(([uri]) => !isOpen.has(uri));
    const next = queue.next([...open, ...closed.map(([, { doubts }]) => doubts)]);
    if (!next) return null;
    const { source: uri, line, kind, doubt } = next.doubt;
    return { uri, line, kind, doubt, left: next.left };
  }

  /** Something changed that is not open. */
  renew(): void {
    this.#read = Number.NEGATIVE_INFINITY;
  }

  /** Stops reading. */
  dispose(): void {
    this.#abort.abort();
  }

  #ordered(): Promise<ReviewQueue> {
    // Not imported above: the start of the server shall not wait for this.
    this.#queue ??= import('../../annotations.ts').then(({ ReviewQueue }) => new ReviewQueue());
    return this.#queue;
  }

  async #skip(queue: ReviewQueue, { uri, line }: NonNullable<NextArguments['skip']>) {
    const { keyOf } = await import('../../annotations.ts');
    const open = await this.#tools.session.source(uri);
    const known = this.#closed.get(uriKeyOf(uri))?.doubts.list.find((each) => each.line === line);
    if (open) queue.skip(keyOf(uri, open.source.lines, line));
    else if (known) queue.skip(known.key);
  }

  async #openDoubts(): Promise<Doubts[]> {
    const { doubtsOf } = await import('../../annotations.ts');
    const found: Doubts[] = [];
    for (const uri of this.#tools.session.uris) {
      const open = await this.#tools.session.source(uri);
      if (!open || open.page?.review) continue;
      const doubts = this.#open.get(open.source) ?? doubtsOf(uri, open.source);
      this.#open.set(open.source, doubts);
      found.push(doubts);
    }
    return found;
  }

  #refresh(): Promise<void> {
    if (performance.now() - this.#read < FRESH) return Promise.resolve();
    const { signal } = this.#abort;
    this.#reading ??= this.#readClosed(signal)
      .then(() => {
        this.#read = performance.now();
      })
      .catch((error: unknown) => this.#tools.warn(describe(error)))
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }

  async #readClosed(signal: AbortSignal): Promise<void> {
    this.#tools.records.renew();
    const { sources } = await listSources(this.#tools, signal);
    for (const each of sources) {
      if (signal.aborted) return;
      if (each.stamp === undefined) continue;
      const parser = await this.#tools.parser(each.uri);
      if (parser) await this.#take(each, parser);
      // What the client asks meanwhile comes first.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    const there = new Set(sources.map(({ uri }) => uriKeyOf(uri)));
    for (const uri of this.#closed.keys()) if (!there.has(uri)) this.#closed.delete(uri);
  }

  async #take({ uri, stamp }: ListedSource, parser: Parser): Promise<void> {
    const { digestOf } = await import('../../annotations.ts');
    const { files, records } = this.#tools;
    const stored = await records.stored(uri);
    const json = stored && (await files.at(stored.root).read(stored.file));
    const key = `${stamp} ${parser.modelHash} ${json === undefined ? '' : digestOf(json)}`;
    const known = this.#closed.get(uriKeyOf(uri));
    if (known?.key === key && known.parser === parser) return;
    const doubts = await this.#doubtsOf(uri, json, parser);
    this.#closed.set(uriKeyOf(uri), { key, parser, doubts });
  }

  async #doubtsOf(uri: string, json: string | undefined, parser: Parser): Promise<Doubts> {
    const { deserialize, doubtsOf, Page } = await import('../../annotations.ts');
    const { files, configuration, session } = this.#tools;
    try {
      const text = await files.read(uri);
      const { settings } = await configuration.of(uri);
      if (!session.document(uri)) configuration.forget(uri);
      if (text === undefined || text.length > settings.maximumSize || notAPage(text)) return NONE;
      const page = json === undefined ? undefined : new Page(text, deserialize(text, json), newId);
      if (page?.review) return NONE;
      return doubtsOf(uri, parser.parse(text, page ? { labels: page.labels() } : {}), MOST_LINES);
    } catch {
      // Whoever opens it is told what is wrong with it.
      return NONE;
    }
  }
}

/** Nothing is added to a page that is only read. */
function newId(): string {
  return '';
}

/** Waits for something, but only so long, in milliseconds, and not after nobody waits any more. */
async function atMost(time: number, pending: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, time);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
    void pending.then(end);
  });
}
