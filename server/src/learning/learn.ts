import { type Adaptation, MOST_FEATURES } from '../core/model/adaptation.ts';
import type { Observation } from '../core/model/observe.ts';
import { Features } from './features.ts';
import { Posteriors } from './posteriors.ts';
import { Weights } from './weights.ts';

/** A text to learn from: what the model sees, and what is right. */
export interface Example {
  readonly seen: Observation;
  /** How likely each kind is for each row, `kinds` a row: 1 for the kind of a label. */
  readonly targets: Float32Array;
  /** How much each row counts: 1 for a labelled one, less for one that shall only stay as it was. */
  readonly weights: Float32Array;
}

/** How training goes about it. */
export interface Recipe {
  readonly epochs: number;
  /** Lengths of steps, for the output layer and for what the features of lines say. */
  readonly outRate: number;
  readonly rowRate: number;
  /** How strongly both are drawn back to nothing. */
  readonly outDecay: number;
  readonly rowDecay: number;
}

export const RECIPE: Recipe = {
  epochs: 6,
  outRate: 0.01,
  rowRate: 0.5,
  outDecay: 0.5,
  rowDecay: 0.02,
};

/** Corrections of a model's scores. */
export type Corrections = Omit<Adaptation, 'base' | 'safeThreshold'>;

/**
 * Fits corrections of a model's scores to examples, a text at a time. The same examples in the same order give the
 * same corrections. `pause` is awaited after each text, and may reject to end it.
 */
export async function learn(
  examples: readonly Example[],
  pause: () => Promise<void>,
  recipe: Recipe = RECIPE,
): Promise<Corrections> {
  const first = examples[0];
  if (!first) throw new RangeError('No examples to learn from.');
  const learning = new Learning(examples, first.seen, recipe);
  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    for (const text of orderOf(examples.length, epoch)) {
      learning.step(text);
      await pause();
    }
  }
  return learning.result();
}

class Learning {
  readonly #examples: readonly Example[];
  readonly #recipe: Recipe;
  readonly #kinds: number;
  readonly #size: number;
  readonly #chain: Posteriors;
  readonly #features: Features;
  readonly #out: Weights;
  readonly #bias: Weights;
  readonly #rows: Weights;

  constructor(examples: readonly Example[], { kinds, size, step }: Observation, recipe: Recipe) {
    this.#examples = examples;
    this.#recipe = recipe;
    this.#kinds = kinds;
    this.#size = size;
    this.#chain = new Posteriors(step, kinds);
    this.#features = new Features(examples.map(({ seen }) => seen));
    this.#out = new Weights(size * kinds);
    this.#bias = new Weights(kinds);
    this.#rows = new Weights(this.#features.hashes.length * kinds);
  }

  /** Learns from one text: what the corrected model says is drawn to what is right. */
  step(text: number): void {
    const example = this.#examples[text] as Example;
    const { count } = example.seen;
    if (count === 0) return;
    const errors = this.#scores(example.seen, text);
    this.#chain.turn(errors, count);
    for (let row = 0; row < count; row++) {
      const weight = example.weights[row] as number;
      for (let at = row * this.#kinds; at < (row + 1) * this.#kinds; at++) {
        errors[at] = weight * ((errors[at] as number) - (example.targets[at] as number));
      }
    }
    this.#learn(example.seen, text, errors);
  }

  /** The corrected scores of a text. */
  #scores({ count, scores, vectors, shares }: Observation, text: number): Float64Array {
    const kinds = this.#kinds;
    const size = this.#size;
    const sums = Float64Array.from(scores);
    for (let row = 0; row < count; row++) {
      const at = row * kinds;
      addScaled(sums, at, this.#bias.values, 0, kinds, 1);
      for (let j = 0; j < size; j++) {
        const x = vectors[row * size + j] as number;
        addScaled(sums, at, this.#out.values, j * kinds, kinds, x);
      }
      const share = shares[row] as number;
      for (const feature of this.#known(text, row)) {
        addScaled(sums, at, this.#rows.values, feature * kinds, kinds, share);
      }
    }
    return sums;
  }

  #learn({ count, vectors, shares }: Observation, text: number, errors: Float64Array): void {
    const kinds = this.#kinds;
    const size = this.#size;
    const { outRate, outDecay } = this.#recipe;
    for (let row = 0; row < count; row++) {
      const at = row * kinds;
      addScaled(this.#bias.gradient, 0, errors, at, kinds, 1);
      for (let j = 0; j < size; j++) {
        const x = vectors[row * size + j] as number;
        addScaled(this.#out.gradient, j * kinds, errors, at, kinds, x);
      }
      const share = shares[row] as number;
      for (const feature of this.#known(text, row)) {
        addScaled(this.#rows.gradient, feature * kinds, errors, at, kinds, share);
      }
    }
    const decay = outDecay / this.#examples.length;
    this.#out.step(0, size * kinds, outRate, decay);
    this.#bias.step(0, kinds, outRate, decay);
    this.#learnRows(text);
  }

  #learnRows(text: number): void {
    const { rowRate, rowDecay } = this.#recipe;
    const kinds = this.#kinds;
    const { texts } = this.#features;
    for (const feature of new Set(this.#featuresOf(text))) {
      const decay = rowDecay / (texts[feature] as number);
      this.#rows.step(feature * kinds, (feature + 1) * kinds, rowRate, decay);
    }
  }

  *#featuresOf(text: number): Generator<number> {
    for (const row of this.#features.rows[text] as readonly Uint32Array[]) yield* row;
  }

  #known(text: number, row: number): Uint32Array {
    return this.#features.rows[text]?.[row] as Uint32Array;
  }

  /** What was learned, the features that say most of it, each in steps of a 127th of its strongest number. */
  result(): Corrections {
    const kinds = this.#kinds;
    const { values } = this.#rows;
    const strengths = Array.from(this.#features.hashes, (_, feature) => {
      let top = 0;
      for (let k = 0; k < kinds; k++) {
        top = Math.max(top, Math.abs(values[feature * kinds + k] as number));
      }
      return top;
    });
    const kept = strengths
      .map((strength, feature) => ({ strength, feature }))
      .filter(({ strength }) => strength > 0)
      .sort((a, b) => b.strength - a.strength || a.feature - b.feature)
      .slice(0, MOST_FEATURES)
      .map(({ feature }) => feature)
      .sort((a, b) => a - b);
    const scales = Float32Array.from(kept, (feature) => (strengths[feature] as number) / 127);
    const rows = new Int8Array(kept.length * kinds);
    kept.forEach((feature, i) => {
      for (let k = 0; k < kinds; k++) {
        const value = values[feature * kinds + k] as number;
        rows[i * kinds + k] = Math.round(value / (scales[i] as number));
      }
    });
    return {
      out: Float32Array.from(this.#out.values),
      bias: Float32Array.from(this.#bias.values),
      features: Uint32Array.from(kept, (feature) => this.#features.hashes[feature] as number),
      rows,
      scales,
    };
  }
}

function addScaled(
  into: Float64Array,
  at: number,
  from: Float64Array,
  start: number,
  count: number,
  factor: number,
): void {
  for (let k = 0; k < count; k++) {
    into[at + k] = (into[at + k] as number) + factor * (from[start + k] as number);
  }
}

/** The numbers below `count` in an order that is another one each time, and always the same. */
function orderOf(count: number, epoch: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  let state = epoch + 1;
  for (let i = count - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[other]] = [order[other] as number, order[i] as number];
  }
  return order;
}
