/** Columns one after the other in one piece of memory, the widest numbers first: a state is one allocation, not twenty. */
export class Block {
  readonly buffer: ArrayBuffer;
  #at = 0;

  constructor(bytes: number, spare?: Spare) {
    this.buffer = spare?.take(bytes) ?? new ArrayBuffer(bytes);
  }

  u32(count: number): Uint32Array {
    return new Uint32Array(this.buffer, this.#take(count * 4), count);
  }

  f32(count: number): Float32Array {
    return new Float32Array(this.buffer, this.#take(count * 4), count);
  }

  u16(count: number): Uint16Array {
    return new Uint16Array(this.buffer, this.#take(count * 2), count);
  }

  u8(count: number): Uint8Array {
    return new Uint8Array(this.buffer, this.#take(count), count);
  }

  #take(bytes: number): number {
    const at = this.#at;
    this.#at += bytes;
    return at;
  }
}

/** How many pieces of memory are kept, and up to how many bytes each. */
const KEPT = 4;
const LARGEST = 1 << 20;

/** Memory that is not needed any more, for what comes next: cheaper than to ask for it anew, and still in the cache. */
export class Spare {
  readonly #buffers: ArrayBuffer[] = [];

  /** The smallest piece with so many bytes, all of them 0; undefined where there is none. */
  take(bytes: number): ArrayBuffer | undefined {
    const at = this.#buffers.findIndex(({ byteLength }) => byteLength >= bytes);
    const [buffer] = at < 0 ? [] : this.#buffers.splice(at, 1);
    if (buffer) new Uint8Array(buffer, 0, bytes).fill(0);
    return buffer;
  }

  /** Takes a piece back, from which on nothing may look at it. The largest ones are kept. */
  give(buffer: ArrayBuffer): void {
    if (buffer.byteLength > LARGEST) return;
    this.#buffers.push(buffer);
    this.#buffers.sort((a, b) => a.byteLength - b.byteLength);
    if (this.#buffers.length > KEPT) this.#buffers.shift();
  }
}
