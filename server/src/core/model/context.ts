import { Counter } from './counter.ts';
import { BULLET, bucket, DIGITS, ENDED, HEADLIKE, PROSE, SHORT } from './shape.ts';
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
const offsets: number[] = [];
let total = 0;
for (const name of names) {
  offsets.push(total);
  total += SIZES[name];
}
const slot = Object.fromEntries(names.map((name, i) => [name, i])) as Readonly<
  Record<Place, number>
>;

/** Ids a line has, and how many ids there are. The id after the last stands for no place. */
export const PLACES = names.length;
export const PLACE_IDS = total;

/** The feature that stands at an index of a line's ids. */
export function placeAt(index: number): Place {
  return names[index] as Place;
}

const DISTANCES = [1, 2, 3, 4, 6, 9, 13, 19, 28, 41, 61, 91, 141, 221, 401];
const FEW = [1, 2, 3, 6, 12];

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
  const put = (line: number, feature: Place, value: number): void => {
    const i = slot[feature];
    ids[line * PLACES + i] = (offsets[i] as number) + value;
  };
  gapsAndShapes(columns, put);
  repeats(columns, put);
  runs(columns, put);
  distances(columns, put);
  overlaps(columns, put);
  return ids;
}

type Put = (line: number, feature: Place, value: number) => void;

function gapsAndShapes({ count, shape, gaps }: Columns, put: Put): void {
  let blank = 0;
  for (let i = 0; i < count; i++) if ((gaps[i] as number) > 0) blank++;
  const share = bucket(count ? blank / count : 0, [0.02, 0.2, 0.5, 0.8, 0.98]);
  for (let i = 0; i < count; i++) {
    put(i, 'before', i === 0 ? 5 : (gaps[i] as number));
    put(i, 'after', i + 1 === count ? 5 : (gaps[i + 1] as number));
    put(i, 'spacing', share);
    const own = shape[i];
    let same = 0;
    if (i >= 1 && shape[i - 1] === own) same |= 1;
    if (i >= 2 && shape[i - 2] === own) same |= 2;
    if (i >= 3 && shape[i - 3] === own) same |= 4;
    if (i + 1 < count && shape[i + 1] === own) same |= 8;
    if (i + 2 < count && shape[i + 2] === own) same |= 16;
    if (i + 3 < count && shape[i + 3] === own) same |= 32;
    put(i, 'shapes', same);
  }
}

/** How often the line's content is in the text, and whether it was there before. */
function repeats({ count, hash }: Columns, put: Put): void {
  const times = new Counter(count);
  const earlier = new Uint8Array(count);
  for (let i = 0; i < count; i++) earlier[i] = times.add(hash[i] as number) > 0 ? 5 : 1;
  for (let i = 0; i < count; i++) {
    const n = times.count(hash[i] as number);
    put(i, 'repeats', n === 1 ? 0 : (earlier[i] as number) + bucket(n, [3, 5, 9]));
  }
}

/** Length of the run of short lines a line stands in; whether it begins or ends the run. */
function runs({ count, flags }: Columns, put: Put): void {
  let from = 0;
  while (from < count) {
    const short = (flags[from] as number) & SHORT;
    let to = from + 1;
    while (to < count && ((flags[to] as number) & SHORT) === short) to++;
    const size = bucket(to - from, [2, 4, 7, 12, 24, 50, 100]);
    for (let i = from; i < to; i++) put(i, 'shortRun', (short ? 8 : 0) + size);
    from = to;
  }
}

function distances({ count, flags, width }: Columns, put: Put): void {
  const proseAt: number[] = [];
  let wide = 0;
  let chars = 0;
  for (let i = 0; i < count; i++) {
    chars += width[i] as number;
    if (!((flags[i] as number) & PROSE)) continue;
    proseAt.push(i);
    wide += width[i] as number;
  }
  const share = bucket(wide / Math.max(1, chars), [0.1, 0.4, 0.7]);
  const size = bucket(count, [5, 12, 30, 80, 200]) * 4 + share;
  let seen = 0;
  for (let i = 0; i < count; i++) {
    const prose = ((flags[i] as number) & PROSE) !== 0;
    const before = seen > 0 ? i - (proseAt[seen - 1] as number) : -1;
    if (prose) seen++;
    const next = proseAt[seen];
    put(i, 'fromStart', bucket(i, DISTANCES));
    put(i, 'fromEnd', bucket(count - 1 - i, DISTANCES));
    put(i, 'proseBefore', before < 0 ? 0 : 1 + bucket(before, DISTANCES));
    put(i, 'proseAfter', next === undefined ? 0 : 1 + bucket(next - i, DISTANCES));
    const left = proseAt.length - seen;
    put(i, 'prose', bucket(seen - (prose ? 1 : 0), FEW) + 6 * bucket(left, [1, 3]));
    put(i, 'size', size);
    put(i, 'nearest', around(flags, count, i));
  }
}

/** What the next lines look like: the next two, and whether digits follow. */
function around(flags: Uint8Array, count: number, i: number): number {
  const next = i + 1 < count ? (flags[i + 1] as number) : 0;
  const after = i + 2 < count ? (flags[i + 2] as number) : 0;
  return sort(next) * 8 + sort(after);
}

function sort(flags: number): number {
  if (flags & BULLET) return 0;
  if (flags & PROSE) return 1;
  if (flags & SHORT) return flags & DIGITS ? 2 : 3;
  return flags & ENDED ? 4 : flags & HEADLIKE ? 5 : 0;
}

/** Which share of a line's content words stand in paragraphs elsewhere in the text. */
function overlaps({ count, flags, keys, keyCounts }: Columns, put: Put): void {
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
    const share = n === 0 ? 0 : 1 + bucket(found / n, [0.001, 0.34, 0.67, 1]);
    put(i, 'overlap', share + 6 * bucket(n, [2, 4, 8]));
  }
}
