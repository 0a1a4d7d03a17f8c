import picomatch from 'picomatch';
import type { Settings } from './settings.ts';

/** The language's own file name patterns, as the manifest claims them. */
export const SOURCE_PATTERNS: readonly string[] = [
  '**/seeds/**/*.txt',
  '*.seed.txt',
  '[0-9][0-9][0-9]_*.txt',
];

/** A file as the decision sees it. */
export interface FileDescription {
  /** Path with `/`, relative to its workspace folder or working directory; absolute outside of any. */
  readonly path: string;
  /** Whether something other than its path says that it is a source: its language, or its user. */
  readonly declared: boolean;
}

/** Whether Galley reads a file. */
export type Claim =
  | { readonly type: 'source' }
  /** The glob of `galley.exclude` that leaves it alone. */
  | { readonly type: 'excluded'; readonly pattern: string }
  | { readonly type: 'notASource' };

/**
 * Whether a file is a source: declared to be one, named as the language's patterns say, or named by
 * `galley.sources`; and not named by `galley.exclude`. Never a `.txt` for its suffix alone.
 */
export function claimOf(
  { path, declared }: FileDescription,
  { sources, exclude }: Pick<Settings, 'sources' | 'exclude'>,
): Claim {
  const pattern = exclude.find((glob) => matches(path, glob));
  if (pattern !== undefined) return { type: 'excluded', pattern };
  const named = [...SOURCE_PATTERNS, ...sources].some((glob) => matches(path, glob));
  return { type: declared || named ? 'source' : 'notASource' };
}

/** Matchers by glob: compiling one costs far more than asking it. */
const matchers = new Map<string, (path: string) => boolean>();

/**
 * Whether a glob names a path. One without a slash is of the file's name, as in `.gitignore` and in
 * file associations; one that opens with a slash starts at the folder.
 */
export function matches(path: string, glob: string): boolean {
  let matcher = matchers.get(glob);
  if (!matcher) {
    const bare = glob.replace(/^\.?\//, '');
    const basename = !glob.includes('/');
    matcher = picomatch(bare, { dot: true, basename });
    matchers.set(glob, matcher);
  }
  return matcher(path.replace(/^\/+/, ''));
}
