const MAGIC = 0x4c594c47;
const VERSION = 1;

type Kind = 'i8' | 'u32' | 'f32';
type Column = Int8Array | Uint32Array | Float32Array;

interface Entry {
  readonly type: Kind;
  readonly shape: readonly number[];
  readonly offset: number;
}

/** A monotone curve as knots, from what the network says to what came true. */
export interface Curve {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** What the packed model says of itself, besides its tensors. */
export interface About {
  /** Width of a row of the tables, and of a line's vector. */
  readonly wide: number;
  readonly size: number;
  /** Width and step of each convolution over lines. */
  readonly spans: readonly (readonly [number, number])[];
  readonly shapes: number;
  readonly placeIds: number;
  readonly kinds: readonly string[];
  readonly confidence: Curve;
  readonly boilerplate: Curve;
  readonly safeThreshold: number;
}

/**
 * The packed weights: `GLYL`, version and length of the header as 32-bit little-endian numbers, a JSON header,
 * then the tensors, each at a multiple of four bytes.
 */
export class Weights {
  readonly about: About;
  /** Hash of all bytes, 16 hexadecimal digits. */
  readonly hash: string;
  readonly #tensors: Readonly<Record<string, Entry>>;
  readonly #data: ArrayBuffer;
  readonly #start: number;

  constructor(bytes: Uint8Array) {
    this.#data = new Uint8Array(bytes).buffer;
    const view = new DataView(this.#data);
    if (bytes.length < 12 || view.getUint32(0, true) !== MAGIC)
      throw new Error('These bytes are not a model of Galley.');
    const version = view.getUint32(4, true);
    if (version !== VERSION) {
      throw new Error(`The model is of version ${version}; this Galley reads version ${VERSION}.`);
    }
    const size = view.getUint32(8, true);
    if (12 + size > bytes.length) throw new Error('The model is cut short.');
    const header = parsed(new TextDecoder().decode(new Uint8Array(this.#data, 12, size)));
    this.about = header.about;
    this.#tensors = header.tensors;
    this.#start = 12 + size;
    this.hash = hashOf(this.#data);
  }

  i8(name: string, ...shape: number[]): Int8Array {
    return this.#tensor(name, 'i8', shape, Int8Array);
  }

  u32(name: string, ...shape: number[]): Uint32Array {
    return this.#tensor(name, 'u32', shape, Uint32Array);
  }

  f32(name: string, ...shape: number[]): Float32Array {
    return this.#tensor(name, 'f32', shape, Float32Array);
  }

  /** Entries along a tensor's first side. */
  rows(name: string): number {
    return this.#tensors[name]?.shape[0] ?? 0;
  }

  #tensor<T extends Column>(
    name: string,
    type: Kind,
    shape: readonly number[],
    make: new (data: ArrayBuffer, offset: number, size: number) => T,
  ): T {
    const entry = this.#tensors[name];
    if (!entry || entry.type !== type || entry.shape.join() !== shape.join()) {
      throw new Error(`The model has no ${type} tensor '${name}' of shape ${shape.join('×')}.`);
    }
    const size = shape.reduce((a, b) => a * b, 1);
    const offset = this.#start + entry.offset;
    if (offset + size * (type === 'i8' ? 1 : 4) > this.#data.byteLength) {
      throw new Error('The model is cut short.');
    }
    return new make(this.#data, offset, size);
  }
}

function parsed(text: string): { about: About; tensors: Record<string, Entry> } {
  try {
    return JSON.parse(text) as { about: About; tensors: Record<string, Entry> };
  } catch {
    throw new Error("The model's header cannot be read.");
  }
}

function hashOf(data: ArrayBuffer): string {
  const words = new Uint32Array(data, 0, data.byteLength >>> 2);
  let a = 0x811c9dc5 ^ data.byteLength;
  let b = 0x9e3779b1;
  for (const word of words) {
    a = Math.imul(a ^ word, 0x01000193);
    b = Math.imul(b ^ (word + (b >>> 15)), 0x85ebca6b);
  }
  return [a, b].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
