import type { OpenSource } from './session.ts';

/** The text that strip leaves of a source, under the user's policy or the given level of it. */
export async function cleanTextOf(
  { parser, source, settings }: OpenSource,
  level: 'safe' | 'thorough' = settings.strip.level,
): Promise<string> {
  // Not imported above: what it brings along would make the server's start slower by a tenth.
  const { applyEdits } = await import('../core/source.ts');
  const { comments } = settings.strip;
  return applyEdits(source.text, parser.strip(source, { level, comments }));
}
