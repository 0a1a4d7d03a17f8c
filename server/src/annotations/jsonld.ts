import { type Annotation, inOrder, type Target } from './annotation.ts';
import { CodePoints } from './codePoints.ts';
import type { PageContent } from './content.ts';

/** The version of the schema that is written; older ones are migrated when read. */
export const SCHEMA = 2;

const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';
const VOCABULARY = 'https://galley-tools.github.io/ns#';

/**
 * The annotations of one source as a W3C Web Annotation page: sorted and indented, so that it merges
 * in Git. Positions are in code points of the source's text, as the recommendation counts them.
 * @param source path of the source relative to the folder that holds `.galley`, with `/`
 */
export function serialize(
  text: string,
  source: string,
  { annotations, review }: PageContent,
): string {
  const points = new CodePoints(text);
  const page = {
    '@context': [CONTEXT, { galley: VOCABULARY }],
    type: 'AnnotationPage',
    'galley:schema': SCHEMA,
    ...(review ? { 'galley:review': { by: review.by, at: review.at } } : {}),
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

function targetOf(target: Target, source: string, points: CodePoints): unknown {
  const { quote, prefix, suffix, start, end, repeated, text } = target;
  return {
    source,
    selector: [
      { type: 'TextQuoteSelector', exact: quote, prefix, suffix },
      { type: 'TextPositionSelector', start: points.fromUtf16(start), end: points.fromUtf16(end) },
    ],
    ...(repeated ? { 'galley:repeated': true } : {}),
    ...(text === undefined ? {} : { 'galley:text': text }),
  };
}
