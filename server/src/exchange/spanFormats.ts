import { count, fields, list, optional, string } from '../annotations/checked.ts';
import {
  CODE_POINTS,
  type ExportFormat,
  type ImportFormat,
  kind,
  readRecords,
  readSpans,
  spansIn,
  UTF_16,
} from './document.ts';

/**
 * Prodigy's `spans` task: `{"text", "spans": [{"start", "end", "label"}], "meta"}`, in code points.
 * Kinds that a person chose are marked by the task's `answer`.
 */
export const prodigy: ExportFormat & ImportFormat = {
  name: 'prodigy',
  layout: 'lines',
  write({ id, text, spans }) {
    const labelled = spansIn(CODE_POINTS, { text, spans });
    return JSON.stringify({
      text,
      meta: { id },
      spans: labelled.map(({ start, end, kind, by, score }) => ({
        start,
        end,
        label: kind,
        source: by,
        ...(score === undefined ? {} : { score }),
      })),
    });
  },
  read: (content) =>
    readRecords(content, (record, pointer, index) => {
      const text = string(record.text, `${pointer}/text`);
      const meta = optional(record.meta, `${pointer}/meta`, fields);
      // What a person rejected or skipped says nothing about the lines.
      const answered = record.answer === undefined || record.answer === 'accept';
      const values = answered ? (record.spans ?? []) : [];
      const spans = readSpans(CODE_POINTS, text, values, `${pointer}/spans`, (value, at) => {
        const { start, end, label, source, score } = fields(value, at);
        return {
          start: count(start, `${at}/start`),
          end: count(end, `${at}/end`),
          kind: kind(label, `${at}/label`),
          by: source === 'model' ? 'model' : 'person',
          ...(typeof score === 'number' ? { score } : {}),
        };
      });
      const id = optional(meta?.id, `${pointer}/meta/id`, string) ?? String(index);
      return { id, text, spans };
    }),
};

/**
 * doccano's sequence labels: `{"id", "text", "label": [[start, end, kind]]}`. doccano counts UTF-16
 * units, as JavaScript does, unless a project counts grapheme clusters. All labels count as a
 * person's when they are read: the format has no place to say whose they are.
 */
export const doccano: ExportFormat & ImportFormat = {
  name: 'doccano',
  layout: 'lines',
  write({ id, text, spans }) {
    const label = spansIn(UTF_16, { text, spans }).map(({ start, end, kind }) => [
      start,
      end,
      kind,
    ]);
    // doccano keeps members that it does not know, and numbers documents by itself.
    return JSON.stringify({ text, label, source: id });
  },
  read: (content) =>
    readRecords(content, (record, pointer, index) => {
      const text = string(record.text, `${pointer}/text`);
      const values = record.label ?? record.labels ?? [];
      const spans = readSpans(UTF_16, text, values, `${pointer}/label`, (value, at) => {
        const [start, end, what] = list(value, at);
        return {
          start: count(start, `${at}/0`),
          end: count(end, `${at}/1`),
          kind: kind(what, `${at}/2`),
          by: 'person',
        };
      });
      const id = optional(record.source, `${pointer}/source`, string) ?? String(record.id ?? index);
      return { id, text, spans };
    }),
};
