import type { Source } from '../core/source.ts';

/** A line to be looked at. */
export interface Doubt {
  /** Path of the source. */
  readonly source: string;
  /** Zero-based. */
  readonly line: number;
  /**
   * How unsure the model is, 0..1: how close it is either to another kind or to stripping what a
   * person wrote, which is the worse error.
   */
  readonly doubt: number;
}

/** A source whose lines may be reviewed. */
export interface Reviewable {
  readonly path: string;
  readonly source: Source;
  readonly reviewed: boolean;
}

/** The doubt about a line: that of its kind, or of its being boilerplate, whichever is greater. */
export function doubtOf({ confidence, boilerplate }: Source, line: number): number {
  const kind = 1 - (confidence[line] ?? 0);
  const group = 1 - Math.abs(2 * (boilerplate[line] ?? 0) - 1);
  return Math.max(kind, group);
}

/** Lines that nobody has decided about, the most doubtful first; reviewed sources are left out. */
export function doubts(sources: Iterable<Reviewable>, least = 0): Doubt[] {
  const found: Doubt[] = [];
  for (const { path, source, reviewed } of sources) {
    if (reviewed) continue;
    source.kinds.forEach((kind, line) => {
      if (!kind || source.labels.has(line)) return;
      const doubt = doubtOf(source, line);
      if (doubt > least) found.push({ source: path, line, doubt });
    });
  }
  return found.sort(
    (a, b) =>
      b.doubt - a.doubt || (a.source < b.source ? -1 : a.source > b.source ? 1 : a.line - b.line),
  );
}

/**
 * The order of review over all sources. What is skipped comes back when nothing else is left.
 * Lines are known by what they say as well, so that a skip survives a line that moves.
 */
export class ReviewQueue {
  readonly #skipped = new Set<string>();

  /** The next line to look at, and how many there are; undefined when all are decided. */
  next(
    sources: readonly Reviewable[],
  ): { readonly doubt: Doubt; readonly left: number } | undefined {
    const all = doubts(sources);
    const texts = new Map(sources.map(({ path, source }) => [path, source]));
    const isSkipped = (doubt: Doubt): boolean =>
      this.#skipped.has(keyOf(doubt, texts.get(doubt.source)));
    let doubt = all.find((each) => !isSkipped(each));
    if (!doubt && all.length > 0) {
      this.#skipped.clear();
      doubt = all[0];
    }
    return doubt && { doubt, left: all.length };
  }

  /** Puts a line off until all others have been looked at. */
  skip(doubt: Doubt, source: Source): void {
    this.#skipped.add(keyOf(doubt, source));
  }
}

function keyOf({ source: path, line }: Doubt, source: Source | undefined): string {
  const before = source && line > 0 ? source.lines.textOf(line - 1) : '';
  return `${path}\n${before}\n${source?.lines.textOf(line) ?? line}`;
}
