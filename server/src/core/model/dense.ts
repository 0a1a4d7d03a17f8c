import type { Kernel } from './kernel/kernel.ts';

/** What the largest number of a row is rounded to, in the kernel. */
const MOST = 2047;

/**
 * A dense layer in whole numbers of 16 bits: half the work of 32-bit ones. Weights are rounded by the largest one of
 * their output, rows by their own largest number, so finely that no sum of products passes 31 bits.
 */
export class Dense {
  readonly #kernel: Kernel;
  readonly #inputs: number;
  readonly #outputs: number;
  readonly #weights: number;
  readonly #worth: number;
  readonly #bias: number;
  readonly #room: number;

  /** Weights are inputs times outputs; throws a RangeError unless inputs are a multiple of 8 and outputs of 16. */
  constructor(kernel: Kernel, weights: Float32Array, bias: Float32Array) {
    const outputs = bias.length;
    const inputs = weights.length / outputs;
    if (inputs % 8 !== 0 || outputs % 16 !== 0) {
      throw new RangeError(
        `The model has a dense layer of ${inputs} inputs and ${outputs} outputs.`,
      );
    }
    this.#kernel = kernel;
    this.#inputs = inputs;
    this.#outputs = outputs;
    const worth = worthOf(weights, inputs, outputs);
    this.#weights = kernel.put(paired(weights, worth));
    this.#worth = kernel.put(worth);
    this.#bias = kernel.put(bias);
    this.#room = kernel.room(2 * inputs * 2);
  }

  /** What the layer says of rows is written, or `add`ed, to others; addresses in the kernel. */
  run(from: number, rows: number, into: number, add: boolean): void {
    const [inputs, outputs] = [this.#inputs, this.#outputs];
    const [weights, worth, bias, room] = [this.#weights, this.#worth, this.#bias, this.#room];
    const { dense } = this.#kernel.run;
    dense(from, rows, inputs, outputs, weights, worth, bias, into, add ? 1 : 0, room);
  }
}

/** What one of each output's whole numbers is worth. */
function worthOf(weights: Float32Array, inputs: number, outputs: number): Float32Array {
  const finest = Math.min(32767, Math.floor(2 ** 31 / (inputs * MOST)) - 1);
  const worth = new Float32Array(outputs);
  weights.forEach((weight, i) => {
    const o = i % outputs;
    worth[o] = Math.max(worth[o] as number, Math.abs(weight));
  });
  return worth.map((most) => most / finest);
}

/** Weights as whole numbers, those of two inputs beside one another for each output. */
function paired(weights: Float32Array, worth: Float32Array): Int16Array {
  const outputs = worth.length;
  const whole = new Int16Array(weights.length);
  weights.forEach((weight, i) => {
    const o = i % outputs;
    const input = (i - o) / outputs;
    const at = (input >> 1) * 2 * outputs + 2 * o + (input & 1);
    whole[at] = weight === 0 ? 0 : Math.round(weight / (worth[o] as number));
  });
  return whole;
}

/** Numbers of 32 bits in the kernel's memory that a dense layer takes. */
export function denseRoom(inputs: number, outputs: number): number {
  return (inputs * outputs) / 2 + 2 * outputs + inputs;
}
