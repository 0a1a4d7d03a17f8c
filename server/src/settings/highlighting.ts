import { groupOf, type Kind } from '../core/kinds.ts';
import type { Settings } from './settings.ts';

/** Whether lines of a kind have the colours of the kind. */
export function colours(kind: Kind, { highlighting }: Pick<Settings, 'highlighting'>): boolean {
  const { [groupOf(kind)]: how = 'both' } = highlighting;
  return how === 'both' || how === 'tokens';
}

/** Whether findings of a kind are faded. */
export function fades(kind: Kind, { highlighting }: Pick<Settings, 'highlighting'>): boolean {
  const { [groupOf(kind)]: how = 'both' } = highlighting;
  return how === 'both' || how === 'fading';
}
