import type { Kind } from '../../server/src/core/kinds.ts';

/**
 * A file of labels as somebody else's editor may have written it: kinds for the first lines of a
 * text, whose lines end with LF and have no character beyond the first plane.
 */
export function labelFile(
  source: string,
  text: string,
  who: string,
  kinds: readonly Kind[],
): string {
  const lines = text.split('\n');
  const items = kinds.map((kind, line) => {
    const start = lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0);
    return labelOf(source, text, { who, kind, start, exact: lines[line] ?? '', line });
  });
  const context = [
    'http://www.w3.org/ns/anno.jsonld',
    { galley: 'https://galley-tools.github.io/ns#' },
  ];
  return JSON.stringify({ '@context': context, type: 'AnnotationPage', 'galley:schema': 1, items });
}

interface Label {
  readonly who: string;
  readonly kind: Kind;
  readonly start: number;
  readonly exact: string;
  readonly line: number;
}

function labelOf(source: string, text: string, { who, kind, start, exact, line }: Label): unknown {
  const end = start + exact.length;
  const prefix = text.slice(Math.max(0, start - 32), start);
  const suffix = text.slice(end, end + 32);
  return {
    id: `urn:uuid:00000000-0000-4000-8000-00000000000${line}`,
    type: 'Annotation',
    motivation: 'classifying',
    creator: { type: 'Person', name: who },
    created: '2026-03-01T09:30:00Z',
    body: { type: 'TextualBody', purpose: 'classifying', value: kind },
    target: {
      source,
      selector: [
        { type: 'TextQuoteSelector', exact, prefix, suffix },
        { type: 'TextPositionSelector', start, end },
      ],
    },
  };
}
