import { diffArrays } from 'diff';
import type { Kind } from '../server/src/core/kinds.ts';

/** A rendering of a page, with kinds. */
interface Rendering {
  readonly id: string;
  readonly lines: readonly { t: string; k: Kind | null; unsure?: boolean }[];
}

/** Of a line's words, how many must stand in the other rendering under one kind, 0..1. */
const SHARE = 0.7;
/** Longer renderings, in words, cost more to compare than they teach. */
const LONGEST = 20_000;

/** The page that a document renders: its id without renderer and crop. */
export function pageOf(id: string): string {
  return id.split('.').slice(0, -2).join('.');
}

/**
 * The labels of one rendering of a page on another rendering of it: a line has the kind of the words
 * that stand in both, in the same order. Lines that only the other has are not judged: they keep
 * their place, `judged` says which they are. Undefined where little of it was judged.
 */
export function projected<D extends Rendering>(
  labelled: Rendering,
  other: D,
): (D & { readonly judged: readonly boolean[] }) | undefined {
  const [from, to] = [wordsOf(labelled), wordsOf(other)];
  if (from.words.length > LONGEST || to.words.length > LONGEST) return undefined;
  const votes = other.lines.map(() => new Map<number, number>());
  let [a, b] = [0, 0];
  for (const { added, removed, count } of diffArrays([...from.words], [...to.words])) {
    if (added) b += count;
    else if (removed) a += count;
    else {
      for (let i = 0; i < count; i++, a++, b++) vote(votes[to.line[b] ?? 0], from.line[a] ?? 0);
    }
  }
  const judged: boolean[] = [];
  const lines = other.lines.map((line, i) => {
    const winner = line.k === null ? undefined : winnerOf(labelled, votes[i], to.sizes[i] ?? 0);
    judged.push(winner !== undefined);
    return winner ? { ...line, ...winner } : line;
  });
  const filled = other.lines.filter((line) => line.k !== null).length;
  return judged.filter(Boolean).length * 3 < filled ? undefined : { ...other, lines, judged };
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
