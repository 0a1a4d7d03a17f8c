import type { Keep } from './keep.ts';
import { KINDS, type Kind } from './kinds.ts';
import { languageOf } from './language.ts';
import type { Lines } from './lines.ts';
import type { Reading } from './model/model.ts';
import { type Section, sectionsOf } from './sections.ts';
import { type Span, spansOf } from './spans.ts';
import type { LineFlags } from './strip.ts';

/** A person's decisions about lines: a kind for a zero-based line. Hard constraints on the decoder. */
export type Labels = ReadonlyMap<number, Kind>;

/**
 * A parsed source: its lines, what each is, and the sections they form.
 * Immutable; what is costly is worked out when first asked for.
 */
export interface Source {
  readonly text: string;
  readonly lines: Lines;
  /** What people decided, as given to the parser. */
  readonly labels: Labels;
  /** Which lines people keep whatever they are, as given to the parser. */
  readonly keep: Keep | undefined;
  /** One flag a line: 1 where it is kept so. No finding, and never stripped. */
  readonly kept: LineFlags;
  /** The kind of each line; null for a blank one. */
  readonly kinds: readonly (Kind | null)[];
  /** Posterior probability of each line's kind, 0..1; 0 for a blank line. */
  readonly confidence: Float32Array;
  /** Posterior probability that the line is boilerplate of any kind, 0..1; 0 for a blank line. */
  readonly boilerplate: Float32Array;
  /** The sections: a tree whose leaves tile the text, every line in exactly one leaf. */
  readonly sections: Section;
  /** What stands inside lines: datelines, agencies, people, votes, addresses; by offset. */
  readonly spans: readonly Span[];
  /** BCP 47 primary language guessed from script and function words, or `und`. */
  readonly language: string;
  /** What the model said, for the parser's own use in `update` and `explain`. */
  readonly reading: Reading;
}

/** A replacement of `[start, end)` (UTF-16 offsets, end-exclusive) by `newText`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** The text after non-overlapping edits sorted by offset. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, newText } of edits) {
    parts.push(text.slice(from, start), newText);
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/** A source over a model's reading. */
export class ParsedSource implements Source {
  readonly lines: Lines;
  readonly labels: Labels;
  readonly reading: Reading;
  readonly keep: Keep | undefined;
  #kept: LineFlags | undefined;
  #kinds: readonly (Kind | null)[] | undefined;
  #sections: Section | undefined;
  #spans: readonly Span[] | undefined;
  #language: string | undefined;

  constructor(lines: Lines, labels: Labels, reading: Reading, keep?: Keep) {
    this.lines = lines;
    this.labels = labels;
    this.reading = reading;
    this.keep = keep;
  }

  get kept(): LineFlags {
    this.#kept ??= this.keep?.(this.lines) ?? new Uint8Array(this.lines.count);
    return this.#kept;
  }

  get text(): string {
    return this.lines.text;
  }

  get kinds(): readonly (Kind | null)[] {
    this.#kinds ??= Array.from(this.reading.kinds, (kind) => KINDS[kind] ?? null);
    return this.#kinds;
  }

  get confidence(): Float32Array {
    return this.reading.confidence;
  }

  get boilerplate(): Float32Array {
    return this.reading.boilerplate;
  }

  get sections(): Section {
    this.#sections ??= sectionsOf(this.lines, this.kinds);
    return this.#sections;
  }

  get spans(): readonly Span[] {
    this.#spans ??= spansOf(this.lines, this.kinds);
    return this.#spans;
  }

  get language(): string {
    this.#language ??= languageOf(this.text);
    return this.#language;
  }
}

/** The same reading, with other lines kept. */
export function keeping({ lines, labels, reading }: Source, keep: Keep | undefined): Source {
  return new ParsedSource(lines, labels, reading, keep);
}
