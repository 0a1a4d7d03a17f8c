import type { Lines } from '../lines.ts';
import type { Encoder } from './encoder.ts';
import type { Reader } from './reader.ts';
import type { State } from './state.ts';

/** One thing that spoke for a line's kind. */
export interface Evidence {
  /** Stable code of the reason. */
  readonly reason: string;
  /** The reason in a person's words. */
  readonly text: string;
  /** How much the log-odds of the decision would lose without it. */
  readonly weight: number;
}

export class Explainer {
  constructor(_encoder: Encoder, _reader: Reader, _state: State, _lines: Lines) {}

  of(_line: number): Evidence[] {
    return [];
  }
}
