import type { Learned } from './adaptation.ts';
import { STRIDE } from './chain.ts';
import { Content } from './content.ts';
import type { Kernel } from './kernel/kernel.ts';
import { SHAPES } from './shape.ts';
import { KEYS } from './tokens.ts';
import { placesFor, Vocabulary } from './vocabulary.ts';
import type { Weights } from './weights.ts';

/** Lines whose encoding is kept; a line's hash says where, and the newer line wins. */
const SLOTS = 1 << 13;
/** Most features of a line in one list. */
const LIST = 256;

/** From a line's content to its vector and what its surroundings need to know of it, kept by content. */
export class Encoder {
  readonly content = new Content();
  readonly f32: Float32Array;
  readonly hashes = new Uint32Array(SLOTS);
  readonly shapes = new Uint32Array(SLOTS);
  readonly flags = new Uint8Array(SLOTS);
  readonly widths = new Uint16Array(SLOTS);
  readonly keys = new Uint32Array(SLOTS * KEYS);
  readonly keyCounts = new Uint8Array(SLOTS);
  /** What was learned about each slot's line, {@link STRIDE} scores a slot; nothing where nothing was learned. */
  readonly learned: Float32Array;
  readonly #second = new Uint32Array(SLOTS);
  readonly #used = new Uint8Array(SLOTS);
  readonly #vocabulary: number;
  readonly #mask: number;
  readonly #learned: Learned | undefined;
  readonly #kernel: Kernel;
  readonly #wide: number;
  readonly #size: number;
  readonly #rows: number;
  readonly #scales: number;
  readonly #shapeRows: number;
  readonly #dense: number;
  readonly #bias: number;
  readonly #list: number;
  readonly #sum: number;
  readonly #inputs: number;
  readonly #vectors: number;

  constructor(weights: Weights, kernel: Kernel, learned?: Learned) {
    const { wide, size } = weights.about;
    const known = weights.rows('hashes');
    this.#kernel = kernel;
    this.#learned = learned;
    this.learned = new Float32Array(learned ? SLOTS * STRIDE : 0);
    this.f32 = kernel.f32;
    this.#wide = wide;
    this.#size = size;
    const { table, mask } = new Vocabulary(weights.u32('hashes', known));
    this.#vocabulary = kernel.put(table);
    this.#mask = mask;
    this.#rows = kernel.put(weights.i8('rows', known + 1, wide));
    this.#scales = kernel.put(weights.f32('scales', known + 1));
    this.#shapeRows = kernel.put(weights.f32('shapes', SHAPES, wide));
    this.#dense = kernel.put(weights.f32('dense', wide, size));
    this.#bias = kernel.put(weights.f32('bias', size));
    this.#list = kernel.room(LIST * 4);
    this.#sum = kernel.room(wide * 4);
    this.#inputs = kernel.room(wide * 8);
    this.#vectors = kernel.room((SLOTS + 1) * size * 4);
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

  /** Where in `f32` a slot's vector begins. */
  vector(slot: number): number {
    return (this.#vectors >>> 2) + slot * this.#size;
  }

  /** Writes the vector of the features in `content` elsewhere, on request without those of its shape. */
  encode(into: Float32Array, offset: number, shapeless: boolean): void {
    this.#project(SLOTS, shapeless);
    const from = this.vector(SLOTS);
    into.set(this.f32.subarray(from, from + this.#size), offset);
  }

  /** Writes what was learned about the features in `content` elsewhere. */
  recall(into: Float32Array, offset: number): void {
    this.#learned?.score(this.content.tokens, into, offset);
  }

  #fill(at: number): void {
    const { tokens, shape } = this.content;
    this.shapes[at] = tokens.shape;
    this.flags[at] = shape.flags;
    this.widths[at] = Math.min(65535, shape.width);
    this.keys.set(tokens.keys, at * KEYS);
    this.keyCounts[at] = tokens.keyCount;
    this.#project(at, false);
    this.recall(this.learned, at * STRIDE);
  }

  #project(slot: number, shapeless: boolean): void {
    const { tokens, shape } = this.content;
    const { f32, u16, run } = this.#kernel;
    const wide = this.#wide;
    const sum = this.#sum >>> 2;
    f32.fill(0, sum, sum + wide);
    this.#bag(tokens.words, tokens.wordCount);
    this.#bag(tokens.grams, tokens.gramCount);
    if (!shapeless) {
      for (let i = 0; i < shape.count; i++) u16[(this.#list >>> 1) + i] = shape.ids[i] as number;
      run.sum(this.#list, shape.count, 1, this.#shapeRows, this.#sum, wide);
    }
    run.rectified(
      this.#sum,
      1,
      wide,
      this.#size,
      this.#dense,
      this.#bias,
      this.vector(slot) << 2,
      0,
      this.#inputs,
    );
  }

  /** Adds the rows of a list's known features, over the root of how many they are. */
  #bag(features: Uint32Array, count: number): void {
    const { u32, run } = this.#kernel;
    const list = this.#list;
    for (let i = 0; i < count; i++) u32[(list >>> 2) + i] = features[i] as number;
    const known = run.find(list, count, this.#vocabulary, this.#mask, list);
    const share = 1 / Math.sqrt(Math.max(1, known));
    run.bag(list, known, this.#rows, this.#scales, share, this.#sum, this.#wide);
  }
}

/** Bytes of the kernel's memory that an encoder takes. */
export function encoderRoom(weights: Weights): number {
  const { wide, size } = weights.about;
  const known = weights.rows('hashes');
  const table = placesFor(known) * 8 + (known + 1) * (wide + 4);
  const dense = (SHAPES * wide + wide * size + size) * 4;
  return table + dense + (LIST + 3 * wide + (SLOTS + 1) * size) * 4 + 256;
}
