import { serialize } from '../annotations/jsonld.ts';
import { deserialize } from '../annotations/jsonldReader.ts';
import type { ExportFormat, LabelledText } from './document.ts';

/**
 * W3C Web Annotations: what people decided and wrote, as the store keeps it. A page has one annotation
 * at least, as the recommendation demands; a source that nobody annotated has no page.
 */
export const webAnnotation: ExportFormat = {
  name: 'annotation',
  layout: 'files',
  write: ({ id, text, content }) =>
    content.annotations.length === 0 ? {} : { '.jsonld': serialize(text, id, content) },
};

/** Reads a page of W3C annotations about a text. Notes are not labels, and are left out. */
export function readWebAnnotation(id: string, text: string, page: string): LabelledText {
  const spans = deserialize(text, page).annotations.flatMap((each) => {
    if (each.type !== 'label') return [];
    const { target, kind, creator, created, modified } = each;
    const { start, end } = target;
    return [{ start, end, kind, by: 'person' as const, creator, created: modified ?? created }];
  });
  return { id, text, spans };
}
