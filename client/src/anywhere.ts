import { isGlob } from '../../server/src/settings/glob.ts';

/** What stands between brackets, or a character that stands for itself. */
const ESCAPABLE = /\[[!^]?\]?(?:\\.|[^\]\\])*\]|\\.?/gu;

/**
 * A glob of `galley.sources` as VS Code takes it, which matches the whole path: it names at least what
 * the glob names below any folder. Undefined for what is no glob and so names nothing.
 */
export function anywhere(glob: unknown): string | undefined {
  if (typeof glob !== 'string' || !isGlob(glob)) return undefined;
  const inner = glob
    .replace(/^\.?\/+/u, '')
    .replace(/\/{2,}/gu, '/')
    // VS Code knows no way to write a character that stands for itself.
    .replace(ESCAPABLE, (piece) => (piece.includes('\\') ? '?' : piece));
  return inner.startsWith('**/') ? inner : `**/${inner}`;
}
