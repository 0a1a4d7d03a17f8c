import { AnnotationError, list } from '../annotations/checked.ts';
import { CodePoints } from '../annotations/codePoints.ts';
import type { PageContent } from '../annotations/content.ts';
import { wordsOf } from '../annotations/words.ts';
import { isKind, type Kind } from '../core/kinds.ts';
import type { Source } from '../core/source.ts';

/** The words of one line with their kind, `[start, end)` in UTF-16 offsets of the text. */
export interface LabelledSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
  /** Who says so: a person, or Galley's model. */
  readonly by: 'person' | 'model';
  /** How sure the model is, 0..1. */
  readonly score?: number;
  /** The person's name, and when (ISO 8601). */
  readonly creator?: string;
  readonly created?: string;
}

/** A text with labels, as other tools know it. */
export interface LabelledText {
  /** Path of the source, or what another tool calls it. */
  readonly id: string;
  readonly text: string;
  /** Sorted by offset. */
  readonly spans: readonly LabelledSpan[];
}

/** What can be exported of a source: its lines with their kinds, its sections, what people wrote. */
export interface ExportedSource extends LabelledText {
  readonly source: Source;
  readonly content: PageContent;
}

/** A format that other tools read. */
export interface ExportFormat {
  /** The name in `--format`. */
  readonly name: string;
  /** Whether all documents go into one stream, or each into files of its own. */
  readonly layout: 'lines' | 'array' | 'files';
  /** A document's line, its element, or its files by suffix. */
  write(document: ExportedSource): string | Readonly<Record<string, string>>;
}

/** Finds a text that is not in the file, by the document's id; undefined leaves out what is said of it. */
export type TextOf = (id: string) => string | undefined;

/** A format that can be read back. */
export interface ImportFormat {
  readonly name: string;
  /** @throws AnnotationError that names the place in the file */
  read(content: string, textOf: TextOf): LabelledText[];
}

/** The lines of a source with what they are; a person's labels win over the model. */
export function documentOf(id: string, source: Source, content: PageContent): ExportedSource {
  const { lines, kinds, confidence, labels, text } = source;
  const people = new Map(
    content.annotations.flatMap((each) =>
      each.type === 'label' ? [[each.target.start, each] as const] : [],
    ),
  );
  const spans: LabelledSpan[] = [];
  kinds.forEach((kind, line) => {
    const words = kind && wordsOf(lines, line);
    if (!kind || !words) return;
    if (!labels.has(line)) {
      const score = Math.round((confidence[line] ?? 0) * 1000) / 1000;
      spans.push({ ...words, kind, by: 'model', score });
      return;
    }
    const label = people.get(words.start);
    const about = label ? { creator: label.creator, created: label.modified ?? label.created } : {};
    spans.push({ ...words, kind, by: 'person', ...about });
  });
  return { id, text, spans, source, content };
}

/** Converts UTF-16 offsets and back to the unit that a format counts in. */
export interface Unit {
  readonly name: 'code-point' | 'utf-16';
  of(text: string): Pick<CodePoints, 'fromUtf16' | 'toUtf16'>;
}

/** What Python, Rust's `chars` and the W3C count. */
export const CODE_POINTS: Unit = { name: 'code-point', of: (text) => new CodePoints(text) };

const same = { fromUtf16: (offset: number) => offset, toUtf16: (offset: number) => offset };

/** What JavaScript counts. */
export const UTF_16: Unit = { name: 'utf-16', of: () => same };

/** Spans as a format has them: the same, with offsets in the format's unit. */
export function spansIn(
  unit: Unit,
  { text, spans }: Pick<LabelledText, 'text' | 'spans'>,
): LabelledSpan[] {
  const offsets = unit.of(text);
  return spans.map((span) => ({
    ...span,
    start: offsets.fromUtf16(span.start),
    end: offsets.fromUtf16(span.end),
  }));
}

/** A span as it stands in a file: offsets in the format's unit, and its words where they are there too. */
export interface FiledSpan extends LabelledSpan {
  readonly quote?: string | undefined;
}

/** Reads one span; undefined for what is no label. */
export type ReadSpan = (value: unknown, pointer: string) => FiledSpan | undefined;

/** Spans of a text out of a format's list, whose offsets are in the format's unit. */
export function readSpans(
  unit: Unit,
  text: string,
  values: unknown,
  pointer: string,
  read: ReadSpan,
): LabelledSpan[] {
  const offsets = unit.of(text);
  return list(values, pointer).flatMap((value, index) => {
    const at = `${pointer}/${index}`;
    const filed = read(value, at);
    if (!filed) return [];
    const { quote, ...span } = filed;
    const [start, end] = [offsets.toUtf16(span.start), offsets.toUtf16(span.end)];
    if (start >= end || end > text.length) {
      throw new AnnotationError(at, `the text has no words at [${start}, ${end})`);
    }
    if (quote !== undefined && text.slice(start, end) !== quote) {
      throw new AnnotationError(at, 'the offsets are not those of these words');
    }
    return [{ ...span, start, end }];
  });
}

/** A kind by its name. */
export function kind(value: unknown, pointer: string): Kind {
  if (isKind(value)) return value;
  throw new AnnotationError(pointer, `${JSON.stringify(value)} is not a kind of section`);
}

export function inOrder(spans: readonly LabelledSpan[]): LabelledSpan[] {
  return [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
}
