import { count, fields, list, optional, string } from '../annotations/checked.ts';
import { CODE_POINTS, kind, type ReadSpan, readSpans, UTF_16 } from './document.ts';
import { recordFormat } from './records.ts';

/**
 * Prodigy's `spans` task: `{"text", "spans": [{"start", "end", "label"}], "meta"}`, in code points.
 * Kinds that a person chose are marked by the task's `answer`.
 */
export const prodigy = recordFormat({
  name: 'prodigy',
  unit: CODE_POINTS,
  record: ({ id, text, spans }) => ({
    text,
    meta: { id },
    spans: spans.map(({ start, end, kind, by, score }) => ({
      start,
      end,
      label: kind,
      source: by,
      ...(score === undefined ? {} : { score }),
    })),
  }),
  read(record, index) {
    const text = string(record.text, '/text');
    const meta = optional(record.meta, '/meta', fields);
    // What a person rejected or skipped says nothing about the lines.
    const answered = record.answer === undefined || record.answer === 'accept';
    const values = answered ? (record.spans ?? []) : [];
    const spans = readSpans(CODE_POINTS, text, values, '/spans', spanOfProdigy);
    const id = optional(meta?.id, '/meta/id', string) ?? String(index);
    return { id, text, spans };
  },
});

const spanOfProdigy: ReadSpan = (value, at) => {
  const { start, end, label, source, score } = fields(value, at);
  return {
    start: count(start, `${at}/start`),
    end: count(end, `${at}/end`),
    kind: kind(label, `${at}/label`),
    by: source === 'model' ? 'model' : 'person',
    ...(typeof score === 'number' ? { score } : {}),
  };
};

/**
 * doccano's sequence labels: `{"id", "text", "label": [[start, end, kind]]}`. doccano counts UTF-16
 * units, as JavaScript does, unless a project counts grapheme clusters. All labels count as a
 * person's when they are read: the format has no place to say whose they are.
 */
export const doccano = recordFormat({
  name: 'doccano',
  unit: UTF_16,
  record: ({ id, text, spans }) => ({
    text,
    label: spans.map(({ start, end, kind }) => [start, end, kind]),
    // doccano keeps members that it does not know, and numbers documents by itself.
    source: id,
  }),
  read(record, index) {
    const text = string(record.text, '/text');
    const values = record.label ?? record.labels ?? [];
    const spans = readSpans(UTF_16, text, values, '/label', spanOfDoccano);
    const id = optional(record.source, '/source', string) ?? String(record.id ?? index);
    return { id, text, spans };
  },
});

const spanOfDoccano: ReadSpan = (value, at) => {
  const [start, end, what] = list(value, at);
  return {
    start: count(start, `${at}/0`),
    end: count(end, `${at}/1`),
    kind: kind(what, `${at}/2`),
    by: 'person',
  };
};
