import { isKind } from '../core/kinds.ts';
import { type Annotation, inOrder, type Target } from './annotation.ts';
import { CodePoints } from './codePoints.ts';

/** The version of the schema that is written; older ones are migrated when read. */
export const SCHEMA = 1;

const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';
const VOCABULARY = 'https://galley-tools.github.io/ns#';

/** A file of annotations that cannot be read; nothing of it is used, and nothing overwrites it. */
export class AnnotationError extends Error {
  /** Where in the file, as a JSON pointer; empty for the whole of it. */
  readonly pointer: string;

  constructor(pointer: string, message: string) {
    super(pointer ? `${message} at ${pointer}` : message);
    this.name = 'AnnotationError';
    this.pointer = pointer;
  }
}

/**
 * The annotations of one source as a W3C Web Annotation page: sorted and indented, so that it merges
 * in Git. Positions are in code points of the source's text, as the recommendation counts them.
 * @param source path of the source relative to the folder that holds `.galley`, with `/`
 */
export function serialize(
  text: string,
  source: string,
  annotations: readonly Annotation[],
): string {
  const points = new CodePoints(text);
  const page = {
    '@context': [CONTEXT, { galley: VOCABULARY }],
    type: 'AnnotationPage',
    'galley:schema': SCHEMA,
    items: inOrder(annotations).map((each) => itemOf(each, source, points)),
  };
  return `${JSON.stringify(page, null, 1)}\n`;
}

function itemOf(annotation: Annotation, source: string, points: CodePoints): unknown {
  const { id, creator, created, modified } = annotation;
  return {
    id,
    type: 'Annotation',
    motivation: motivationOf(annotation),
    creator: { type: 'Person', name: creator },
    created,
    ...(modified === undefined ? {} : { modified }),
    body: bodyOf(annotation),
    ...(annotation.type === 'note' && annotation.resolved ? { 'galley:resolved': true } : {}),
    ...(annotation.type === 'note' && annotation.replyTo
      ? { 'galley:replyTo': annotation.replyTo }
      : {}),
    target: { source, selector: selectorsOf(annotation.target, points) },
  };
}

function motivationOf(annotation: Annotation): string {
  if (annotation.type === 'label') return 'classifying';
  return annotation.replyTo ? 'replying' : 'commenting';
}

function bodyOf(annotation: Annotation): unknown {
  return annotation.type === 'label'
    ? { type: 'TextualBody', purpose: 'classifying', value: annotation.kind }
    : { type: 'TextualBody', purpose: 'commenting', format: 'text/plain', value: annotation.text };
}

function selectorsOf({ quote, prefix, suffix, start, end }: Target, points: CodePoints): unknown {
  return [
    { type: 'TextQuoteSelector', exact: quote, prefix, suffix },
    { type: 'TextPositionSelector', start: points.fromUtf16(start), end: points.fromUtf16(end) },
  ];
}

/**
 * Reads a page that {@link serialize} wrote, or an older version of it. Offsets are those of the
 * text that is given; where it changed since, the targets have to be anchored.
 * @throws AnnotationError where the file is not what it should be
 */
export function deserialize(text: string, json: string): Annotation[] {
  const page = migrated(parsed(json));
  const items = page.items;
  if (!Array.isArray(items)) throw new AnnotationError('/items', 'expected a list of annotations');
  const points = new CodePoints(text);
  const annotations = items.map((item, index) => annotationOf(item, `/items/${index}`, points));
  const seen = new Set<string>();
  annotations.forEach(({ id }, index) => {
    if (seen.has(id)) throw new AnnotationError(`/items/${index}/id`, `“${id}” is there twice`);
    seen.add(id);
  });
  return annotations;
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(json: string): Fields {
  try {
    return fields(JSON.parse(json), '');
  } catch (error) {
    if (error instanceof AnnotationError) throw error;
    throw new AnnotationError(
      '',
      `not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Brings a page of an older schema to the present one. There is one schema so far. */
function migrated(page: Fields): Fields {
  const version = page['galley:schema'];
  if (version === SCHEMA) return page;
  if (typeof version === 'number' && version > SCHEMA) {
    throw new AnnotationError(
      '/galley:schema',
      `version ${version} is newer than this Galley: update it`,
    );
  }
  throw new AnnotationError('/galley:schema', `expected the version ${SCHEMA}`);
}

function annotationOf(value: unknown, pointer: string, points: CodePoints): Annotation {
  const item = fields(value, pointer);
  const body = fields(item.body, `${pointer}/body`);
  const modified = item.modified;
  const decision = {
    id: string(item.id, `${pointer}/id`),
    target: targetOf(item.target, `${pointer}/target`, points),
    creator: string(fields(item.creator, `${pointer}/creator`).name, `${pointer}/creator/name`),
    created: string(item.created, `${pointer}/created`),
    ...(modified === undefined ? {} : { modified: string(modified, `${pointer}/modified`) }),
  };
  const content = string(body.value, `${pointer}/body/value`);
  if (item.motivation === 'classifying') {
    if (isKind(content)) return { ...decision, type: 'label', kind: content };
    throw new AnnotationError(`${pointer}/body/value`, `“${content}” is not a kind of section`);
  }
  const replyTo = item['galley:replyTo'];
  return {
    ...decision,
    type: 'note',
    text: content,
    resolved: item['galley:resolved'] === true,
    ...(replyTo === undefined ? {} : { replyTo: string(replyTo, `${pointer}/galley:replyTo`) }),
  };
}

function targetOf(value: unknown, pointer: string, points: CodePoints): Target {
  const selectors = fields(value, pointer).selector;
  const of = (type: string): Fields => {
    const list: readonly unknown[] = Array.isArray(selectors) ? selectors : [selectors];
    const index = list.findIndex((each) => isFields(each) && each.type === type);
    if (index < 0) throw new AnnotationError(`${pointer}/selector`, `expected a ${type}`);
    return fields(list[index], `${pointer}/selector/${index}`);
  };
  const quote = of('TextQuoteSelector');
  const position = of('TextPositionSelector');
  return {
    start: points.toUtf16(count(position.start, `${pointer}/selector/start`)),
    end: points.toUtf16(count(position.end, `${pointer}/selector/end`)),
    quote: string(quote.exact, `${pointer}/selector/exact`),
    prefix: string(quote.prefix ?? '', `${pointer}/selector/prefix`),
    suffix: string(quote.suffix ?? '', `${pointer}/selector/suffix`),
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fields(value: unknown, pointer: string): Fields {
  if (isFields(value)) return value;
  throw new AnnotationError(pointer, 'expected an object');
}

function string(value: unknown, pointer: string): string {
  if (typeof value === 'string') return value;
  throw new AnnotationError(pointer, 'expected a string');
}

function count(value: unknown, pointer: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new AnnotationError(pointer, 'expected a whole number');
}
