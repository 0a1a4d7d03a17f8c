import { count, fields, list, share, string } from '../annotations/checked.ts';
import { CODE_POINTS, kind, type LabelledSpan, readSpans } from './document.ts';
import { recordFormat } from './records.ts';

const EXPERIMENT = 'galley';
/** Taggers of the attributes: what people say, and what the model says. */
const TAGGERS = { person: 'people', model: 'model' } as const;

/**
 * Dolma attributes, which lie beside the documents: `experiment__tagger__kind` with a list of
 * `[start, end, score]`. Offsets are code points, as Dolma's taggers (Python) and mixer (Rust `char`)
 * count them. The text is not in the file.
 */
export const dolma = recordFormat({
  name: 'dolma',
  unit: CODE_POINTS,
  record({ id, spans }) {
    const attributes: Record<string, [number, number, number][]> = {};
    for (const { start, end, kind, by, score = 1 } of spans) {
      const name = `${EXPERIMENT}__${TAGGERS[by]}__${kind}`;
      attributes[name] ??= [];
      attributes[name].push([start, end, score]);
    }
    return { id, attributes };
  },
  read(record, _index, textOf) {
    const id = string(record.id, '/id');
    const text = textOf(id);
    if (text === undefined) return undefined;
    const attributes = fields(record.attributes, '/attributes');
    const spans = Object.entries(attributes).flatMap(([name, values]) =>
      spansOf(name, values, text, `/attributes/${name}`),
    );
    return { id, text, spans };
  },
});

/** The spans of one attribute; none where another experiment has it. */
function spansOf(name: string, values: unknown, text: string, pointer: string): LabelledSpan[] {
  const [experiment, tagger, what] = name.split('__');
  if (experiment !== EXPERIMENT) return [];
  return readSpans(CODE_POINTS, text, values, pointer, (value, at) => {
    const [start, end, score] = list(value, at);
    return {
      start: count(start, `${at}/0`),
      end: count(end, `${at}/1`),
      kind: kind(what, pointer),
      ...(tagger === TAGGERS.model
        ? { by: 'model', score: share(score, `${at}/2`) }
        : { by: 'person' }),
    };
  });
}
