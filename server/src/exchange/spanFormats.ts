import { count, fields, json, list, optional, string } from '../annotations/checked.ts';
import {
  CODE_POINTS,
  type ExportFormat,
  type ImportFormat,
  inOrder,
  kind,
  type LabelledSpan,
  records,
  UTF_16,
  within,
} from './document.ts';

/**
 * Prodigy's `spans` task: `{"text", "spans": [{"start", "end", "label"}], "meta"}`, in code points.
 * Kinds that a person chose are marked by the task's `answer`.
 */
export const prodigy: ExportFormat & ImportFormat = {
  name: 'prodigy',
  layout: 'lines',
  write({ id, text, spans }) {
    const points = CODE_POINTS.of(text);
    return JSON.stringify({
      text,
      meta: { id },
      spans: spans.map(({ start, end, kind, by, score }) => ({
        start: points.fromUtf16(start),
        end: points.fromUtf16(end),
        label: kind,
        source: by,
        ...(score === undefined ? {} : { score }),
      })),
    });
  },
  read(content) {
    return Array.from(records(content), ([line, pointer], index) => {
      const record = fields(json(line), pointer);
      const text = string(record.text, `${pointer}/text`);
      const points = CODE_POINTS.of(text);
      const meta = optional(record.meta, `${pointer}/meta`, fields);
      // What a person rejected or skipped says nothing about the lines.
      const answered = record.answer === undefined || record.answer === 'accept';
      const values = answered ? list(record.spans ?? [], `${pointer}/spans`) : [];
      const spans = values.map((value, i) => {
        const at = `${pointer}/spans/${i}`;
        const { start, end, label, source, score } = fields(value, at);
        const span: LabelledSpan = {
          start: points.toUtf16(count(start, `${at}/start`)),
          end: points.toUtf16(count(end, `${at}/end`)),
          kind: kind(label, `${at}/label`),
          by: source === 'model' ? 'model' : 'person',
          ...(typeof score === 'number' ? { score } : {}),
        };
        return within(text, span, at);
      });
      const id = optional(meta?.id, `${pointer}/meta/id`, string) ?? String(index);
      return { id, text, spans: inOrder(spans) };
    });
  },
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
    const units = UTF_16.of(text);
    const label = spans.map(({ start, end, kind }) => [
      units.fromUtf16(start),
      units.fromUtf16(end),
      kind,
    ]);
    // doccano keeps members that it does not know, and numbers documents by itself.
    return JSON.stringify({ text, label, source: id });
  },
  read(content) {
    return Array.from(records(content), ([line, pointer], index) => {
      const record = fields(json(line), pointer);
      const text = string(record.text, `${pointer}/text`);
      const values = list(record.label ?? record.labels ?? [], `${pointer}/label`);
      const spans = values.map((value, i) => {
        const at = `${pointer}/label/${i}`;
        const [start, end, what] = list(value, at);
        const span: LabelledSpan = {
          start: count(start, `${at}/0`),
          end: count(end, `${at}/1`),
          kind: kind(what, `${at}/2`),
          by: 'person',
        };
        return within(text, span, at);
      });
      const id = optional(record.source, `${pointer}/source`, string) ?? String(record.id ?? index);
      return { id, text, spans: inOrder(spans) };
    });
  },
};
