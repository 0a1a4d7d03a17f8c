import { matchesPattern, parseGlob } from './glob.ts';
import type { Settings } from './settings.ts';

/** The language's own file name patterns, as the manifest claims them. */
const SOURCE_PATTERNS: readonly string[] = [
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
  /** `named`: a person's glob of `galley.sources` says so, not only a pattern or a language. */
  | { readonly type: 'source'; readonly named: boolean }
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
  const named = sources.some((glob) => matches(path, glob));
  const isSource = declared || named || SOURCE_PATTERNS.some((glob) => matches(path, glob));
  return isSource ? { type: 'source', named } : { type: 'notASource' };
}

/** Globs that were understood: that costs more than to ask them. */
const known = new Map<string, Matches>();

type Matches = (path: string) => boolean;

/** Whether a glob names a path; what the globs mean is said at {@link parseGlob}. */
export function matches(path: string, glob: string): boolean {
  let matcher = known.get(glob);
  if (!matcher) {
    matcher = matcherOf(glob);
    known.set(glob, matcher);
  }
  return matcher(path);
}

/** Whether any of some globs names a path: the one meaning of globs, wherever they are set. */
export function matcher(globs: readonly string[]): Matches {
  return (path) => globs.some((glob) => matches(path, glob));
}

function matcherOf(glob: string): Matches {
  const parsed = parseGlob(glob);
  // Whoever reads the settings tells of the mistake.
  if (parsed.type === 'mistake') return () => false;
  return (path) => {
    const parts = path.split('/').filter((part) => part !== '');
    return parsed.patterns.some((pattern) => matchesPattern(pattern, parts));
  };
}
