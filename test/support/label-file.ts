import type { Label } from '../../server/src/annotations/annotation.ts';
import { targetOf } from '../../server/src/annotations/annotation.ts';
import type { Review } from '../../server/src/annotations/content.ts';
import { serialize } from '../../server/src/annotations/jsonld.ts';
import { Pins } from '../../server/src/annotations/pin.ts';
import type { Kind } from '../../server/src/core/kinds.ts';

/** Who took which words of a source for what. */
export interface Said {
  readonly who: string;
  readonly kind: Kind;
  readonly words: string;
}

const WHEN = '2026-03-01T09:30:00Z';

/** A file of labels as somebody's editor has stored it beside a source with this text. */
export function labelFile(
  source: string,
  text: string,
  said: readonly Said[],
  reviewer?: string,
): string {
  const pins = new Pins(text);
  const annotations = said.map((each, index) => pins.pin(labelOf(text, each, index)));
  const review: Review | undefined = reviewer ? { by: reviewer, at: WHEN } : undefined;
  return serialize(text, source, { annotations, review });
}

function labelOf(text: string, { who, kind, words }: Said, index: number): Label {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`“${words}” is not in the text`);
  return {
    type: 'label',
    id: `urn:test:${who}-${index}`,
    kind,
    target: targetOf(text, start, start + words.length),
    creator: who,
    created: WHEN,
  };
}
