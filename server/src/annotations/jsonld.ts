import { type Annotation, inOrder, type Target } from './annotation.ts';
import { FilePoints } from './codePoints.ts';
import type { PageContent } from './content.ts';
import { iriOf } from './iri.ts';

/** The version of the schema that is written; older ones are migrated when read. */
const SCHEMA = 2;

/**
 * What the members mean: those of the recommendation, then our own. A JSON-LD processor drops a member
 * without a meaning, and takes an id for a text unless it is told.
 */
const CONTEXT = [
  'http://www.w3.org/ns/anno.jsonld',
  {
    galley: 'https://galley-tools.github.io/ns#',
    'galley:adjudicates': { '@type': '@id', '@container': '@set' },
    'galley:replyTo': { '@type': '@id' },
    by: 'galley:by',
    at: { '@id': 'galley:at', '@type': 'xsd:dateTime' },
  },
];

/** The page's IRI: that of the file, wherever it lies. */
const PAGE = '#page';

/**
 * Writes the annotations of one source as a W3C Web Annotation page: sorted and indented, so that it
 * merges in Git. Positions are in code points of the source's text, as the recommendation counts them.
 * What an annotation is written as is remembered: of many, a person changes few at a time.
 */
export class Serializer {
  readonly text: string;
  readonly #source: string;
  readonly #points: FilePoints;
  readonly #known = new WeakMap<Annotation, string>();

  /** @param source path of the source relative to the folder that holds `.galley`, with `/` */
  constructor(text: string, source: string) {
    this.text = text;
    this.#source = source;
    this.#points = new FilePoints(text);
  }

  serialize({ annotations, review }: PageContent): string {
    const about = {
      '@context': CONTEXT,
      id: PAGE,
      type: 'AnnotationPage',
      'galley:schema': SCHEMA,
      ...(review ? { 'galley:review': { by: review.by, at: review.at } } : {}),
    };
    const items = inOrder(annotations).map((each) => this.#item(each));
    const list = items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n ]`;
    return `${JSON.stringify(about, null, 1).slice(0, -END.length)},\n "items": ${list}${END}\n`;
  }

  #item(annotation: Annotation): string {
    const known = this.#known.get(annotation);
    if (known !== undefined) return known;
    const json = JSON.stringify(itemOf(annotation, this.#source, this.#points), null, 1);
    const item = `  ${json.replaceAll('\n', '\n  ')}`;
    this.#known.set(annotation, item);
    return item;
  }
}

/** How an indented object ends. */
const END = '\n}';

/** The same of a page that is written once. */
export function serialize(text: string, source: string, content: PageContent): string {
  return new Serializer(text, source).serialize(content);
}

function itemOf(annotation: Annotation, source: string, points: FilePoints): unknown {
  const { id, creator, created, modified } = annotation;
  return {
    id,
    type: 'Annotation',
    motivation: motivationOf(annotation),
    creator: { type: 'Person', name: creator },
    created,
    ...(modified === undefined ? {} : { modified }),
    body: bodyOf(annotation),
    ...(annotation.type === 'label' && annotation.adjudicates
      ? { 'galley:adjudicates': annotation.adjudicates }
      : {}),
    ...(annotation.type === 'note' && annotation.resolved ? { 'galley:resolved': true } : {}),
    ...(annotation.type === 'note' && annotation.replyTo
      ? { 'galley:replyTo': annotation.replyTo }
      : {}),
    target: targetOf(annotation.target, source, points),
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

function targetOf(target: Target, source: string, points: FilePoints): unknown {
  const { quote, prefix, suffix, start, end, repeated, text } = target;
  return {
    source: iriOf(source),
    selector: [
      { type: 'TextQuoteSelector', exact: quote, prefix, suffix },
      { type: 'TextPositionSelector', start: points.fromUtf16(start), end: points.fromUtf16(end) },
    ],
    ...(repeated ? { 'galley:repeated': true } : {}),
    ...(text === undefined ? {} : { 'galley:text': text }),
  };
}
