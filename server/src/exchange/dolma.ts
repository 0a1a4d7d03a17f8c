import {
  AnnotationError,
  count,
  fields,
  json,
  list,
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

const EXPERIMENT = 'galley';
/** Taggers of the attributes: what people say, and what the model says. */
const TAGGERS = { person: 'people', model: 'model' } as const;

/**
 * Dolma attributes, which lie beside the documents: `experiment__tagger__kind` with a list of
 * `[start, end, score]`. Offsets are code points, as Dolma's taggers (Python) and mixer (Rust `char`)
 * count them. The text is not in the file.
 */
export const dolma: ExportFormat & ImportFormat = {
  name: 'dolma',
  layout: 'lines',
  write({ id, text, spans }) {
    const points = CODE_POINTS.of(text);
    const attributes: Record<string, [number, number, number][]> = {};
    for (const { start, end, kind, by, score } of spans) {
      const name = `${EXPERIMENT}__${TAGGERS[by]}__${kind}`;
      attributes[name] ??= [];
      attributes[name].push([points.fromUtf16(start), points.fromUtf16(end), score ?? 1]);
    }
    return JSON.stringify({ id, attributes });
  },
  read(content, textOf) {
    return Array.from(records(content), ([line, pointer]) => {
      const record = fields(json(line), pointer);
      const id = string(record.id, `${pointer}/id`);
      const text = textOf(id);
      if (text === undefined) throw new AnnotationError(`${pointer}/id`, `no text for “${id}”`);
      const points = CODE_POINTS.of(text);
      const attributes = fields(record.attributes, `${pointer}/attributes`);
      const spans = Object.entries(attributes).flatMap(([name, values]) => {
        const at = `${pointer}/attributes/${name}`;
        const [experiment, tagger, what] = name.split('__');
        if (experiment !== EXPERIMENT) return [];
        return list(values, at).map((value, index) => {
          const [start, end, score] = list(value, `${at}/${index}`);
          const span: LabelledSpan = {
            start: points.toUtf16(count(start, `${at}/${index}/0`)),
            end: points.toUtf16(count(end, `${at}/${index}/1`)),
            kind: kind(what, at),
            ...(tagger === TAGGERS.model
              ? { by: 'model', score: share(score, `${at}/${index}/2`) }
              : { by: 'person' }),
          };
          return within(text, span, `${at}/${index}`);
        });
      });
      return { id, text, spans: inOrder(spans) };
    });
  },
};
