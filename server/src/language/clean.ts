import { applyEdits } from '../core/source.ts';
import type { OpenSource } from './session.ts';

/** The text that strip leaves of a source, under the user's policy or the given level of it. */
export function cleanTextOf(
  { parser, source, settings }: OpenSource,
  level: 'safe' | 'thorough' = settings.strip.level,
): string {
  const { comments } = settings.strip;
  return applyEdits(source.text, parser.strip(source, { level, comments }));
}
