import { CODE } from './code.ts';

const PAGE = 65536;
/** Each piece begins with a line of the processor's cache, so that a row of a table is in as few of these as can be. */
const ALIGNED = 64;

/** The functions of `kernel.wat`; addresses and steps are bytes. */
interface Functions {
  find(list: number, n: number, table: number, mask: number, into: number): number;
  bag(
    list: number,
    n: number,
    rows: number,
    scales: number,
    share: number,
    into: number,
    wide: number,
  ): void;
  sum(list: number, n: number, rows: number, table: number, into: number, wide: number): void;
  dense(
    from: number,
    rows: number,
    inputs: number,
    outputs: number,
    weights: number,
    worth: number,
    bias: number,
    into: number,
    add: number,
    room: number,
  ): void;
  rectified(
    from: number,
    rows: number,
    inputs: number,
    outputs: number,
    weights: number,
    bias: number,
    into: number,
    add: number,
    list: number,
  ): void;
  deep(
    from: number,
    rows: number,
    size: number,
    width: number,
    apart: number,
    taps: number,
    bias: number,
    into: number,
  ): void;
  recur(
    gates: number,
    rows: number,
    size: number,
    state: number,
    into: number,
    step: number,
    stride: number,
  ): void;
  look(
    asked: number,
    keys: number,
    values: number,
    rows: number,
    size: number,
    span: number,
    near: number,
    mask: number,
    step: number,
    stride: number,
    scores: number,
    into: number,
    wide: number,
  ): void;
  weigh(rows: number, row: number, mask: number): void;
  chain(
    last: number,
    e: number,
    weights: number,
    into: number,
    rows: number,
    step: number,
    first: number,
  ): void;
}

/**
 * One memory with the weights and the rows in work, and the inner loops over it. Four kilobytes of WebAssembly: four
 * numbers at a time, which JavaScript cannot do; the same operations in the same order on every machine.
 */
export class Kernel {
  readonly run: Functions;
  readonly f32: Float32Array;
  readonly u32: Uint32Array;
  readonly u16: Uint16Array;
  readonly #i8: Int8Array;
  readonly #i16: Int16Array;
  #top = 0;

  /** `bytes` is all the room that will be asked for; each piece takes up to {@link ALIGNED} bytes more. */
  constructor(bytes: number) {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
    const module = new WebAssembly.Module(Uint8Array.from(atob(CODE), (c) => c.charCodeAt(0)));
    const instance = new WebAssembly.Instance(module, { model: { memory } });
    this.run = instance.exports as unknown as Functions;
    this.f32 = new Float32Array(memory.buffer);
    this.u32 = new Uint32Array(memory.buffer);
    this.u16 = new Uint16Array(memory.buffer);
    this.#i8 = new Int8Array(memory.buffer);
    this.#i16 = new Int16Array(memory.buffer);
  }

  /** Address of so much room, filled with zeros. */
  room(bytes: number): number {
    const address = this.#top;
    this.#top = (address + bytes + ALIGNED - 1) & -ALIGNED;
    if (this.#top > this.f32.byteLength) throw new RangeError('The kernel has no room left.');
    return address;
  }

  /** Address of a copy of some weights. */
  put(values: Float32Array | Uint32Array | Int16Array | Int8Array): number {
    const address = this.room(values.byteLength);
    if (values instanceof Int8Array) this.#i8.set(values, address);
    else if (values instanceof Int16Array) this.#i16.set(values, address >>> 1);
    else if (values instanceof Uint32Array) this.u32.set(values, address >>> 2);
    else this.f32.set(values, address >>> 2);
    return address;
  }
}
