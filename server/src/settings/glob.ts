/** Longest glob, in UTF-16 units, and most alternatives that its braces may stand for. */
const LONGEST = 1000;
const MOST_ALTERNATIVES = 100;

/** What is wrong with a glob, so that it names nothing. */
export type GlobMistake =
  | 'empty'
  | 'tooLong'
  | 'tooManyAlternatives'
  | 'unclosed'
  /** Opens with `!`: no list of globs takes something out again. */
  | 'negated'
  /** Ends with `/`: it would name folders, and there are only files. */
  | 'folder';

/** Any characters of a name; any one character; any folders. */
const STAR = Symbol('*');
const ANY = Symbol('?');
const FOLDERS = Symbol('**');

/** One of several characters. */
interface Class {
  readonly negated: boolean;
  readonly ranges: readonly (readonly [number, number])[];
}

type Token = string | typeof STAR | typeof ANY | Class;
type Segment = readonly Token[] | typeof FOLDERS;

/** A glob without braces. */
type Pattern = readonly Segment[];

/** A glob that was understood, or why it was not. */
export type Glob =
  | { readonly type: 'glob'; readonly patterns: readonly Pattern[] }
  | { readonly type: 'mistake'; readonly mistake: GlobMistake };

/**
 * Understands a glob: `*` and `?` within a name, `**` for any folders, `[a-z]`, `[!a-z]`, `{one,two}`,
 * and `\` before a character that stands for itself; nothing else is special. A glob without a slash
 * is of the file's name, as in `.gitignore`; one that opens with `/` or `./` starts at the folder.
 *
 * Not a library, for those make regular expressions of globs, some of which take exponential time: a
 * project file comes with a repository, and must not hang who opens it.
 */
export function parseGlob(glob: string): Glob {
  const mistake = mistakeIn(glob);
  if (mistake) return { type: 'mistake', mistake };
  const alternatives: string[] = [];
  const wrong = expand(glob, alternatives);
  if (wrong) return { type: 'mistake', mistake: wrong };
  const patterns: Pattern[] = [];
  for (const alternative of alternatives) {
    const pattern = patternOf(alternative);
    if (!pattern) return { type: 'mistake', mistake: 'unclosed' };
    if (pattern.length > 0) patterns.push(pattern);
  }
  return { type: 'glob', patterns };
}

/** Whether a glob is understood; one that is not names nothing. */
export function isGlob(glob: string): boolean {
  return parseGlob(glob).type === 'glob';
}

function mistakeIn(glob: string): GlobMistake | undefined {
  if (/^\.?\/*$/u.test(glob)) return 'empty';
  if (glob.length > LONGEST) return 'tooLong';
  if (glob.startsWith('!')) return 'negated';
  return glob.endsWith('/') ? 'folder' : undefined;
}

/** Adds what the braces of a glob stand for to a list. */
function expand(glob: string, into: string[]): GlobMistake | undefined {
  const open = indexOutside(glob, '{', 0);
  if (open < 0) {
    into.push(glob);
    return into.length > MOST_ALTERNATIVES ? 'tooManyAlternatives' : undefined;
  }
  const choices: string[] = [];
  let from = open + 1;
  let depth = 0;
  for (let at = from; ; at++) {
    at = indexOutside(glob, '{,}', at);
    if (at < 0) return 'unclosed';
    if (glob[at] === '{') depth++;
    else if (depth === 0) {
      choices.push(glob.slice(from, at));
      from = at + 1;
      if (glob[at] === '}') break;
    } else if (glob[at] === '}') depth--;
  }
  for (const choice of choices) {
    const mistake = expand(glob.slice(0, open) + choice + glob.slice(from), into);
    if (mistake) return mistake;
  }
  return undefined;
}

/** The next of some characters that is neither escaped nor in brackets; -1 where there is none. */
function indexOutside(glob: string, characters: string, from: number): number {
  for (let at = from; at < glob.length; at++) {
    const character = glob.charAt(at);
    if (characters.includes(character)) return at;
    if (character === '\\') at++;
    else if (character === '[') at = Math.max(at, closeOf(glob, at));
  }
  return -1;
}

/** Where the bracket that opens here closes; -1 where it does not. The first character never does. */
function closeOf(glob: string, open: number): number {
  const negated = glob[open + 1] === '!' || glob[open + 1] === '^';
  const first = open + (negated ? 2 : 1);
  for (let at = first; at < glob.length; at++) {
    if (glob[at] === ']' && at > first) return at;
    if (glob[at] === '\\') at++;
  }
  return -1;
}

/** The pattern of a glob without braces; undefined where a bracket is not closed. */
function patternOf(glob: string): Pattern | undefined {
  const segments: Segment[] = [];
  let tokens: Token[] = [];
  const end = (): void => {
    const [first, second, third] = tokens;
    const folders = first === STAR && second === STAR && third === undefined;
    if (folders) segments.push(FOLDERS);
    else if (tokens.length > 0) segments.push(tokens);
    tokens = [];
  };
  const inner = glob.replace(/^\.?\/+/u, '');
  for (let at = 0; at < inner.length; at++) {
    const character = inner.charAt(at);
    if (character === '/') end();
    else if (character === '*') tokens.push(STAR);
    else if (character === '?') tokens.push(ANY);
    else if (character === '[') {
      const close = closeOf(inner, at);
      if (close < 0) return undefined;
      tokens.push(classOf(inner.slice(at + 1, close)));
      at = close;
    } else
      tokens.push(character === '\\' && at + 1 < inner.length ? inner.charAt(++at) : character);
  }
  end();
  // Without a slash it is of the name, wherever the file lies.
  return glob.includes('/') || segments.length === 0 ? segments : [FOLDERS, ...segments];
}

/** What stands between brackets. */
function classOf(inside: string): Class {
  const negated = inside.startsWith('!') || inside.startsWith('^');
  const codes: number[] = [];
  const dashes = new Set<number>();
  for (let at = negated ? 1 : 0; at < inside.length; at++) {
    if (inside[at] === '\\' && at + 1 < inside.length) at++;
    else if (inside[at] === '-') dashes.add(codes.length);
    codes.push(inside.charCodeAt(at));
  }
  const ranges: (readonly [number, number])[] = [];
  for (let at = 0; at < codes.length; at++) {
    const low = codes[at] ?? 0;
    const isRange = dashes.has(at + 1) && at + 2 < codes.length;
    if (isRange) at += 2;
    ranges.push([low, codes[at] ?? low]);
  }
  return { negated, ranges };
}

/** Whether a pattern names a path, given by its parts. Takes the product of their lengths at most. */
export function matchesPattern(pattern: Pattern, path: readonly string[]): boolean {
  return matchWild(pattern, path, FOLDERS, (segment, part) => {
    return typeof segment === 'object' && matchWild(segment, part, STAR, isAt);
  });
}

/**
 * Whether items fit a pattern in which `wild` stands for any number of them. Where they do not, only
 * the last `wild` takes one more: what those before it took was the least, and more cannot help.
 */
function matchWild<P, T>(
  pattern: ArrayLike<P>,
  items: ArrayLike<T>,
  wild: P,
  fits: (one: P, item: T) => boolean,
): boolean {
  let at = 0;
  let last = -1;
  let taken = 0;
  for (let item = 0; item < items.length; ) {
    const one = pattern[at] as P;
    if (at < pattern.length && one === wild) {
      last = at++;
      taken = item;
    } else if (at < pattern.length && fits(one, items[item] as T)) {
      at++;
      item++;
    } else if (last >= 0) {
      at = last + 1;
      item = ++taken;
    } else return false;
  }
  while (at < pattern.length && pattern[at] === wild) at++;
  return at === pattern.length;
}

function isAt(token: Token, character: string): boolean {
  if (typeof token === 'string') return token === character;
  if (typeof token === 'symbol') return true;
  const code = character.charCodeAt(0);
  return token.ranges.some(([low, high]) => low <= code && code <= high) !== token.negated;
}
