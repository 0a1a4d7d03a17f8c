import type { Kind } from '../core/kinds.ts';
import type { Lines } from '../core/lines.ts';
import type { Source } from '../core/source.ts';

/** A line to be looked at. */
export interface Doubt {
  /** Path or URI of the source. */
  readonly source: string;
  /** Zero-based. */
  readonly line: number;
  readonly kind: Kind;
  /**
   * How unsure the model is, 0..1: how close it is either to another kind or to stripping what a
   * person wrote, which is the worse error.
   */
  readonly doubt: number;
  /** What the line is known by: see {@link keyOf}. */
  readonly key: string;
}

/** What there is to look at in a source, the most doubtful first; `count` where not all are listed. */
export interface Doubts {
  readonly list: readonly Doubt[];
  readonly count: number;
}

/** The doubt about a line: that of its kind, or of its being boilerplate, whichever is greater. */
export function doubtOf({ confidence, boilerplate }: Source, line: number): number {
  const kind = 1 - (confidence[line] ?? 0);
  const group = 1 - Math.abs(2 * (boilerplate[line] ?? 0) - 1);
  return Math.max(kind, group);
}

/** Lines that nobody has decided about, the most doubtful first, `most` of them at most. */
export function doubtsOf(path: string, source: Source, most = Number.POSITIVE_INFINITY): Doubts {
  const found: { readonly line: number; readonly kind: Kind; readonly doubt: number }[] = [];
  source.kinds.forEach((kind, line) => {
    if (!kind || source.labels.has(line)) return;
    const doubt = doubtOf(source, line);
    if (doubt > 0) found.push({ line, kind, doubt });
  });
  found.sort((a, b) => b.doubt - a.doubt || a.line - b.line);
  const list = found
    .slice(0, most)
    .map((each) => ({ ...each, source: path, key: keyOf(path, source.lines, each.line) }));
  return { list, count: found.length };
}

/** What a line is known by: what it and the line before it say, so that it may move. */
export function keyOf(path: string, lines: Lines, line: number): string {
  const before = line > 0 ? lines.textOf(line - 1) : '';
  return `${path}\n${before}\n${lines.textOf(line)}`;
}

/** The order of review over all sources. What is skipped comes back when nothing else is left. */
export class ReviewQueue {
  readonly #skipped = new Set<string>();

  /** The next line to look at, and how many there are; undefined when all are decided. */
  next(sources: readonly Doubts[]): { readonly doubt: Doubt; readonly left: number } | undefined {
    const left = sources.reduce((sum, { count }) => sum + count, 0);
    let doubt = this.#first(sources);
    if (!doubt && left > 0) {
      this.#skipped.clear();
      doubt = this.#first(sources);
    }
    return doubt && { doubt, left };
  }

  /** Puts a line off until all others have been looked at. */
  skip(key: string): void {
    this.#skipped.add(key);
  }

  /** The most doubtful line that is not put off. */
  #first(sources: readonly Doubts[]): Doubt | undefined {
    let first: Doubt | undefined;
    for (const { list } of sources) {
      const own = list.find(({ key }) => !this.#skipped.has(key));
      if (own && (!first || comesBefore(own, first))) first = own;
    }
    return first;
  }
}

function comesBefore(one: Doubt, other: Doubt): boolean {
  if (one.doubt !== other.doubt) return one.doubt > other.doubt;
  return one.source < other.source;
}
