import { diffArrays } from 'diff';
import type { Kind } from '../server/src/core/kinds.ts';

/** A rendering of a page, with kinds. */
interface Rendering {
  readonly id: string;
  readonly lines: readonly Line[];
  /** Where only lines `[from, to)` of it were labelled and are here. */
  readonly part?: readonly [number, number];
}

interface Line {
  readonly t: string;
  readonly k: Kind | null;
  readonly unsure?: boolean;
}

/** Of a line's words, how many must stand in the other rendering under one kind, 0..1. */
const SHARE = 0.7;
/** Longer renderings, in words, cost more to compare than they teach. */
const LONGEST = 20_000;
/** So many words in a row that stand once in each of two renderings are the same place of the page. */
const ANCHOR = 5;
/** A stretch of a rendering teaches where at least so many more of its lines are judged than not. */
const LEAST = 15;

/** The page that a document renders: its id without renderer and crop. */
export function pageOf(id: string): string {
  return id.split('.').slice(0, -2).join('.');
}

/** Documents labelled by hand, by the page that they render. */
export class Pages<D extends Rendering> {
  readonly #of = new Map<string, D[]>();

  add(document: D): void {
    const page = pageOf(document.id);
    if (page !== '') this.#of.set(page, [...this.labelling(document), document]);
  }

  labelling({ id }: Rendering): readonly D[] {
    return this.#of.get(pageOf(id)) ?? [];
  }

  /**
   * Another rendering of a page with the labels of each of `from` that is of it, of these a document each; lines that only
   * the other has, or that have labels of their own, are left unjudged.
   */
  labelled(other: D, from: Pages<D>): D[] {
    const own = this.labelling(other).filter(({ id }) => id === other.id);
    if (own.some(({ part }) => !part)) return [];
    const isOwn = (i: number): boolean => own.some(({ part: [a, b] = [0, 0] }) => a <= i && i < b);
    const free = {
      ...other,
      lines: other.lines.map((l, i) => (isOwn(i) ? { t: l.t, k: null } : l)),
    };
    return from.labelling(other).flatMap((document): D[] => {
      const found = document.id === other.id ? undefined : projected(document, free);
      if (!found) return [];
      const { judged, lines, ...about } = found;
      return [
        { ...other, ...about, lines: lines.map((l, i) => (judged[i] ? l : { t: l.t, k: null })) },
      ];
    });
  }
}

/**
 * The labels of one rendering of a page on another rendering of it: a line has the kind of the words
 * that stand in both, in the same order. Lines that only the other has are not judged: they keep
 * their place, `judged` says which they are. Where little of it was judged, the stretch that was, as the
 * labels are of a part of a long text. Undefined where that is too little.
 */
export function projected<D extends Rendering>(
  labelled: Rendering,
  other: D,
): (Omit<D, 'lines'> & { lines: Line[]; judged: boolean[] }) | undefined {
  const votes = votesOf(labelled, other);
  if (!votes) return undefined;
  const winners = other.lines.map((line, i) =>
    line.k === null ? undefined : winnerOf(labelled, votes.votes[i], votes.sizes[i] ?? 0),
  );
  // Bullets and rules of their own can be told by no word: they count neither way.
  const counts = other.lines.map((line, i) =>
    winners[i] ? 1 : line.k === null || votes.sizes[i] === 0 ? 0 : -1,
  );
  const [start, end] = judgedStretch(counts);
  if (start === end) return undefined;
  const lines = other.lines
    .slice(start, end)
    .map(({ t, k }, i) => ({ t, k, ...winners[start + i] }));
  const judged = winners.slice(start, end).map((winner) => winner !== undefined);
  return { ...other, lines, judged };
}

/** Lines `[start, end)`: all where a third is judged (1, not -1), else those among which judged ones prevail most. */
function judgedStretch(counts: readonly number[]): [number, number] {
  const judged = counts.filter((count) => count > 0).length;
  const told = counts.filter((count) => count !== 0).length;
  if (judged * 3 >= told && judged > 0) return [0, counts.length];
  let [best, sum, from]: [[number, number], number, number] = [[0, 0], 0, 0];
  let most = LEAST - 1;
  counts.forEach((count, i) => {
    sum += count;
    if (sum <= 0) [sum, from] = [0, i + 1];
    if (sum > most) [most, best] = [sum, [from, i + 1]];
  });
  return best;
}

interface Votes {
  /** For each line of the other rendering, with how many words it is which line of the labelled one. */
  readonly votes: readonly ReadonlyMap<number, number>[];
  readonly sizes: readonly number[];
}

/** Undefined where the renderings are too long to compare. */
function votesOf(labelled: Rendering, other: Rendering): Votes | undefined {
  const [from, to] = [wordsOf(labelled), wordsOf(other)];
  if (from.words.length > LONGEST || to.words.length > LONGEST) return undefined;
  const [start, end] = whereabouts(from.words, to.words);
  const votes = other.lines.map(() => new Map<number, number>());
  let [a, b] = [0, start];
  const changes = diffArrays([...from.words], to.words.slice(start, end));
  for (const { added, removed, count } of changes) {
    if (added) b += count;
    else if (removed) a += count;
    else {
      for (let i = 0; i < count; i++, a++, b++) vote(votes[to.line[b] ?? 0], from.line[a] ?? 0);
    }
  }
  return { votes, sizes: to.sizes };
}

/**
 * Where in a rendering that is much longer than the labelled one its words are to be sought, `[start, end)`: comparing
 * all takes as many steps as the square of what differs.
 */
function whereabouts(from: readonly string[], to: readonly string[]): [number, number] {
  if (to.length < 2 * from.length + 500) return [0, to.length];
  const [own, places] = [singles(from), singles(to)];
  const found = [...own].flatMap(([words, i]) => {
    const at = places.get(words);
    return at === undefined ? [] : [at - i];
  });
  const middle = found.sort((one, two) => one - two)[found.length >> 1];
  if (middle === undefined) return [0, 0];
  // The renderings differ in what stands between the texts: a margin for that.
  const margin = from.length >> 1;
  return [Math.max(0, middle - margin), Math.min(to.length, middle + from.length + margin)];
}

/** Runs of ANCHOR words that stand once in a text, and where. */
function singles(words: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  const twice = new Set<string>();
  for (let i = 0; i + ANCHOR <= words.length; i++) {
    const run = words.slice(i, i + ANCHOR).join(' ');
    if (found.has(run)) twice.add(run);
    else found.set(run, i);
  }
  for (const run of twice) found.delete(run);
  return found;
}

interface Words {
  readonly words: readonly string[];
  /** The line of each word, and how many words each line has. */
  readonly line: readonly number[];
  readonly sizes: readonly number[];
}

/** Words without what a renderer puts around them; in scripts without spaces, characters. */
function wordsOf({ lines }: Rendering): Words {
  const words: string[] = [];
  const line: number[] = [];
  const sizes = lines.map(({ t }, i) => {
    const found = t.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+/gu);
    for (const word of found ?? []) {
      words.push(word.toLowerCase());
      line.push(i);
    }
    return found?.length ?? 0;
  });
  return { words, line, sizes };
}

function vote(votes: Map<number, number> | undefined, line: number): void {
  votes?.set(line, (votes.get(line) ?? 0) + 1);
}

function winnerOf(
  { lines }: Rendering,
  votes: ReadonlyMap<number, number> | undefined,
  size: number,
): { readonly k: Kind; readonly unsure: boolean } | undefined {
  const kinds = new Map<Kind, number>();
  let unsure = 0;
  for (const [line, count] of votes ?? []) {
    const from = lines[line];
    if (!from?.k) continue;
    kinds.set(from.k, (kinds.get(from.k) ?? 0) + count);
    if (from.unsure) unsure += count;
  }
  const [best] = [...kinds].sort(([, one], [, other]) => other - one);
  if (!best || best[1] < SHARE * size) return undefined;
  return { k: best[0], unsure: unsure * 2 > best[1] };
}
