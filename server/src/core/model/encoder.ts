import { Content } from './content.ts';
import { SHAPES } from './shape.ts';
import { KEYS } from './tokens.ts';
import { Vocabulary } from './vocabulary.ts';
import type { Weights } from './weights.ts';

/** Lines whose encoding is kept; a line's hash says where, and the newer line wins. */
const SLOTS = 1 << 13;

/** From a line's content to its vector and what its surroundings need to know of it, kept by content. */
export class Encoder {
  readonly content = new Content();
  /** Vectors and the other columns, a slot a line. */
  readonly vectors: Float32Array;
  readonly hashes = new Uint32Array(SLOTS);
  readonly shapes = new Uint32Array(SLOTS);
  readonly flags = new Uint8Array(SLOTS);
  readonly widths = new Uint16Array(SLOTS);
  readonly keys = new Uint32Array(SLOTS * KEYS);
  readonly keyCounts = new Uint8Array(SLOTS);
  readonly #second = new Uint32Array(SLOTS);
  readonly #used = new Uint8Array(SLOTS);
  readonly #vocabulary: Vocabulary;
  readonly #rows: Int8Array;
  readonly #scales: Float32Array;
  readonly #shapeRows: Float64Array;
  readonly #dense: Float64Array;
  readonly #bias: Float64Array;
  readonly #sum: Float64Array;
  readonly #found = new Uint16Array(256);

  constructor(weights: Weights) {
    const { wide, size } = weights.about;
    const known = weights.rows('hashes');
    this.#vocabulary = new Vocabulary(weights.u32('hashes', known));
    this.#rows = weights.i8('rows', known + 1, wide);
    this.#scales = weights.f32('scales', known + 1);
    this.#shapeRows = new Float64Array(weights.f32('shapes', SHAPES, wide));
    this.#dense = new Float64Array(weights.f32('dense', size, wide));
    this.#bias = new Float64Array(weights.f32('bias', size));
    this.#sum = new Float64Array(wide);
    this.vectors = new Float32Array(SLOTS * size);
  }

  /** The slot that holds a line's encoding, until the next call. */
  slot(text: string, start: number, end: number): number {
    this.content.scan(text, start, end);
    const { hashA, hashB } = this.content.line;
    const at = hashA & (SLOTS - 1);
    if (this.#used[at] && this.hashes[at] === hashA && this.#second[at] === hashB) return at;
    this.content.read();
    this.#fill(at);
    this.hashes[at] = hashA;
    this.#second[at] = hashB;
    this.#used[at] = 1;
    return at;
  }

  #fill(at: number): void {
    const { tokens, shape } = this.content;
    this.shapes[at] = tokens.shape;
    this.flags[at] = shape.flags;
    this.widths[at] = Math.min(65535, shape.width);
    this.keys.set(tokens.keys, at * KEYS);
    this.keyCounts[at] = tokens.keyCount;
    this.encode(this.vectors, at * this.#bias.length);
  }

  /** Writes the vector of the features in `content`, on request without those of its shape. */
  encode(into: Float32Array, offset: number, shapeless = false): void {
    const { tokens, shape } = this.content;
    this.#sum.fill(0);
    this.#bag(tokens.words, tokens.wordCount);
    this.#bag(tokens.grams, tokens.gramCount);
    const sum = this.#sum;
    const wide = sum.length;
    for (let i = 0; !shapeless && i < shape.count; i++) {
      const id = shape.ids[i] as number;
      const from = id * wide;
      for (let j = 0; j < wide; j++)
        sum[j] = (sum[j] as number) + (this.#shapeRows[from + j] as number);
    }
    this.#project(into, offset);
  }

  /** Adds the rows of a list's known features, over the root of how many they are. */
  #bag(list: Uint32Array, count: number): void {
    const found = this.#found;
    let known = 0;
    for (let i = 0; i < count; i++) {
      const row = this.#vocabulary.row(list[i] as number);
      if (row === 0) continue;
      found[known++] = row;
    }
    // Row 0 is of no feature and holds zeros: it fills the last four.
    const share = 1 / Math.sqrt(known);
    let used = known;
    while (used & 3) found[used++] = 0;
    for (let i = 0; i < used; i += 4) this.#addFour(i, share);
  }

  #addFour(at: number, share: number): void {
    const sum = this.#sum;
    const rows = this.#rows;
    const wide = sum.length;
    const a = this.#found[at] as number;
    const b = this.#found[at + 1] as number;
    const c = this.#found[at + 2] as number;
    const d = this.#found[at + 3] as number;
    const p = (this.#scales[a] as number) * share;
    const q = (this.#scales[b] as number) * share;
    const r = (this.#scales[c] as number) * share;
    const s = (this.#scales[d] as number) * share;
    for (let j = 0, w = a * wide, x = b * wide, y = c * wide, z = d * wide; j < wide; j++) {
      sum[j] =
        (sum[j] as number) +
        p * (rows[w++] as number) +
        q * (rows[x++] as number) +
        r * (rows[y++] as number) +
        s * (rows[z++] as number);
    }
  }

  #project(into: Float32Array, offset: number): void {
    const sum = this.#sum;
    const dense = this.#dense;
    const bias = this.#bias;
    const wide = sum.length;
    for (let j = 0; j < wide; j++) if ((sum[j] as number) < 0) sum[j] = 0;
    for (let i = 0; i < bias.length; i += 2) {
      let a = bias[i] as number;
      let b = bias[i + 1] as number;
      const first = i * wide;
      const second = first + wide;
      for (let j = 0; j < wide; j++) {
        const value = sum[j] as number;
        a += (dense[first + j] as number) * value;
        b += (dense[second + j] as number) * value;
      }
      into[offset + i] = a;
      into[offset + i + 1] = b;
    }
  }
}
