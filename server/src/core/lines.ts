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

  private constructor(text: string, starts: Uint32Array, ends: Uint32Array) {
    this.text = text;
    this.count = starts.length;
    this.#starts = starts;
    this.#ends = ends;
  }

  static of(text: string): Lines {
    let starts = new Uint32Array(Math.max(16, text.length >>> 4));
    let ends = new Uint32Array(starts.length);
    let count = 0;
    let start = 0;
    const push = (end: number, next: number): void => {
      if (count === starts.length) {
        starts = grown(starts);
        ends = grown(ends);
      }
      starts[count] = start;
      ends[count++] = end;
      start = next;
    };
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > CR) continue;
      if (code === LF) push(i, i + 1);
      else if (code === CR) {
        const end = i;
        if (text.charCodeAt(i + 1) === LF) i++;
        push(end, i + 1);
      }
    }
    push(text.length, text.length);
    return new Lines(text, starts.slice(0, count), ends.slice(0, count));
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
    const end = this.end(line);
    for (let i = this.start(line); i < end; i++) {
      if (!isSpace(this.text.charCodeAt(i))) return false;
    }
    return true;
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
