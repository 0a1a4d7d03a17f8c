const MAGIC = 0x4c594c47;
const VERSION = 5;
/** More layers, or lines further apart, no model of Galley has. */
const DEEPEST = 8;
const FARTHEST = 64;

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

/** The value of a curve, straight between its knots. */
export function curved({ from, to }: Curve, value: number): number {
  let low = 0;
  let high = from.length - 1;
  if (high < 0) return value;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((from[middle] as number) <= value) low = middle;
    else high = middle;
  }
  const [a, b] = [from[low] as number, from[high] as number];
  const [c, d] = [to[low] as number, to[high] as number];
  if (b <= a) return c;
  return c + Math.min(1, Math.max(0, (value - a) / (b - a))) * (d - c);
}

/** The attention above the layers: its heads, numbers of a key, and rows to each side that a row sees, a multiple of 4. */
export interface LookShape {
  readonly heads: number;
  readonly key: number;
  readonly reach: number;
}

/** What the packed model says of itself, besides its tensors. */
export interface About {
  /** Width of a row of the tables, and of a line's vector. */
  readonly wide: number;
  readonly size: number;
  /** Width of a recurrence's state, in each direction. */
  readonly hidden: number;
  /** How many rows apart are those that the convolution of each layer sees. */
  readonly apart: readonly number[];
  readonly look: LookShape;
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
  /** First 16 hexadecimal digits of the SHA-256 of the tensors, as the packer wrote it. */
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
    this.hash = header.hash;
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
    return this.#tensors[name]?.shape?.[0] ?? 0;
  }

  #tensor<T extends Column>(
    name: string,
    type: Kind,
    shape: readonly number[],
    make: new (data: ArrayBuffer, offset: number, size: number) => T,
  ): T {
    const entry = this.#tensors[name];
    if (!entry || entry.type !== type || `${entry.shape}` !== `${shape}`) {
      throw new Error(`The model has no ${type} tensor '${name}' of shape ${shape.join('×')}.`);
    }
    const size = shape.reduce((a, b) => a * b, 1);
    const offset = this.#start + entry.offset;
    if (!isWhole(entry.offset, 0) || entry.offset % 4 !== 0) {
      throw new Error(`The model's header gives no place of tensor '${name}'.`);
    }
    if (offset + size * (type === 'i8' ? 1 : 4) > this.#data.byteLength) {
      throw new Error('The model is cut short.');
    }
    return new make(this.#data, offset, size);
  }
}

interface Header {
  readonly about: About;
  readonly hash: string;
  readonly tensors: Readonly<Record<string, Entry>>;
}

function parsed(text: string): Header {
  const header = jsonOf(text);
  if (!isHeader(header)) throw new Error("The model's header cannot be read.");
  return header;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isHeader(value: unknown): value is Header {
  if (!isObject(value) || typeof value.hash !== 'string' || !isObject(value.tensors)) return false;
  if (!isObject(value.about)) return false;
  const { wide, size, hidden, apart, look, kinds } = value.about;
  const { confidence, boilerplate, safeThreshold } = value.about;
  return (
    [wide, size, hidden].every((each) => isWhole(each, 1)) &&
    Array.isArray(apart) &&
    isWhole(apart.length, 1, DEEPEST) &&
    apart.every((each) => isWhole(each, 1, FARTHEST)) &&
    isLook(look) &&
    Array.isArray(kinds) &&
    isCurve(confidence) &&
    isCurve(boilerplate) &&
    typeof safeThreshold === 'number'
  );
}

function isLook(value: unknown): value is LookShape {
  if (!isObject(value)) return false;
  const { heads, key, reach } = value;
  const whole = isWhole(heads, 1, 16) && isWhole(key, 1, 64) && isWhole(reach, 4, FARTHEST);
  return whole && (reach as number) % 4 === 0;
}

function isCurve(value: unknown): value is Curve {
  return isObject(value) && Array.isArray(value.from) && Array.isArray(value.to);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isWhole(value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
