import type { Label } from '../annotations/annotation.ts';
import { Pins } from '../annotations/pin.ts';
import { brat } from './brat.ts';
import type { ExportFormat, ImportFormat, LabelledText } from './document.ts';
import { dolma } from './dolma.ts';
import { galleyJsonl } from './galleyJsonl.ts';
import { labelStudio } from './labelStudio.ts';
import { schemaOrg } from './schemaOrg.ts';
import { doccano, prodigy } from './spanFormats.ts';
import { webAnnotation } from './webAnnotation.ts';

export const EXPORTS: readonly ExportFormat[] = [
  galleyJsonl,
  schemaOrg,
  webAnnotation,
  dolma,
  labelStudio,
  brat,
  prodigy,
  doccano,
];

export const IMPORTS: readonly ImportFormat[] = [galleyJsonl, dolma, labelStudio, prodigy, doccano];

export interface ImportOptions {
  /** Who imports, for labels without a name; and when, for those without a time. */
  readonly who: string;
  readonly when: string;
  /** Makes an IRI that nothing else has. */
  readonly newId: () => string;
  /** Whether what a model said becomes a person's label too. */
  readonly model?: boolean;
}

/**
 * Imported labels as annotations, pinned to the text that they came with: a page finds them in its
 * source even where that differs a little.
 */
export function labelsOf({ text, spans }: LabelledText, options: ImportOptions): Label[] {
  const pins = new Pins(text);
  return spans
    .filter(({ by }) => by === 'person' || options.model)
    .map(({ start, end, kind, creator, created }) => ({
      type: 'label',
      id: options.newId(),
      kind,
      creator: creator ?? options.who,
      created: created ?? options.when,
      target: pins.target({ start, end }),
    }));
}
