import {
  AnnotationError,
  count,
  type Fields,
  fields,
  optional,
  share,
  string,
} from '../annotations/checked.ts';
import { CODE_POINTS, kind, type LabelledText, type ReadSpan, readSpans } from './document.ts';
import { recordFormat } from './records.ts';

/**
 * Galley's own exchange: one JSON object a source, all that is known of its labels. Offsets are code
 * points, as in Python.
 */
export const galleyJsonl = recordFormat({
  name: 'jsonl',
  unit: CODE_POINTS,
  record: ({ id, text, spans }) => ({ id, text, offsets: CODE_POINTS.name, labels: spans }),
  read: textOfRecord,
});

/** The text of one record, with its labels. */
export function textOfRecord(record: Fields): LabelledText {
  const text = string(record.text, '/text');
  if (record.offsets !== CODE_POINTS.name) {
    throw new AnnotationError('/offsets', `expected “${CODE_POINTS.name}”`);
  }
  const spans = readSpans(CODE_POINTS, text, record.labels, '/labels', labelOf);
  return { id: string(record.id, '/id'), text, spans };
}

const labelOf: ReadSpan = (value, at) => {
  const label = fields(value, at);
  const score = optional(label.score, `${at}/score`, share);
  const creator = optional(label.creator, `${at}/creator`, string);
  const created = optional(label.created, `${at}/created`, string);
  return {
    start: count(label.start, `${at}/start`),
    end: count(label.end, `${at}/end`),
    kind: kind(label.kind, `${at}/kind`),
    by: label.by === 'model' ? 'model' : 'person',
    ...(score === undefined ? {} : { score }),
    ...(creator === undefined ? {} : { creator }),
    ...(created === undefined ? {} : { created }),
  };
};
