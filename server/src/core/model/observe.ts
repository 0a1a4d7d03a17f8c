import type { Lines } from '../lines.ts';
import { shareOf } from './adaptation.ts';
import { STRIDE } from './chain.ts';
import type { Encoder } from './encoder.ts';
import { CHUNK } from './layer.ts';
import type { Reader } from './reader.ts';
import { type State, startOf } from './state.ts';

/** What a model sees of the non-blank lines of a text before it decides, a row a line. */
export interface Observation {
  readonly count: number;
  readonly kinds: number;
  /** Width of a row of `vectors`. */
  readonly size: number;
  /** Number of each row's line in the text. */
  readonly lines: Uint32Array;
  /** The scores of the kinds, `kinds` a row. */
  readonly scores: Float32Array;
  /** What the output layer sees. */
  readonly vectors: Float32Array;
  /** Hashes of the features of each row's content, and what each of them counts in that row. */
  readonly features: readonly Uint32Array[];
  readonly shares: Float32Array;
  /** Scores of the transitions between kinds, `kinds` times `kinds`, from row to column. */
  readonly step: Float32Array;
}

/** Observes the encoded rows of a state. */
export function observe(state: State, lines: Lines, encoder: Encoder, reader: Reader): Observation {
  const { network, chain } = reader;
  const { count } = state;
  const { kinds, step } = chain;
  const { size } = network;
  const scores = new Float32Array(count * kinds);
  const vectors = new Float32Array(count * size);
  reader.score(state, undefined);
  for (let from = 0; from < count; from += CHUNK) {
    network.context(state, from, Math.min(CHUNK, count - from), vectors);
  }
  const features: Uint32Array[] = [];
  const shares = new Float32Array(count);
  const { content } = encoder;
  for (let row = 0; row < count; row++) {
    scores.set(state.weights.subarray(row * STRIDE, row * STRIDE + kinds), row * kinds);
    const line = state.index[row] as number;
    content.scan(lines.text, startOf(lines, line), lines.end(line));
    content.read();
    const { tokens } = content;
    features.push(tokens.words.slice(0, tokens.wordCount));
    shares[row] = shareOf(tokens);
  }
  return { count, kinds, size, lines: state.index, scores, vectors, features, shares, step };
}
