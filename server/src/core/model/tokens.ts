import { CASELESS, DIGIT, IDEOGRAPH, LOWER, SPACE, UPPER } from './chars.ts';
import { mix, type Scanner } from './scan.ts';

const MAX_WORDS = 160;
const MAX_GRAMS = 72;
const HEAD_TOKENS = 36;
/** Content words of a line that are looked up in the rest of the text. */
export const KEYS = 12;
/** Lines of at most this many tokens also give pairs of tokens and a hash of the whole. */
const WHOLE = 12;

const Seed = {
  Word: 0x1b873593,
  Pair: 0x2c1b3c6d,
  First: 0x297a2d39,
  FirstPair: 0x3ad8025f,
  Last: 0x4cf5ad43,
  Whole: 0x56f7e1b3,
  Gram: 0x61c88647,
  Shape: 0x7a1ce4e5,
  ShapeFirst: 0x0ba9cf1d,
  ShapeLast: 0x15d2b9e7,
} as const;

/** Hashed features of a line's content: words and the like in one list, character n-grams in another. */
export class Tokens {
  readonly words = new Uint32Array(MAX_WORDS);
  readonly grams = new Uint32Array(MAX_GRAMS);
  readonly keys = new Uint32Array(KEYS);
  wordCount = 0;
  gramCount = 0;
  keyCount = 0;
  /** Tokens in the part that is looked at; letters that begin a token in upper case. */
  tokens = 0;
  capitals = 0;
  lettered = 0;
  /** Hash of the line's shape: runs of letters, digits and marks without their values. */
  shape = 0;
  #previous = 0;
  #whole = 0;
  #shape = 0;
  #shapeTail = 0;
  #marks = 0;

  read(line: Scanner): void {
    this.wordCount = this.gramCount = this.keyCount = 0;
    this.tokens = this.capitals = this.lettered = 0;
    this.#previous = this.#whole = this.#shape = this.#shapeTail = this.#marks = 0;
    this.#segment(line, 0, line.head);
    this.#segment(line, line.head, line.size);
    this.shape = mix(this.#shape ^ Seed.Shape);
    if (this.tokens <= WHOLE && line.length <= 96) {
      this.#word(this.#whole, Seed.Whole);
      this.#word(this.#shape, Seed.Shape);
    }
    this.#word(this.#previous, Seed.Last);
    this.#word(this.#shapeTail, Seed.ShapeLast);
    this.#grams(line);
  }

  #segment(line: Scanner, from: number, to: number): void {
    const { classes, codes } = line;
    let i = from;
    while (i < to) {
      const kind = classes[i] as number;
      if (kind === SPACE) i++;
      else if (kind === IDEOGRAPH) i = this.#ideographs(line, i, to);
      else if (kind === 0) {
        this.#mark(codes[i] as number);
        i++;
      } else i = this.#run(line, i, to);
    }
  }

  /** A run of letters or digits: one word. */
  #run(line: Scanner, from: number, to: number): number {
    const { classes, codes } = line;
    const first = classes[from] as number;
    let hash = 0x811c9dc5;
    let i = from;
    let digits = 0;
    for (; i < to; i++) {
      const kind = classes[i] as number;
      if (kind < LOWER || kind === IDEOGRAPH) break;
      if (kind === DIGIT) digits++;
      hash = Math.imul(hash ^ (codes[i] as number), 0x01000193);
    }
    const size = i - from;
    if (digits < size) {
      this.lettered++;
      if (first === UPPER) this.capitals++;
      if (size >= 4) this.#key(hash);
    }
    this.#token(hash, shapeOf(first, size, digits, classes[i - 1] as number));
    return i;
  }

  /** A run of ideographs: each one, and each two. */
  #ideographs(line: Scanner, from: number, to: number): number {
    const { classes, codes } = line;
    let i = from;
    let before = 0;
    for (; i < to && classes[i] === IDEOGRAPH; i++) {
      const code = codes[i] as number;
      if (i - from < 24) {
        this.#word(code, Seed.Word);
        if (before) {
          const pair = Math.imul(before ^ 0x811c9dc5, 0x01000193) ^ Math.imul(code, 0x9e3779b1);
          this.#word(pair, Seed.Pair);
          if ((i - from) & 1) this.#key(pair);
        }
      }
      this.#whole = Math.imul(this.#whole ^ code, 0x01000193);
      before = code;
    }
    const size = i - from;
    this.tokens += (size + 1) >> 1;
    this.#previous = Math.imul(before, 0x9e3779b1) ^ IDEOGRAPH;
    this.#shaped(IDEOGRAPH * 8 + Math.min(size, 6));
    return i;
  }

  #mark(code: number): void {
    if (++this.#marks <= 16) this.#word(code ^ 0x5f356495, Seed.Word);
    this.#whole = Math.imul(this.#whole ^ code, 0x01000193);
    this.#shaped(code + 64);
  }

  #token(hash: number, shape: number): void {
    this.tokens++;
    const previous = this.#previous;
    this.#whole = Math.imul(this.#whole ^ hash, 0x01000193);
    this.#shaped(shape);
    if (this.tokens <= HEAD_TOKENS || this.tokens % 4 === 0) this.#word(hash, Seed.Word);
    if (this.tokens === 1) this.#word(hash, Seed.First);
    else {
      const pair = Math.imul(previous, 0x9e3779b1) ^ hash;
      if (this.tokens === 2) this.#word(pair, Seed.FirstPair);
      if (this.tokens <= WHOLE) this.#word(pair, Seed.Pair);
    }
    this.#previous = hash;
  }

  #shaped(shape: number): void {
    this.#shape = (Math.imul(this.#shape ^ shape, 0x01000193) + 1) | 0;
    this.#shapeTail = (this.#shapeTail << 10) ^ shape;
    if (this.tokens === 3) this.#word(this.#shape, Seed.ShapeFirst);
  }

  #word(hash: number, seed: number): void {
    if (this.wordCount < MAX_WORDS) this.words[this.wordCount++] = mix(hash ^ seed);
  }

  #key(hash: number): void {
    if (this.keyCount < KEYS) this.keys[this.keyCount++] = mix(hash);
  }

  /** Four code units of a word or its edge, in the first characters of the line. */
  #grams(line: Scanner): void {
    const { classes, codes } = line;
    const grams = this.grams;
    const end = Math.min(line.head, MAX_GRAMS);
    let n = 0;
    let window = 0;
    let size = 0;
    let a = 0;
    let b = 0;
    let c = 0;
    for (let i = 0; i <= end && n < MAX_GRAMS; i++) {
      const kind = i < end ? (classes[i] as number) : SPACE;
      const letter = kind === LOWER || kind === UPPER || kind === CASELESS;
      const code = letter ? (codes[i] as number) : 32;
      if (!letter && size === 0) continue;
      window = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
      if (size >= 2) grams[n++] = mix(window ^ Math.imul(code, 0x27d4eb2f) ^ Seed.Gram);
      a = b;
      b = c;
      c = code;
      size = letter ? size + 1 : 0;
      if (!letter) a = b = c = 32;
    }
    this.gramCount = n;
  }
}

function shapeOf(first: number, size: number, digits: number, last: number): number {
  if (digits === size) return 8 + Math.min(size, 5);
  if (digits > 0) return 16;
  if (first !== UPPER)
    return first === CASELESS ? 24 + Math.min(size >> 1, 3) : 32 + (size > 3 ? 1 : 0);
  if (size === 1) return 40;
  return last === UPPER ? 41 : 42;
}
