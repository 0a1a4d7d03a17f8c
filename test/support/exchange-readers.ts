/**
 * What other tools make of our files. They are Python and Rust programs that no package of npm brings,
 * so these are their readers told again: what they refuse is refused, and what they slice is sliced.
 * Where a tool only warns, or drops what it cannot read, this throws.
 */
import assert from 'node:assert/strict';
import { LABELLING_CONFIG } from '../../server/src/exchange/labelStudio.ts';

/** An annotation as a tool shows it. */
export interface Shown {
  readonly label: string;
  readonly words: string;
}

/** Reads what was written of one text; the text itself, where the format's file has none. */
export type ExchangeReader = (file: string, text: string) => Shown[];

type Json = Readonly<Record<string, unknown>>;

/** What `text[start:end]` is in Python and to Rust's `chars`. */
function codePoints(text: string, start: number, end: number): string {
  const points = [...text];
  assert.ok(end <= points.length, `${end} lies in the text`);
  return points.slice(start, end).join('');
}

function offset(value: unknown): number {
  assert.ok(Number.isSafeInteger(value) && (value as number) >= 0, `${value} is an offset`);
  return value as number;
}

function list(value: unknown): readonly unknown[] {
  assert.ok(Array.isArray(value), 'a list');
  return value;
}

function object(value: unknown): Json {
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), 'an object');
  return value as Json;
}

function text(value: unknown): string {
  assert.equal(typeof value, 'string');
  return value as string;
}

const inOrder = (spans: readonly (readonly [number, Shown])[]): Shown[] =>
  [...spans].sort(([a], [b]) => a - b).map(([, shown]) => shown);

/**
 * Dolma: `OutputSpec` of python/dolma/core/data_types.py, `Span.from_spec` there, and
 * `find_spans_to_replace` of src/shard.rs.
 */
const dolma: ExchangeReader = (file, source) => {
  const record = object(JSON.parse(file));
  assert.deepEqual(Object.keys(record).sort(), ['attributes', 'id']);
  text(record.id);
  const spans = Object.entries(object(record.attributes)).flatMap(([name, values]) => {
    const [, , ...label] = name.split('__');
    assert.equal(label.length, 1, `${name} is EXPERIMENT__TAGGER__TYPE`);
    return list(values).map((value) => {
      const [start, end, score, ...more] = list(value);
      assert.ok(typeof score === 'number' && more.length === 0);
      const words = codePoints(source, offset(start), offset(end));
      return [offset(start), { label: label.join(), words }] as const;
    });
  });
  return inOrder(spans);
};

/** Columns that its import gives a row itself: backend/data_import/pipeline/readers.py. */
const COLUMNS_OF_DOCCANO = ['filename', 'upload_name', 'example_uuid', 'line_number'];

/**
 * doccano: `JSONLParser` of backend/data_import/pipeline/parsers.py, `TextData` of data.py, `SpanLabel`
 * of label.py, which drops what does not fit. The front end slices JavaScript strings.
 */
const doccano: ExchangeReader = (file) => {
  const row = object(JSON.parse(file));
  for (const column of COLUMNS_OF_DOCCANO) assert.ok(!(column in row), column);
  const source = text(row.text);
  return list(row.label).map((value) => {
    const [start, end, label] = list(value);
    assert.ok(offset(start) < offset(end) && offset(end) <= source.length);
    assert.ok(text(label).length > 0);
    return { label: text(label), words: source.slice(offset(start), offset(end)) };
  });
};

/** Prodigy is closed; this is what https://prodi.gy/docs/api-interfaces#spans says of a task. */
const prodigy: ExchangeReader = (file) => {
  const task = object(JSON.parse(file));
  const source = text(task.text);
  object(task.meta);
  return list(task.spans).map((value) => {
    const { start, end, label } = object(value);
    return { label: text(label), words: codePoints(source, offset(start), offset(end)) };
  });
};

/**
 * Label Studio: `TaskValidator` of label_studio/tasks/validation.py for the task, `LabelsTag` of the
 * SDK's label_interface/control_tags.py for a region, `findOnPosition` of the editor's
 * utils/selection-tools.js for its place: code points, a line feed and a carriage return one each.
 */
const labelStudio: ExchangeReader = (file) => {
  const task = object(JSON.parse(file));
  const source = text(object(task.data).text);
  const [tag, from, to] =
    /<(Labels) name="(\w+)" toName="(\w+)">/u.exec(LABELLING_CONFIG)?.slice(1) ?? [];
  assert.match(LABELLING_CONFIG, new RegExp(`<Text name="${to}" value="\\$text"`, 'u'));
  const known = Array.from(
    LABELLING_CONFIG.matchAll(/<Label value="([^"]+)"/gu),
    ([, name]) => name,
  );
  const shownOf = (region: Json): readonly [number, Shown] => {
    assert.deepEqual(
      [region.type, region.from_name, region.to_name],
      [tag?.toLowerCase(), from, to],
    );
    const { start, end, labels, text: said } = object(region.value);
    const [label, ...more] = list(labels).map(text);
    assert.ok(known.includes(label) && more.length === 0);
    const words = codePoints(source, offset(start), offset(end));
    assert.equal(said, words);
    return [offset(start), { label: label ?? '', words }];
  };
  const regions = [...list(task.annotations), ...list(task.predictions)].flatMap((each) =>
    list(object(each).result).map(object),
  );
  assert.equal(new Set(regions.map(({ id }) => id)).size, regions.length);
  return inOrder(regions.map(shownOf));
};

const LINE_ENDS = new Set('\n\v\f\r\u001C\u001D\u001E\u0085\u2028\u2029');

/** Python's `splitlines`, but that CRLF ends two lines, and that the end of the text ends one too. */
export function splitLines(text: string): string[] {
  const lines = [''];
  for (const character of text) {
    if (LINE_ENDS.has(character)) lines.push('');
    else lines.push(lines.pop() + character);
  }
  return lines;
}

/** Python's `strip`, of words without line ends. */
export const strip = (words: string): string => words.replaceAll('\u001F', '').trim();

/**
 * brat: `Annotations._parse_ann_file`, `_split_textbound_data` and
 * `TextAnnotations._parse_textbound_annotation` of server/src/annotation.py.
 */
export function readStandOff(file: string, source: string): Shown[] {
  const rows = splitLines(file);
  assert.equal(rows.pop(), '', 'the last line is ended');
  const seen = new Set<string>();
  return rows.map((row) => {
    const [id = '', data = '', ...tail] = row.split('\t');
    assert.match(id, /^T\d+$/u);
    assert.ok(!seen.has(id), `${id} is there once`);
    seen.add(id);
    const [, type = '', places = ''] = /^(\S+) (.*)$/u.exec(data) ?? [];
    const parts = places.split(';').map((place) => {
      const [, start, end] = /^(\d+) (\d+)$/u.exec(place) ?? assert.fail(`“${place}” is a place`);
      return [Number(start), Number(end)] as const;
    });
    parts.forEach(([start, end], index) => {
      assert.ok(start <= end && start >= (parts[index - 1]?.[1] ?? 0), 'parts do not overlap');
    });
    const words = parts.map(([start, end]) => codePoints(source, start, end)).join(' ');
    assert.notEqual(strip(words), '');
    assert.equal(tail.join('\t'), words);
    return { label: type, words };
  });
}

/** The readers by the names in `--format`; `brat` writes two files, and `jsonl` is our own. */
export const EXCHANGE_READERS: Readonly<Record<string, ExchangeReader>> = {
  dolma,
  doccano,
  prodigy,
  'label-studio': labelStudio,
};
