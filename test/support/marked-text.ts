/** One UTF-16 unit of a text, and the line that it was written in. */
interface Unit {
  readonly unit: string;
  /** The line's number, never used again; 0 for what was typed into a line, and for line ends. */
  readonly home: number;
}

/** A line of {@link MarkedText} as it stands now, `[start, end)` without its line end. */
export interface MarkedLine {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/**
 * A text that knows of each character which line it was written in, whatever happens to it: what a
 * label is to stay on, told without any of the code that is to keep it there.
 */
export class MarkedText {
  #units: readonly Unit[] = [];
  #homes = 0;

  get text(): string {
    return this.#units.map(({ unit }) => unit).join('');
  }

  get length(): number {
    return this.#units.length;
  }

  /** Units of a new line, with a line end. */
  newLine(words: string, lineEnd: string): Unit[] {
    const home = ++this.#homes;
    return [...unitsOf(words, home), ...unitsOf(lineEnd, 0)];
  }

  typed(words: string): Unit[] {
    return unitsOf(words, 0);
  }

  cut(start: number, end: number): Unit[] {
    return this.#units.slice(start, end);
  }

  splice(start: number, end: number, units: readonly Unit[]): void {
    this.#units = [...this.#units.slice(0, start), ...units, ...this.#units.slice(end)];
  }

  /** The lines in which the characters of a range were written, white space and typed ones aside. */
  homesIn(start: number, end: number): Set<number> {
    const homes = new Set<number>();
    for (const { unit, home } of this.#units.slice(start, end)) {
      if (home > 0 && unit.trim() !== '') homes.add(home);
    }
    return homes;
  }

  /** How much of a range was written in other lines than these, 0..1; white space does not count. */
  foreignShare(start: number, end: number, homes: ReadonlySet<number>): number {
    const words = this.#units.slice(start, end).filter(({ unit }) => unit.trim() !== '');
    const foreign = words.filter(({ home }) => home > 0 && !homes.has(home));
    return foreign.length / Math.max(1, words.length);
  }

  lines(): MarkedLine[] {
    const text = this.text;
    const lines: MarkedLine[] = [];
    for (let start = 0; start <= text.length; ) {
      const rest = text.slice(start);
      const found = /\r\n|\r|\n/u.exec(rest);
      const end = found ? start + found.index : text.length;
      const next = found ? end + found[0].length : text.length + 1;
      lines.push({ start, end, next: Math.min(next, text.length) });
      start = next;
    }
    return lines;
  }
}

export type Units = readonly Unit[];

function unitsOf(text: string, home: number): Unit[] {
  return text.split('').map((unit) => ({ unit, home }));
}
