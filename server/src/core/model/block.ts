/** Columns one after the other in one piece of memory, the widest numbers first: a state is one allocation, not twenty. */
export class Block {
  readonly #buffer: ArrayBuffer;
  #at = 0;

  constructor(bytes: number) {
    this.#buffer = new ArrayBuffer(bytes);
  }

  u32(count: number): Uint32Array {
    return new Uint32Array(this.#buffer, this.#take(count * 4), count);
  }

  f32(count: number): Float32Array {
    return new Float32Array(this.#buffer, this.#take(count * 4), count);
  }

  u16(count: number): Uint16Array {
    return new Uint16Array(this.#buffer, this.#take(count * 2), count);
  }

  u8(count: number): Uint8Array {
    return new Uint8Array(this.#buffer, this.#take(count), count);
  }

  #take(bytes: number): number {
    const at = this.#at;
    this.#at += bytes;
    return at;
  }
}
