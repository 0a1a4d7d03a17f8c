import { Buckets, bucket } from './buckets.ts';
import { Counter } from './counter.ts';
import { BULLET, DIGITS, ENDED, HEADLIKE, PROSE, SHORT } from './shape.ts';
import { KEYS } from './tokens.ts';

/** Features of where a line stands; each gives one value a line, and a value's id is the offset plus it. */
const SIZES = {
  before: 6,
  after: 6,
  spacing: 6,
  repeats: 10,
  shapes: 64,
  shortRun: 16,
  fromStart: 16,
  fromEnd: 16,
  proseBefore: 24,
  proseAfter: 24,
  prose: 18,
  size: 24,
  overlap: 24,
  nearest: 48,
} as const;
/** The name of a feature of place. */
export type Place = keyof typeof SIZES;

const names = Object.keys(SIZES) as Place[];
const offsets = new Uint16Array(names.length);
let total = 0;
names.forEach((name, i) => {
  offsets[i] = total;
  total += SIZES[name];
});

/** Ids a line has, and how many ids there are. The id after the last stands for no place. */
export const PLACES = names.length;
export const PLACE_IDS = total;

/** The feature that stands at an index of a line's ids. */
export function placeAt(index: number): Place {
  return names[index] as Place;
}

/** Where each feature stands among a line's ids. */
const BEFORE = names.indexOf('before');
const AFTER = names.indexOf('after');
const SPACING = names.indexOf('spacing');
const REPEATS = names.indexOf('repeats');
const ALIKE = names.indexOf('shapes');
const SHORT_RUN = names.indexOf('shortRun');
const FROM_START = names.indexOf('fromStart');
const FROM_END = names.indexOf('fromEnd');
const PROSE_BEFORE = names.indexOf('proseBefore');
const PROSE_AFTER = names.indexOf('proseAfter');
const PROSES = names.indexOf('prose');
const SIZE = names.indexOf('size');
const OVERLAP = names.indexOf('overlap');
const NEAREST = names.indexOf('nearest');

/** Writes the value of a feature, by its index. */
function put(ids: Uint16Array, line: number, feature: number, value: number): void {
  ids[line * PLACES + feature] = (offsets[feature] as number) + value;
}

const distances = new Buckets([1, 2, 3, 4, 6, 9, 13, 19, 28, 41, 61, 91, 141, 221, 401]);
const few = new Buckets([1, 2, 3, 6, 12]);
const BLANKS = [0.02, 0.2, 0.5, 0.8, 0.98];
const RUNS = [2, 4, 7, 12, 24, 50, 100];
const LEFT = [1, 3];
const TIMES = [3, 5, 9];

/** What the content of each non-blank line tells its surroundings, as columns. */
export interface Columns {
  readonly count: number;
  readonly hash: Uint32Array;
  readonly shape: Uint32Array;
  readonly flags: Uint8Array;
  readonly width: Uint16Array;
  /** Hashes of the content words, {@link KEYS} places a line. */
  readonly keys: Uint32Array;
  readonly keyCounts: Uint8Array;
  /** Blank lines before each line, at most 3. */
  readonly gaps: Uint8Array;
}

/** Ids of place of every line, {@link PLACES} a line. Linear in the number of lines. */
export function places(
  columns: Columns,
  ids: Uint16Array = new Uint16Array(columns.count * PLACES),
): Uint16Array {
  gapsAndShapes(columns, ids);
  repeats(columns, ids);
  runs(columns, ids);
  distancesTo(columns, ids);
  overlaps(columns, ids);
  return ids;
}

function gapsAndShapes({ count, shape, gaps }: Columns, ids: Uint16Array): void {
  let blank = 0;
  for (let i = 0; i < count; i++) if ((gaps[i] as number) > 0) blank++;
  const share = bucket(count ? blank / count : 0, BLANKS);
  for (let i = 0; i < count; i++) {
    put(ids, i, BEFORE, i === 0 ? 5 : (gaps[i] as number));
    put(ids, i, AFTER, i + 1 === count ? 5 : (gaps[i + 1] as number));
    put(ids, i, SPACING, share);
    const own = shape[i];
    let same = 0;
    if (i >= 1 && shape[i - 1] === own) same |= 1;
    if (i >= 2 && shape[i - 2] === own) same |= 2;
    if (i >= 3 && shape[i - 3] === own) same |= 4;
    if (i + 1 < count && shape[i + 1] === own) same |= 8;
    if (i + 2 < count && shape[i + 2] === own) same |= 16;
    if (i + 3 < count && shape[i + 3] === own) same |= 32;
    put(ids, i, ALIKE, same);
  }
}

/** How often the line's content is in the text, and whether it was there before. */
function repeats({ count, hash }: Columns, ids: Uint16Array): void {
  const times = new Counter(count);
  const earlier = new Uint8Array(count);
  for (let i = 0; i < count; i++) earlier[i] = times.add(hash[i] as number) > 0 ? 5 : 1;
  for (let i = 0; i < count; i++) {
    const n = times.count(hash[i] as number);
    put(ids, i, REPEATS, n === 1 ? 0 : (earlier[i] as number) + bucket(n, TIMES));
  }
}

/** Length of the run of short lines a line stands in; whether it begins or ends the run. */
function runs({ count, flags }: Columns, ids: Uint16Array): void {
  let from = 0;
  while (from < count) {
    const short = (flags[from] as number) & SHORT;
    let to = from + 1;
    while (to < count && ((flags[to] as number) & SHORT) === short) to++;
    const size = bucket(to - from, RUNS);
    for (let i = from; i < to; i++) put(ids, i, SHORT_RUN, (short ? 8 : 0) + size);
    from = to;
  }
}

function distancesTo(columns: Columns, ids: Uint16Array): void {
  const { count, flags } = columns;
  const [all, size] = proseOf(columns);
  let seen = 0;
  let last = -1;
  let next = nextProse(columns, 0);
  for (let i = 0; i < count; i++) {
    put(ids, i, FROM_START, distances.of(i));
    put(ids, i, FROM_END, distances.of(count - 1 - i));
    put(ids, i, PROSE_BEFORE, last < 0 ? 0 : 1 + distances.of(i - last));
    put(ids, i, SIZE, size);
    put(ids, i, NEAREST, around(flags, count, i));
    const before = few.of(seen);
    if (i === next) {
      seen++;
      last = i;
      next = nextProse(columns, i + 1);
    }
    put(ids, i, PROSE_AFTER, next === count ? 0 : 1 + distances.of(next - i));
    put(ids, i, PROSES, before + 6 * bucket(all - seen, LEFT));
  }
}

/** How many lines are prose, and the bucket of the text's size and of the share of its characters that they have. */
function proseOf({ count, flags, width }: Columns): readonly [number, number] {
  let lines = 0;
  let wide = 0;
  let chars = 0;
  for (let i = 0; i < count; i++) {
    chars += width[i] as number;
    if (!((flags[i] as number) & PROSE)) continue;
    lines++;
    wide += width[i] as number;
  }
  const share = bucket(wide / Math.max(1, chars), [0.1, 0.4, 0.7]);
  return [lines, bucket(count, [5, 12, 30, 80, 200]) * 4 + share];
}

/** The first line of prose at or after a line; the number of lines where there is none. */
function nextProse({ count, flags }: Columns, from: number): number {
  let line = from;
  while (line < count && !((flags[line] as number) & PROSE)) line++;
  return line;
}

/** What the next lines look like: the next two, and whether digits follow. */
function around(flags: Uint8Array, count: number, i: number): number {
  const next = i + 1 < count ? (flags[i + 1] as number) : 0;
  const after = i + 2 < count ? (flags[i + 2] as number) : 0;
  return (sorts[next] as number) * 8 + (sorts[after] as number);
}

/** The sort of line that each set of flags means. */
const sorts = Uint8Array.from({ length: 256 }, (_, flags) => {
  if (flags & BULLET) return 0;
  if (flags & PROSE) return 1;
  if (flags & SHORT) return flags & DIGITS ? 2 : 3;
  return flags & ENDED ? 4 : flags & HEADLIKE ? 5 : 0;
});

/** Which share of a line's content words stand in paragraphs elsewhere in the text. */
function overlaps({ count, flags, keys, keyCounts }: Columns, ids: Uint16Array): void {
  let most = 0;
  for (let i = 0; i < count; i++) if ((flags[i] as number) & PROSE) most += keyCounts[i] as number;
  const paragraphs = new Counter(most);
  for (let i = 0; i < count; i++) {
    if (!((flags[i] as number) & PROSE)) continue;
    for (let k = 0; k < (keyCounts[i] as number); k++) paragraphs.add(keys[i * KEYS + k] as number);
  }
  for (let i = 0; i < count; i++) {
    const n = keyCounts[i] as number;
    const own = (flags[i] as number) & PROSE ? 1 : 0;
    let found = 0;
    for (let k = 0; k < n; k++) {
      if (paragraphs.count(keys[i * KEYS + k] as number) > own) found++;
    }
    put(ids, i, OVERLAP, shares[n * (KEYS + 1) + found] as number);
  }
}

/** The value of the overlap for each number of words, and of those found. */
const shares = Uint8Array.from({ length: (KEYS + 1) ** 2 }, (_, i) => {
  const n = Math.floor(i / (KEYS + 1));
  const found = i % (KEYS + 1);
  const share = n === 0 ? 0 : 1 + bucket(found / n, [0.001, 0.34, 0.67, 1]);
  return share + 6 * bucket(n, [2, 4, 8]);
});
