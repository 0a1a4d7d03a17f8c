const LF = 10;
const CR = 13;

/**
 * The lines of a text, as columns of UTF-16 offsets, so that a million lines cost two arrays.
 * A line ends at LF, CRLF or a lone CR (as in LSP); a text has one line more than it has line ends.
 */
export class Lines {
  readonly text: string;
  readonly count: number;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #blanks: Uint8Array;

  private constructor(text: string, starts: Uint32Array, ends: Uint32Array, blanks: Uint8Array) {
    this.text = text;
    this.count = starts.length;
    this.#starts = starts;
    this.#ends = ends;
    this.#blanks = blanks;
  }

  static of(text: string): Lines {
    const { starts, ends, blanks } = columnsOf(text, 0, text.length, true);
    return new Lines(text, starts, ends, blanks);
  }

  /**
   * The lines of `text`, which differs from this one only in lines `[from, from + removed)`, their number included.
   * Equal to `of`, but only these lines are looked for.
   */
  spliced(text: string, from: number, removed: number): Lines {
    const rest = from + removed;
    const grown = text.length - this.text.length;
    const isLast = rest >= this.count;
    const end = isLast ? text.length : this.start(rest) + grown;
    const fresh = columnsOf(text, this.start(from), end, isLast);
    const inserted = fresh.starts.length;
    const count = this.count - removed + inserted;
    const joined = (before: Uint32Array, found: Uint32Array): Uint32Array => {
      const column = new Uint32Array(count);
      column.set(before.subarray(0, from));
      column.set(found, from);
      let at = from + inserted;
      for (let line = rest; line < before.length; line++) {
        column[at++] = (before[line] as number) + grown;
      }
      return column;
    };
    const blanks = new Uint8Array(count);
    blanks.set(this.#blanks.subarray(0, from));
    blanks.set(fresh.blanks, from);
    blanks.set(this.#blanks.subarray(rest), from + inserted);
    return new Lines(
      text,
      joined(this.#starts, fresh.starts),
      joined(this.#ends, fresh.ends),
      blanks,
    );
  }

  /** Offset of the line's first character. */
  start(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }

  /** Offset after the line's last character, before its line end. */
  end(line: number): number {
    return this.#ends[line] ?? this.text.length;
  }

  /** Offset after the line's line end: where the next line starts. */
  next(line: number): number {
    return this.start(line + 1);
  }

  /** The line's text without its line end. */
  textOf(line: number): string {
    return this.text.slice(this.start(line), this.end(line));
  }

  /** Whether `trim()` would leave nothing of the line. */
  isBlank(line: number): boolean {
    // Past the last line there is nothing.
    return this.#blanks[line] !== 0;
  }

  /** The line that holds a UTF-16 offset; an offset within a line end belongs to the line before it. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

interface Columns {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly blanks: Uint8Array;
}

/** The lines of `[from, to)`; where it is the end of the text, what stands after the last line end is one too. */
function columnsOf(text: string, from: number, to: number, isEnd: boolean): Columns {
  let starts = new Uint32Array(Math.max(16, (to - from) >>> 4));
  let ends = new Uint32Array(starts.length);
  let count = 0;
  const push = (start: number, end: number): void => {
    if (count === starts.length) {
      starts = grown(starts);
      ends = grown(ends);
    }
    starts[count] = start;
    ends[count++] = end;
  };
  // An edit is looked at alone: a character that it lacks must not be searched for to the end of the text.
  const part = text.slice(from, to);
  const returns = new Finder(part, '\r');
  const feeds = new Finder(part, '\n');
  let start = 0;
  for (;;) {
    const end = Math.min(returns.from(start), feeds.from(start));
    if (end >= part.length) break;
    push(from + start, from + end);
    const isPair = part.charCodeAt(end) === CR && part.charCodeAt(end + 1) === LF;
    start = end + (isPair ? 2 : 1);
  }
  if (isEnd) push(from + start, to);
  const blanks = new Uint8Array(count);
  for (let line = 0; line < count; line++) {
    if (isBlank(text, starts[line] as number, ends[line] as number)) blanks[line] = 1;
  }
  return { starts: starts.slice(0, count), ends: ends.slice(0, count), blanks };
}

/** Finds a character by the engine's own search, which is many times faster than a look at each one. */
class Finder {
  readonly #text: string;
  readonly #character: string;
  #next = -1;

  constructor(text: string, character: string) {
    this.#text = text;
    this.#character = character;
  }

  /** The first at or after an offset, which must not fall from call to call; the text's length where there is none. */
  from(offset: number): number {
    if (this.#next < offset) {
      const found = this.#text.indexOf(this.#character, offset);
      this.#next = found < 0 ? this.#text.length : found;
    }
    return this.#next;
  }
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isSpace(text.charCodeAt(i))) return false;
  return true;
}

/** Whether `trim()` removes this code unit: ECMAScript white space and line terminators. */
export function isSpace(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13);
  if (code < 0xa0) return false;
  return (
    code === 0xa0 ||
    code === 0xfeff ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

function grown(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
