import {
  AnnotationError,
  count,
  fields,
  json,
  list,
  optional,
  share,
  string,
} from '../annotations/checked.ts';
import {
  CODE_POINTS,
  type ExportFormat,
  type ImportFormat,
  inOrder,
  kind,
  type LabelledSpan,
  records,
  within,
} from './document.ts';

/**
 * Galley's own exchange: one JSON object a source, all that is known of its labels. Offsets are code
 * points, as in Python.
 */
export const galleyJsonl: ExportFormat & ImportFormat = {
  name: 'jsonl',
  layout: 'lines',
  write({ id, text, spans }) {
    const points = CODE_POINTS.of(text);
    const labels = spans.map(({ start, end, ...rest }) => ({
      start: points.fromUtf16(start),
      end: points.fromUtf16(end),
      ...rest,
    }));
    return JSON.stringify({ id, text, offsets: CODE_POINTS.name, labels });
  },
  read(content) {
    return Array.from(records(content), ([line, pointer]) => {
      const record = fields(json(line), pointer);
      const text = string(record.text, `${pointer}/text`);
      if (record.offsets !== CODE_POINTS.name) {
        throw new AnnotationError(`${pointer}/offsets`, `expected “${CODE_POINTS.name}”`);
      }
      const points = CODE_POINTS.of(text);
      const spans = list(record.labels, `${pointer}/labels`).map((each, index) => {
        const at = `${pointer}/labels/${index}`;
        const label = fields(each, at);
        const score = optional(label.score, `${at}/score`, share);
        const creator = optional(label.creator, `${at}/creator`, string);
        const created = optional(label.created, `${at}/created`, string);
        const span: LabelledSpan = {
          start: points.toUtf16(count(label.start, `${at}/start`)),
          end: points.toUtf16(count(label.end, `${at}/end`)),
          kind: kind(label.kind, `${at}/kind`),
          by: label.by === 'model' ? 'model' : 'person',
          ...(score === undefined ? {} : { score }),
          ...(creator === undefined ? {} : { creator }),
          ...(created === undefined ? {} : { created }),
        };
        return within(text, span, at);
      });
      return { id: string(record.id, `${pointer}/id`), text, spans: inOrder(spans) };
    });
  },
};
