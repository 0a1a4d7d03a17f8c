import { AnnotationError, type Fields, fields, json } from '../annotations/checked.ts';
import {
  type ExportFormat,
  type ImportFormat,
  inOrder,
  type LabelledText,
  spansIn,
  type TextOf,
  type Unit,
} from './document.ts';

/** A format of one JSON object a text, each on a line of its own. */
export interface RecordFormat {
  /** The name in `--format`. */
  readonly name: string;
  /** What its offsets count. */
  readonly unit: Unit;
  /** The object of a text, whose spans are in the format's unit. */
  record(text: LabelledText): object;
  /**
   * The text of an object, its spans in UTF-16 offsets; `index` counts the objects. Undefined where the text is not in
   * the object, and nowhere else.
   * @throws AnnotationError that names the place in the object
   */
  read(record: Fields, index: number, textOf: TextOf): LabelledText | undefined;
}

/** What writes and reads files of such objects. */
export function recordFormat({
  name,
  unit,
  record,
  read,
}: RecordFormat): ExportFormat & ImportFormat {
  return {
    name,
    layout: 'lines',
    write: ({ id, text, spans }) =>
      JSON.stringify(record({ id, text, spans: spansIn(unit, { text, spans }) })),
    read: (content, textOf) =>
      readRecords(content, (each, index) => {
        const text = read(each, index, textOf);
        return text ? [{ ...text, spans: inOrder(text.spans) }] : [];
      }).flat(),
  };
}

/**
 * What is read of each object of a JSONL file; `index` counts the objects.
 * @throws AnnotationError that names the line, counted from 1, and the place in its object
 */
export function readRecords<T>(content: string, read: (record: Fields, index: number) => T): T[] {
  const lines = content.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  const result: T[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    try {
      result.push(read(fields(json(line), ''), result.length));
    } catch (error) {
      throw error instanceof AnnotationError ? error.inLine(index + 1) : error;
    }
  }
  return result;
}
