import type { Place } from './context.ts';
import { BULLET, DIGITS, ENDED, PROSE, SHORT } from './shape.ts';
import type { State } from './state.ts';

const QUOTE = 40;

/** A line's text in quotation marks, shortened. */
export function quoted(text: string): string {
  return `‘${text.length > QUOTE ? `${text.slice(0, QUOTE - 1).trimEnd()}…` : text}’`;
}

/** What a line's words say; a heading's, with what stands under it. */
export function opening(words: readonly string[], text: string, following: number): string {
  if (text.length <= QUOTE && following >= 3) {
    return `opens with ${quoted(text)}, ${following} short lines follow`;
  }
  const list = words.map((word) => quoted(word)).join(', ');
  return words.length === 1 ? `the word ${list}` : `the words ${list}`;
}

/** One fact of a line's shape or place in a person's words. */
export function inWords(reason: Place | 'shape', state: State, row: number): string {
  return WORDS[reason](state, row);
}

const WORDS: Readonly<Record<Place | 'shape', (state: State, row: number) => string>> = {
  shape: ({ flags }, row) => shapeOf(flags[row] as number),
  before: ({ gaps }, row) =>
    row === 0 ? 'the first line' : gaps[row] ? 'a blank line before it' : 'no blank line before it',
  after: ({ gaps, count }, row) =>
    row + 1 === count
      ? 'the last line'
      : gaps[row + 1]
        ? 'a blank line after it'
        : 'no blank line after it',
  spacing: () => 'how blank lines part this text',
  repeats: ({ hash, count }, row) => {
    let n = 0;
    for (let i = 0; i < count; i++) if (hash[i] === hash[row]) n++;
    return n > 1 ? `on ${n} lines of this text` : 'only once in this text';
  },
  shapes: ({ shape, count }, row) => {
    let n = 0;
    for (let i = Math.max(0, row - 3); i <= Math.min(count - 1, row + 3); i++) {
      if (i !== row && shape[i] === shape[row]) n++;
    }
    return n > 0 ? `${n} lines close by have the same shape` : 'no line close by has its shape';
  },
  shortRun: ({ flags, count }, row) => {
    const short = (flags[row] as number) & SHORT;
    let from = row;
    let to = row + 1;
    while (from > 0 && ((flags[from - 1] as number) & SHORT) === short) from--;
    while (to < count && ((flags[to] as number) & SHORT) === short) to++;
    return `in a run of ${to - from} ${short ? 'short' : 'longer'} lines`;
  },
  fromStart: (_, row) => `line ${row + 1} from the start`,
  fromEnd: ({ count }, row) => `line ${count - row} from the end`,
  proseBefore: (state, row) => distance(state, row, -1),
  proseAfter: (state, row) => distance(state, row, 1),
  prose: ({ flags, count }, row) => {
    let before = 0;
    let after = 0;
    for (let i = 0; i < count; i++) {
      if (i === row || !((flags[i] as number) & PROSE)) continue;
      if (i < row) before++;
      else after++;
    }
    return `${before} paragraphs before it, ${after} after it`;
  },
  size: ({ count }) => `a text of ${count} lines`,
  overlap: ({ keyCounts }, row) =>
    keyCounts[row] ? 'how many of its words the paragraphs have' : 'no long words',
  nearest: ({ flags, count }, row) =>
    row + 1 < count ? `a ${shapeOf(flags[row + 1] as number)} follows` : 'nothing follows',
};

function distance({ flags, count }: State, row: number, step: -1 | 1): string {
  for (let i = row + step; i >= 0 && i < count; i += step) {
    if (!((flags[i] as number) & PROSE)) continue;
    const far = Math.abs(i - row);
    return `${far} ${far === 1 ? 'line' : 'lines'} ${step < 0 ? 'after' : 'before'} a paragraph`;
  }
  return step < 0 ? 'no paragraph before it' : 'no paragraph after it';
}

function shapeOf(flags: number): string {
  if (flags & BULLET) return 'bare sign';
  if (flags & PROSE) return 'paragraph of sentences';
  const size = flags & SHORT ? 'short line' : 'line';
  if (flags & DIGITS) return `${size} with numbers`;
  return flags & ENDED ? `${size} that ends a sentence` : `${size} without a full stop`;
}
