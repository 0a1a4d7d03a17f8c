import type { Annotation } from '../../annotations/annotation.ts';
import type { Review, ReviewState } from '../../annotations/content.ts';
import type { Page } from '../../annotations/page.ts';
import type { FileSystem } from '../../files.ts';
import { joined } from '../../uris.ts';
import type { ListedSource } from './catalogue.ts';
import type { Pages } from './pages.ts';
import { reasonOf } from './pages.ts';

/** What is known of the annotations of a source. */
export interface SourceRecord {
  readonly state: ReviewState['type'];
  readonly review: Review | undefined;
  readonly labels: number;
  readonly notes: number;
  readonly orphans: readonly OrphanRecord[];
}

export interface OrphanRecord {
  readonly annotation: Annotation;
  /** Zero-based line to look at. */
  readonly line: number;
}

const UNTOUCHED: SourceRecord = {
  state: 'untouched',
  review: undefined,
  labels: 0,
  notes: 0,
  orphans: [],
};

interface Remembered {
  readonly key: string;
  readonly record: SourceRecord;
}

/** What is known of the annotations of sources, whether the client has them open or not. */
export class Records {
  readonly #pages: Pages;
  readonly #files: FileSystem;
  readonly #warn: (message: string) => void;
  readonly #known = new Map<string, Remembered>();
  /** For each folder with a `.galley`, the sources that have a file of annotations. */
  #stored = new Map<string, Promise<ReadonlySet<string>>>();

  constructor(pages: Pages, files: FileSystem, warn: (message: string) => void) {
    this.#pages = pages;
    this.#files = files;
    this.#warn = warn;
  }

  /** Which files of annotations there are is to be looked up again. */
  renew(): void {
    this.#stored = new Map();
  }

  /** What is known of a source; what is open is as it is there. */
  async of({ uri, stamp }: Pick<ListedSource, 'uri' | 'stamp'>): Promise<SourceRecord> {
    const open = this.#pages.get(uri);
    if (open) return recordOf(open.opened.page);
    const stored = await this.stored(uri);
    if (!stored) return UNTOUCHED;
    const json = await this.#files.at(stored.root).read(stored.file);
    if (json === undefined) return UNTOUCHED;
    const { digestOf, deserialize, Page } = await import('../../annotations.ts');
    const key = `${stamp} ${digestOf(json)}`;
    const known = this.#known.get(uri);
    if (known?.key === key) return known.record;
    try {
      const text = (await this.#files.read(uri)) ?? '';
      const record = recordOf(new Page(text, deserialize(text, json), () => ''));
      this.#known.set(uri, { key, record });
      return record;
    } catch (error) {
      this.#warn(`${joined(stored.root, stored.file)}: ${reasonOf(error)}`);
      return { ...UNTOUCHED, state: 'inWork' };
    }
  }

  /** Where the annotations of a source are stored, if there are any. */
  async stored(uri: string): Promise<{ readonly root: string; readonly file: string } | undefined> {
    const place = await this.#pages.places.of(uri);
    if (!place || !(await this.storedIn(place.root)).has(place.source)) return undefined;
    const { pathOf } = await import('../../annotations.ts');
    return { root: place.root, file: pathOf(place.source) };
  }

  /** The sources of a folder that have a file of annotations, by their path in it. */
  storedIn(root: string): Promise<ReadonlySet<string>> {
    const stored = this.#stored.get(root) ?? this.#look(root);
    this.#stored.set(root, stored);
    return stored;
  }

  async #look(root: string): Promise<ReadonlySet<string>> {
    return new Set(await (await this.#pages.store(root)).sources());
  }
}

function recordOf(page: Page): SourceRecord {
  const { anchored, orphans, review, state, lines } = page;
  const notes = anchored.filter(({ type }) => type === 'note').length;
  return {
    state: state.type,
    review,
    labels: anchored.length - notes,
    notes,
    orphans: orphans.map((annotation) => ({
      annotation,
      line: lines.lineAt(Math.min(annotation.target.start, page.text.length)),
    })),
  };
}
