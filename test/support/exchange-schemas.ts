/**
 * What the documentation of each format demands, as JSON Schemas of our own wording: none of these
 * tools publishes one for its files, or none that allows what it reads.
 */
import { KINDS } from '../../server/src/core/kinds.ts';

const offset = { type: 'integer', minimum: 0 } as const;
const share = { type: 'number', minimum: 0, maximum: 1 } as const;
const text = { type: 'string' } as const;
const label = { enum: KINDS } as const;

function object(properties: object, optional: object = {}, more: object = {}): object {
  const required = Object.keys(properties);
  return { type: 'object', required, properties: { ...properties, ...optional }, ...more };
}

const triple = (first: object, second: object, third: object) => ({
  type: 'array',
  items: [first, second, third],
  minItems: 3,
  maxItems: 3,
});

/** https://www.w3.org/TR/annotation-model/ 3.1, 3.2.4, 3.3.2, 4.2.4, 4.2.5, 5.2 */
const ANNOTATION = object(
  {
    id: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9+.-]*:\\S+$' },
    type: { const: 'Annotation' },
    target: object({
      source: text,
      selector: {
        type: 'array',
        items: [
          object(
            { type: { const: 'TextQuoteSelector' }, exact: text },
            { prefix: text, suffix: text },
          ),
          object({ type: { const: 'TextPositionSelector' }, start: offset, end: offset }),
        ],
        minItems: 2,
        maxItems: 2,
      },
    }),
  },
  {
    motivation: { enum: ['classifying', 'commenting', 'replying'] },
    creator: object({ type: { const: 'Person' } }, { name: text }),
    // xsd:dateTime in UTC.
    created: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' },
    body: object({ type: { const: 'TextualBody' }, value: text }, { purpose: text }),
  },
);

const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';

/** https://labelstud.io/guide/task_format, …/guide/export, …/tags/labels */
const REGION = object(
  {
    id: text,
    from_name: text,
    to_name: text,
    type: { const: 'labels' },
    value: object({
      start: offset,
      end: offset,
      text,
      labels: { type: 'array', items: label, minItems: 1 },
    }),
  },
  { score: share },
);
const regions = { type: 'array', items: REGION };

export const EXCHANGE_SCHEMAS: Readonly<Record<string, object>> = {
  /** docs/formats.md */
  jsonl: object({
    id: text,
    text,
    offsets: { const: 'code-point' },
    labels: {
      type: 'array',
      items: object(
        { start: offset, end: offset, kind: label, by: { enum: ['person', 'model'] } },
        { score: share, creator: text, created: text },
        { additionalProperties: false },
      ),
    },
  }),
  annotation: object({
    '@context': { type: 'array', contains: { const: CONTEXT } },
    type: { const: 'AnnotationPage' },
    items: { type: 'array', items: ANNOTATION },
  }),
  /** https://github.com/allenai/dolma/blob/main/docs/data-format.md (attributes) */
  dolma: object(
    {
      id: text,
      attributes: {
        type: 'object',
        patternProperties: {
          '^[^_]+__[^_]+__[a-z-]+$': { type: 'array', items: triple(offset, offset, share) },
        },
        additionalProperties: false,
      },
    },
    {},
    { additionalProperties: false },
  ),
  'label-studio': object({
    data: object({ text }),
    annotations: { type: 'array', items: object({ result: regions }) },
    predictions: { type: 'array', items: object({ model_version: text, result: regions }) },
  }),
  /** https://prodi.gy/docs/api-interfaces#spans */
  prodigy: object(
    {
      text,
      spans: {
        type: 'array',
        items: object({ start: offset, end: offset, label }, { source: text }),
      },
    },
    { meta: { type: 'object' } },
  ),
  /** https://doccano.github.io/doccano/tutorial/ (sequence labelling, JSONL) */
  doccano: object({ text, label: { type: 'array', items: triple(offset, offset, label) } }),
  /** https://schema.org/NewsArticle, https://schema.org/Comment */
  'schema.org': object(
    { '@context': { const: 'https://schema.org' }, '@type': { const: 'NewsArticle' } },
    {
      identifier: text,
      headline: text,
      alternativeHeadline: text,
      abstract: text,
      articleSection: { type: 'array', items: text },
      author: { type: 'array', items: object({ '@type': { const: 'Person' }, name: text }) },
      dateline: text,
      articleBody: text,
      creditText: text,
      keywords: { type: 'array', items: text },
      associatedMedia: {
        type: 'array',
        items: object({ '@type': { const: 'MediaObject' }, caption: text }),
      },
      inLanguage: { type: 'string', pattern: '^[a-z]{2,3}(-[A-Za-z0-9]+)*$' },
      commentCount: offset,
      comment: {
        type: 'array',
        items: object(
          { '@type': { const: 'Comment' } },
          { text, upvoteCount: offset, downvoteCount: offset },
          { additionalProperties: false },
        ),
      },
    },
    { additionalProperties: false },
  ),
};

/** https://brat.nlplab.org/standoff.html: text-bound annotations, discontinuous ones too. */
export const BRAT_ROW = /^T[1-9]\d*\t[A-Za-z0-9_-]+ \d+ \d+(?:;\d+ \d+)*\t[^\n\t]+(?:\t[^\n]*)?$/u;
