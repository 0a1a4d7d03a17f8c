import { Buckets, bucket } from './buckets.ts';
import { CASELESS, DIGIT, IDEOGRAPH, LOWER, SPACE, UPPER } from './chars.ts';
import type { Scanner } from './scan.ts';
import type { Tokens } from './tokens.ts';

/** Features of shape, each with the number of values it takes; a value's id is its feature's offset plus it. */
const SIZES = {
  length: 18,
  tokens: 11,
  digits: 6,
  capitals: 7,
  upper: 6,
  marks: 6,
  first: 14,
  last: 16,
  indent: 5,
  sentences: 5,
  commas: 4,
  address: 5,
  brackets: 6,
  time: 8,
  script: 9,
  separators: 8,
  bullet: 8,
  opener: 10,
  symbol: 12,
  numbers: 6,
  wordLength: 6,
  quotes: 4,
} as const;
type Feature = keyof typeof SIZES;

const offsets = new Map<Feature, number>();
let total = 0;
for (const feature of Object.keys(SIZES) as Feature[]) {
  offsets.set(feature, total);
  total += SIZES[feature];
}
const at = Object.fromEntries(offsets) as Readonly<Record<Feature, number>>;

/** How many ids of shape there are. */
export const SHAPES = total;
const MAX_IDS = 48;

/** Flags of a line's content that the features of its surroundings build on. */
export const PROSE = 1;
export const SHORT = 2;
export const BULLET = 4;
export const ENDED = 8;
export const DIGITS = 16;
export const HEADLIKE = 32;

const code = (text: string): number => text.charCodeAt(0);
const [HASH, STAR, DASH, DOT, COLON, SLASH] = [
  code('#'),
  code('*'),
  code('-'),
  code('.'),
  code(':'),
  code('/'),
];
const openers = [
  HASH,
  STAR,
  DASH,
  code('['),
  code('|'),
  code('>'),
  code('•'),
  code('('),
  code('+'),
];
const enders = [
  DOT,
  code('!'),
  code('?'),
  COLON,
  code(','),
  code(';'),
  code('"'),
  code(')'),
  code(']'),
  code('…'),
  code('»'),
];
const separators = [code('|'), code('•'), code('»'), code('>'), SLASH, code('<'), code('«')];
const symbols = ['©', '$', '€', '£', '%', '+', '=', '★', '→', '¥', '#', '×'].map(code);

const kinds = new Int8Array(0x10000).fill(-1);
symbols.forEach((c, i) => {
  kinds[c] = i;
});

const LENGTHS = new Buckets([2, 3, 4, 6, 9, 13, 19, 27, 39, 55, 66, 77, 109, 161, 251, 501, 1001]);
const TOKENS = new Buckets([2, 3, 4, 5, 7, 10, 15, 25, 41, 80]);
const INDENTS = new Buckets([1, 3, 5, 9]);
const SHARES = [0.001, 0.1, 0.25, 0.5, 0.8];
const CAPITALS = [0.001, 0.2, 0.45, 0.7, 1];
const MARKS = [0.001, 0.03, 0.08, 0.2, 0.5];
const WORD_LENGTHS = [3, 4.5, 6, 9];
/** Code units below it are Latin, as far as they are letters. */
const LATIN = 0x370;

/** Features of a line's shape: lengths, shares, marks. They hold for any language. */
export class Shape {
  readonly ids = new Uint16Array(MAX_IDS);
  count = 0;
  flags = 0;
  /** Length in columns: an ideograph takes two. */
  width = 0;
  #counts = new Uint16Array(8);
  #marks = 0;
  #sentences = 0;
  #commas = 0;
  #brackets = 0;
  #separators = 0;
  #colons = 0;
  #numbers = 0;
  #quotes = 0;
  #symbols = 0;
  #time = 0;
  #address = 0;
  #scripts = new Uint16Array(8);

  read(line: Scanner, tokens: Tokens): void {
    this.#count(line);
    this.count = 0;
    const counts = this.#counts;
    const size = Math.max(1, line.size);
    const ideographs = counts[IDEOGRAPH] as number;
    const lower = counts[LOWER] as number;
    const upper = counts[UPPER] as number;
    const letters = lower + upper + (counts[CASELESS] as number) + ideographs;
    this.width = line.length + (ideographs * line.length) / size;
    this.#id(at.length, LENGTHS.of(this.width));
    this.#id(at.tokens, TOKENS.of(tokens.tokens));
    this.#id(at.digits, bucket((counts[DIGIT] as number) / size, SHARES));
    const cased = lower + upper;
    const share = tokens.lettered ? tokens.capitals / tokens.lettered : 0;
    this.#id(at.capitals, cased * 2 < letters || !letters ? 6 : bucket(share, CAPITALS));
    this.#id(at.upper, cased ? bucket(upper / cased, SHARES) : 5);
    this.#id(at.marks, bucket(this.#marks / size, MARKS));
    this.#id(
      at.wordLength,
      tokens.lettered ? 1 + bucket(letters / tokens.lettered, WORD_LENGTHS) : 0,
    );
    this.#id(at.script, letters ? this.#mostScript() : 8);
    this.#edges(line);
    this.#amounts();
    this.#flag(line, letters, ideographs);
  }

  #id(offset: number, value: number): void {
    this.ids[this.count++] = offset + value;
  }

  #count(line: Scanner): void {
    const { codes, classes } = line;
    this.#counts.fill(0);
    this.#scripts.fill(0);
    this.#marks = this.#sentences = this.#commas = this.#brackets = this.#separators = 0;
    this.#colons = this.#numbers = this.#quotes = this.#symbols = this.#time = this.#address = 0;
    const counts = this.#counts;
    // Most of a line is of small Latin letters: these are counted in a register.
    let lower = 0;
    let latin = 0;
    for (let i = 0; i < line.size; i++) {
      const kind = classes[i] as number;
      if (kind === SPACE) continue;
      const c = codes[i] as number;
      if (kind === LOWER) lower++;
      else counts[kind] = (counts[kind] as number) + 1;
      if (kind === 0) this.#mark(line, i, c);
      else if (kind === DIGIT) this.#digit(line, i);
      else if (c < LATIN) latin++;
      else this.#script(c);
    }
    counts[LOWER] = lower;
    this.#scripts[0] = (this.#scripts[0] as number) + latin;
  }

  #script(c: number): void {
    const script = scriptOf(c);
    this.#scripts[script] = (this.#scripts[script] as number) + 1;
  }

  #mark({ classes, codes, size }: Scanner, i: number, c: number): void {
    this.#marks++;
    const after = i + 1 < size ? (classes[i + 1] as number) : SPACE;
    const before = i > 0 ? (classes[i - 1] as number) : SPACE;
    const spaced = after === SPACE || after === IDEOGRAPH || after === 0;
    if (c === DOT || c === 33 || c === 63) {
      if (spaced && before !== SPACE && before !== DIGIT) this.#sentences++;
    } else if (c === 44) this.#commas++;
    else if (c === 34) this.#quotes++;
    else if (c === COLON) this.#colon(before, after, codes[i + 1], codes[i + 2]);
    else if (c === 40 || c === 91) this.#brackets |= c === 40 ? 1 : 2;
    else if (c === 93 && codes[i + 1] === 40) this.#brackets |= 4;
    else if (c === 64) this.#address |= before === SPACE ? 1 : 2;
    if (before === SPACE && separators.includes(c)) this.#separators++;
    const symbol = kinds[c] as number;
    if (symbol >= 0) this.#symbols |= 1 << symbol;
    if ((c === DOT || c === DASH || c === SLASH) && before === DIGIT && after === DIGIT)
      this.#time |= 2;
  }

  #colon(
    before: number,
    after: number,
    next: number | undefined,
    nextButOne: number | undefined,
  ): void {
    this.#colons++;
    if (before === DIGIT && after === DIGIT) this.#time |= 1;
    if (next === SLASH && nextButOne === SLASH) this.#address |= 4;
  }

  /** Counts a run of digits at its first; four of them look like a year. */
  #digit({ classes, size }: Scanner, i: number): void {
    if (i > 0 && classes[i - 1] === DIGIT) return;
    this.#numbers++;
    let n = 1;
    while (i + n < size && n < 5 && classes[i + n] === DIGIT) n++;
    if (n === 4) this.#time |= 4;
  }

  /** The script of most letters. */
  #mostScript(): number {
    let best = 0;
    for (let i = 1; i < 8; i++) {
      if ((this.#scripts[i] as number) > (this.#scripts[best] as number)) best = i;
    }
    return best;
  }

  #edges(line: Scanner): void {
    const { codes, classes, size } = line;
    const first = codes[0] ?? 0;
    const kind = classes[0] ?? 0;
    const mark = kind === 0 ? openers.indexOf(first) : -1;
    this.#id(at.first, kind !== 0 ? kind - 2 : mark < 0 ? 5 : 5 + mark);
    const last = codes[size - 1] ?? 0;
    const end = classes[size - 1] ?? 0;
    const ender = end === 0 ? enders.indexOf(last) : -1;
    this.#id(at.last, end !== 0 ? end - 2 : ender < 0 ? 15 : 5 + Math.min(ender, 9));
    this.#id(at.indent, INDENTS.of(line.indent));
    if (line.length <= 3)
      this.#id(at.bullet, kind === DIGIT ? 1 : mark >= 0 ? 2 : kind === 0 ? 3 : 0);
    let run = 1;
    while (run < size && run < 7 && codes[run] === first) run++;
    if (mark >= 0)
      this.#id(at.opener, mark === 0 ? Math.min(run, 4) : run > 2 ? 5 : codes[1] === 32 ? 6 : 7);
    else if (kind === DIGIT)
      this.#id(at.opener, codes[run] === DOT && codes[run + 1] === 32 ? 8 : 9);
  }

  #amounts(): void {
    this.#id(at.sentences, Math.min(this.#sentences, 4));
    this.#id(at.commas, Math.min(this.#commas, 3));
    this.#id(at.brackets, Math.min(this.#brackets, 5));
    this.#id(at.time, this.#time);
    this.#id(at.separators, Math.min(this.#separators, 7));
    this.#id(at.numbers, Math.min(this.#numbers, 5));
    this.#id(at.quotes, Math.min(this.#quotes, 3));
    this.#id(at.address, this.#address & 4 ? 4 : this.#address);
    if (this.#colons) this.#id(at.bullet, Math.min(4 + this.#colons, 7));
    for (let i = 0; this.#symbols >>> i > 0; i++) {
      if (this.#symbols & (1 << i)) this.#id(at.symbol, i);
    }
  }

  #flag(line: Scanner, letters: number, ideographs: number): void {
    const width = this.width;
    const dense = letters * 2 > line.size;
    const prose = dense && (width >= 200 || (width >= 80 && this.#sentences > 0));
    let flags = prose ? PROSE : 0;
    if (width < 40) flags |= SHORT;
    if (!letters && line.length <= 3) flags |= BULLET;
    if (this.#sentences > 0) flags |= ENDED;
    if (this.#numbers > 0) flags |= DIGITS;
    if (width >= 24 && width < 160 && letters > 12 + ideographs / 2) flags |= HEADLIKE;
    this.flags = flags;
  }
}

/** Latin, Greek, Cyrillic, Hangul, kana, Han, Arabic and Hebrew, others: 0 to 7. */
function scriptOf(c: number): number {
  if (c < LATIN) return 0;
  if (c < 0x400) return 1;
  if (c < 0x530) return 2;
  if (c < 0x780) return 6;
  if (c >= 0x1e00 && c < 0x1f00) return 0;
  if (c >= 0x1f00 && c < 0x2000) return 1;
  if (c < 0x3040) return 7;
  if (c < 0x3100) return 4;
  if (c >= 0x3400 && c < 0xa000) return 5;
  return c >= 0xac00 && c < 0xd7b0 ? 3 : 7;
}
