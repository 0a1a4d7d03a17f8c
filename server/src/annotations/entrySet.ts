import type { Kind } from '../core/kinds.ts';
import { Lines } from '../core/lines.ts';
import type { Labels } from '../core/source.ts';
import type { Finder } from './anchor.ts';
import type { Annotation, Label } from './annotation.ts';
import { type Entry, isLabel, located } from './entries.ts';
import { kindsByLine, labelsByLine } from './labels.ts';

/** What holds of the labels of a text, worked out when first asked for. */
interface Holding {
  readonly byLine: ReadonlyMap<number, Label>;
  readonly kinds: Labels;
}

const NOTHING: Holding = { byLine: new Map(), kinds: new Map<number, Kind>() };

/** The entries of a text, by id, and which of them are the labels of which line. */
export class EntrySet {
  readonly #entries = new Map<string, Entry>();
  #text: string;
  #lines: Lines | undefined;
  #holding: Holding | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  /** The text is another one; its entries are to be moved by whoever knows how. */
  set text(text: string) {
    this.#text = text;
    this.#lines = undefined;
    this.#holding = undefined;
  }

  get lines(): Lines {
    this.#lines ??= Lines.of(this.#text);
    return this.#lines;
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  set(id: string, entry: Entry): void {
    if (this.#entries.get(id) === entry) return;
    this.#entries.set(id, entry);
    this.#holding = undefined;
  }

  delete(id: string): void {
    if (this.#entries.delete(id)) this.#holding = undefined;
  }

  /** Looks up where the words of entries stand in the text now. */
  locate(entries: readonly Entry[], finder: Finder): void {
    for (const entry of entries) this.set(entry.annotation.id, located(entry, finder));
  }

  [Symbol.iterator](): IterableIterator<[string, Entry]> {
    return this.#entries.entries();
  }

  /** An annotation that is there, anchored or not. */
  annotation(id: string): Annotation | undefined {
    const entry = this.#entries.get(id);
    return entry && !entry.removed ? entry.annotation : undefined;
  }

  /** The annotations whose words stand in the text, or the orphans. */
  present(orphan: boolean): Annotation[] {
    const found: Annotation[] = [];
    for (const { annotation, removed, orphan: isOrphan } of this.#entries.values()) {
      if (!removed && isOrphan === orphan) found.push(annotation);
    }
    return found;
  }

  /** All that are there. */
  all(): Annotation[] {
    return [...this.present(false), ...this.present(true)];
  }

  /** The label that holds for each line that has one; the same object until something changes. */
  get holding(): Holding {
    this.#holding ??= this.#hold();
    return this.#holding;
  }

  /** All labels on each line, the one that holds first. */
  allByLine(): Map<number, Label[]> {
    const lists = new Map([...this.holding.byLine].map(([line, label]) => [line, [label]]));
    for (const label of this.present(false).filter(isLabel)) {
      for (const line of labelsByLine(this.lines, [label]).keys()) {
        const list = lists.get(line);
        if (list && list[0] !== label) list.push(label);
      }
    }
    return lists;
  }

  #hold(): Holding {
    const labels = this.present(false).filter(isLabel);
    // Most sources have no labels, and need not be parted into lines for that.
    if (labels.length === 0) return NOTHING;
    const byLine = labelsByLine(this.lines, labels);
    return { byLine, kinds: kindsByLine(byLine) };
  }
}
