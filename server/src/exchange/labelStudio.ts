import {
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
  type FiledSpan,
  type ImportFormat,
  inOrder,
  kind,
  type LabelledSpan,
  type ReadSpan,
  readSpans,
  spansIn,
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
    const labelled = spansIn(CODE_POINTS, { text, spans });
    const results = (by: LabelledSpan['by']): unknown[] =>
      spans.flatMap((span, index) => {
        const { start, end, kind, score } = labelled[index] ?? span;
        if (span.by !== by) return [];
        const value = { start, end, text: text.slice(span.start, span.end), labels: [kind] };
        const region = { id: `line${index}`, from_name: FROM, to_name: TO, type: 'labels', value };
        return [score === undefined ? region : { ...region, score }];
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
  return list(value ?? [], pointer).flatMap((each, index) => {
    const { result, was_cancelled: cancelled } = fields(each, `${pointer}/${index}`);
    if (cancelled === true) return [];
    const read: ReadSpan = (region, at) => spanOf(region, at, by);
    return readSpans(CODE_POINTS, text, result, `${pointer}/${index}/result`, read);
  });
}

/** The span of a region; undefined for regions of other tags. */
function spanOf(region: unknown, at: string, by: LabelledSpan['by']): FiledSpan | undefined {
  const { type, value, score: said } = fields(region, at);
  if (type !== 'labels') return undefined;
  const { start, end, labels, text } = fields(value, `${at}/value`);
  const score = optional(said, `${at}/score`, share);
  return {
    start: count(start, `${at}/value/start`),
    end: count(end, `${at}/value/end`),
    kind: kind(list(labels, `${at}/value/labels`)[0], `${at}/value/labels/0`),
    by,
    ...(score === undefined ? {} : { score }),
    ...(typeof text === 'string' ? { quote: text } : {}),
  };
}
