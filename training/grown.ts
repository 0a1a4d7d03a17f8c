type Column = Uint8Array | Uint16Array | Uint32Array;

/** A typed array that grows: the columns of features are gigabytes short of what plain arrays would take. */
export class Grown {
  readonly #make: new (
    size: number,
  ) => Column;
  #array: Column;
  size = 0;

  constructor(make: new (size: number) => Column) {
    this.#make = make;
    this.#array = new make(1024);
  }

  at(index: number): number {
    return this.#array[index] as number;
  }

  push(value: number): void {
    this.#reserve(1);
    this.#array[this.size++] = value;
  }

  add(values: ArrayLike<number>): void {
    this.#reserve(values.length);
    this.#array.set(values, this.size);
    this.size += values.length;
  }

  bytes(): Uint8Array {
    const { buffer, byteOffset, BYTES_PER_ELEMENT } = this.#array;
    return new Uint8Array(buffer, byteOffset, this.size * BYTES_PER_ELEMENT);
  }

  #reserve(more: number): void {
    if (this.size + more <= this.#array.length) return;
    const larger = new this.#make(Math.max(this.size + more, this.#array.length * 2));
    larger.set(this.#array);
    this.#array = larger;
  }
}
