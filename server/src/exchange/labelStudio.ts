import {
  AnnotationError,
  count,
  type Fields,
  fields,
  json,
  list,
  optional,
  share,
  string,
} from '../annotations/checked.ts';
import { KINDS } from '../core/kinds.ts';
import {
  CODE_POINTS,
  type ExportFormat,
  type ImportFormat,
  inOrder,
  kind,
  type LabelledSpan,
  within,
} from './document.ts';

/** Names of the tags in the labelling configuration. */
const FROM = 'kind';
const TO = 'text';

/** The labelling configuration that the tasks are for. */
export const LABELLING_CONFIG = `<View>
  <Style>.htx-text { white-space: pre-wrap; }</Style>
  <Labels name="${FROM}" toName="${TO}">
${KINDS.map((each) => `    <Label value="${each}"/>`).join('\n')}
  </Labels>
  <Text name="${TO}" value="$text" granularity="symbol"/>
</View>
`;

/**
 * Label Studio tasks: what people say as `annotations`, what the model says as `predictions`.
 * Offsets are code points; a CRLF counts as two.
 */
export const labelStudio: ExportFormat & ImportFormat = {
  name: 'label-studio',
  layout: 'array',
  write({ id, text, spans }) {
    const points = CODE_POINTS.of(text);
    const results = (by: LabelledSpan['by']): unknown[] =>
      spans.flatMap((span, index) => {
        if (span.by !== by) return [];
        const start = points.fromUtf16(span.start);
        const end = points.fromUtf16(span.end);
        const value = { start, end, text: text.slice(span.start, span.end), labels: [span.kind] };
        const score = span.score === undefined ? {} : { score: span.score };
        return [
          { id: `line${index}`, from_name: FROM, to_name: TO, type: 'labels', value, ...score },
        ];
      });
    const [people, model] = [results('person'), results('model')];
    return JSON.stringify({
      data: { text, id },
      annotations: people.length === 0 ? [] : [{ result: people }],
      predictions: model.length === 0 ? [] : [{ model_version: 'galley', result: model }],
    });
  },
  read(content) {
    return list(json(content), '').map((each, index) =>
      taskOf(fields(each, `/${index}`), `/${index}`),
    );
  },
};

function taskOf(task: Fields, pointer: string): ReturnType<ImportFormat['read']>[number] {
  const data = fields(task.data, `${pointer}/data`);
  const text = string(data.text, `${pointer}/data/text`);
  const spans = [
    ...spansOf(task.annotations, `${pointer}/annotations`, text, 'person'),
    ...spansOf(task.predictions, `${pointer}/predictions`, text, 'model'),
  ];
  const id = optional(data.id, `${pointer}/data/id`, string) ?? String(task.id ?? pointer.slice(1));
  return { id, text, spans: inOrder(spans) };
}

function spansOf(
  value: unknown,
  pointer: string,
  text: string,
  by: LabelledSpan['by'],
): LabelledSpan[] {
  const points = CODE_POINTS.of(text);
  return list(value ?? [], pointer).flatMap((each, index) => {
    const { result, was_cancelled: cancelled } = fields(each, `${pointer}/${index}`);
    if (cancelled === true) return [];
    return list(result, `${pointer}/${index}/result`).flatMap((item, i) => {
      const at = `${pointer}/${index}/result/${i}`;
      const region = fields(item, at);
      if (region.type !== 'labels') return [];
      const value = fields(region.value, `${at}/value`);
      const score = optional(region.score, `${at}/score`, share);
      const span = {
        start: points.toUtf16(count(value.start, `${at}/value/start`)),
        end: points.toUtf16(count(value.end, `${at}/value/end`)),
        kind: kind(list(value.labels, `${at}/value/labels`)[0], `${at}/value/labels/0`),
        by,
        ...(score === undefined ? {} : { score }),
      };
      return [checked(within(text, span, at), value.text, text, `${at}/value/text`)];
    });
  });
}

/** A span whose words are those that it says, where it does. */
function checked(span: LabelledSpan, quote: unknown, text: string, pointer: string): LabelledSpan {
  if (typeof quote !== 'string' || text.slice(span.start, span.end) === quote) return span;
  throw new AnnotationError(pointer, 'the offsets are not those of these words');
}
