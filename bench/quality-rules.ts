/**
 * Line rules of well-known corpora, written anew from their papers, as deletion: true where a rule drops a line.
 * They see plain text, as Galley does, and none of the page's markup.
 */

/** One line of a document that is not blank. */
export interface Rule {
  readonly name: string;
  drops(lines: readonly string[]): boolean[];
}

const words = (line: string): string[] => line.split(/\s+/u).filter((word) => word !== '');

/** Keeps everything: what a pipeline without cleaning has. */
export const keepAll: Rule = { name: 'keep all', drops: (lines) => lines.map(() => false) };

/** C4 (Raffel et al. 2020, 2.2): only lines of five words that end in a terminal punctuation mark stay. */
export const c4: Rule = {
  name: 'C4 lines',
  drops: (lines) =>
    lines.map((line) => {
      const text = line.trim();
      return !/[.!?"”]$/u.test(text) || words(text).length < 5 || /javascript/iu.test(text);
    }),
};

/** RefinedWeb (Penedo et al. 2023, G.2): lines of capitals, of numbers, counters, single words, and short ones with a pattern. */
export const refinedWeb: Rule = {
  name: 'RefinedWeb lines',
  drops: (lines) => lines.map((line) => refined(line.trim())),
};

const COUNTER =
  /^\W*[\d.,]+\s?[kKmM]?\s+(likes?|shares?|comments?|retweets?|reposts?|quotes?|bookmarks?|upvotes?|downvotes?|downloads?|views?|followers?)\W*$/iu;
const SHORT = [
  /^(sign|log)[ -]?in/iu,
  /(read more|continue reading)\W*$/iu,
  /items? in (your )?cart/iu,
];

function refined(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  if (letters > 0 && capitals > 0.5 * letters) return true;
  if (/^[\d\s.,:/-]+$/u.test(text) || COUNTER.test(text)) return true;
  const count = words(text).length;
  return count <= 1 || (count <= 10 && SHORT.some((pattern) => pattern.test(text)));
}

type Class = 'good' | 'bad' | 'short' | 'near';

/**
 * jusText (Pomikálek 2011) with its default lengths, in its mode for any language: no list of stop words, so that
 * length alone decides before the context does. No links are known in a text.
 */
export const justext: Rule = {
  name: 'jusText',
  drops: (lines) => revised(lines.map((line) => free(line.trim()))).map((kind) => kind !== 'good'),
};

function free(text: string): Class {
  if (text.includes('©') || text.includes('&copy')) return 'bad';
  if (text.length < 70) return 'short';
  return text.length > 200 ? 'good' : 'near';
}

/** Short and nearly good lines take after the good and bad ones around them. */
function revised(classes: readonly Class[]): Class[] {
  const short = classes.map((kind, i): Class => {
    if (kind !== 'short') return kind;
    const [before, after] = [neighbour(classes, i, -1, false), neighbour(classes, i, 1, false)];
    if (before === 'good' && after === 'good') return 'good';
    if (before === 'bad' && after === 'bad') return 'bad';
    const near = ([-1, 1] as const).some(
      (step) =>
        neighbour(classes, i, step, false) === 'bad' &&
        neighbour(classes, i, step, true) === 'near',
    );
    return near ? 'good' : 'bad';
  });
  return short.map((kind, i) => {
    if (kind !== 'near') return kind;
    const ends = [neighbour(short, i, -1, false), neighbour(short, i, 1, false)];
    return ends.every((end) => end === 'bad') ? 'bad' : 'good';
  });
}

function neighbour(classes: readonly Class[], from: number, step: 1 | -1, near: boolean): Class {
  for (let i = from + step; i >= 0 && i < classes.length; i += step) {
    const kind = classes[i] as Class;
    if (kind === 'good' || kind === 'bad' || (near && kind === 'near')) return kind;
  }
  return 'bad';
}
