import { type Fields, fields, json } from '../annotations/checked.ts';
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
   * The text of an object, its spans in UTF-16 offsets; `index` counts the objects.
   * @throws AnnotationError that names the place in the file
   */
  read(record: Fields, pointer: string, index: number, textOf: TextOf): LabelledText;
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
      Array.from(records(content), ([each, pointer], index) => {
        const text = read(each, pointer, index, textOf);
        return { ...text, spans: inOrder(text.spans) };
      }),
  };
}

/** The objects of a JSONL file, each with the pointer to its line, counted from 0. */
export function* records(content: string): Generator<readonly [Fields, string]> {
  const lines = content.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const pointer = `/${index}`;
    yield [fields(json(line, pointer), pointer), pointer];
  }
}
