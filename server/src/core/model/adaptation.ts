import { STRIDE } from './chain.ts';
import type { Tokens } from './tokens.ts';
import { Vocabulary } from './vocabulary.ts';

/** Most line features that an adaptation may know. */
export const MOST_FEATURES = 8192;

/**
 * What was learned on top of a model from people's labels: corrections of its scores before the chain. `kinds` is the
 * number of kinds of the model, `size` the width of its vectors.
 */
export interface Adaptation {
  /** Hash of the model that it corrects; it means nothing to another one. */
  readonly base: string;
  /** Added to the output layer, `size` times `kinds`, and to its bias. */
  readonly out: Float32Array;
  readonly bias: Float32Array;
  /** Hashes of features of a line's content (`words` of its {@link Tokens}), ascending. */
  readonly features: Uint32Array;
  /** What each feature says for each kind, `kinds` numbers a feature, in steps of its scale. */
  readonly rows: Int8Array;
  readonly scales: Float32Array;
  /** Posterior of boilerplate from which the safe policy strips a line; never below the model's own. */
  readonly safeThreshold: number;
}

/** What the features of lines say about their kind, as learned. */
export class Learned {
  readonly #vocabulary: Vocabulary;
  readonly #rows: Int8Array;
  readonly #scales: Float32Array;
  readonly #kinds: number;

  constructor({ features, rows, scales }: Adaptation, kinds: number) {
    this.#vocabulary = new Vocabulary(features);
    this.#rows = rows;
    this.#scales = scales;
    this.#kinds = kinds;
  }

  /** Writes the scores of the line just read, {@link STRIDE} numbers from `at` on. */
  score(tokens: Tokens, into: Float32Array, at: number): void {
    into.fill(0, at, at + STRIDE);
    const kinds = this.#kinds;
    const share = shareOf(tokens);
    for (let i = 0; i < tokens.wordCount; i++) {
      const row = this.#vocabulary.row(tokens.words[i] as number) - 1;
      if (row < 0) continue;
      const scale = share * (this.#scales[row] as number);
      for (let k = 0; k < kinds; k++) {
        into[at + k] = (into[at + k] as number) + scale * (this.#rows[row * kinds + k] as number);
      }
    }
  }
}

/** What one feature of a line counts: the less the more there are, so that long lines say no more than short ones. */
export function shareOf({ wordCount }: Tokens): number {
  return 1 / Math.sqrt(Math.max(1, wordCount));
}

/** Throws a RangeError that says what is wrong where an adaptation does not fit a model. */
export function checkFit(adaptation: Adaptation, kinds: number, size: number): void {
  const { out, bias, features, rows, scales } = adaptation;
  const wrong = (what: string): never => {
    throw new RangeError(`The adaptation does not fit the model: ${what}.`);
  };
  if (out.length !== size * kinds) wrong(`${out.length} numbers for the output layer`);
  if (bias.length !== kinds) wrong(`${bias.length} numbers for its bias`);
  if (features.length > MOST_FEATURES) wrong(`${features.length} features`);
  if (rows.length !== features.length * kinds || scales.length !== features.length) {
    wrong('not a row for each feature');
  }
}
