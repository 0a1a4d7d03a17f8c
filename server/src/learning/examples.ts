import { KINDS } from '../core/kinds.ts';
import { Lines } from '../core/lines.ts';
import type { Model } from '../core/model/model.ts';
import type { Labels } from '../core/source.ts';
import type { Example } from './learn.ts';
import { Posteriors } from './posteriors.ts';

/** How much a line counts that nobody labelled: it shall stay as the model reads it beside the labels. */
const UNLABELLED = 0.1;

/** A source and what people decided about it. */
export interface Lesson {
  /** Its name, to tell it by. */
  readonly source: string;
  readonly text: string;
  readonly labels: Labels;
  /** Whether a person went through all of it, and so accepted the lines without a label. */
  readonly reviewed: boolean;
}

/** What a lesson teaches a model. */
export function exampleOf(
  model: Model,
  { text, labels, reviewed }: Lesson,
  unlabelled = UNLABELLED,
): Example {
  const seen = model.observe(Lines.of(text));
  const { count, kinds, scores, step } = seen;
  const fixed = new Int8Array(count).fill(-1);
  for (let row = 0; row < count; row++) {
    const kind = labels.get(seen.lines[row] as number);
    if (kind) fixed[row] = KINDS.indexOf(kind);
  }
  const posteriors = Float64Array.from(scores);
  new Posteriors(step, kinds).turn(posteriors, count, fixed);
  const weights = Float32Array.from(fixed, (kind) => (kind < 0 && !reviewed ? unlabelled : 1));
  return { seen, targets: Float32Array.from(posteriors), weights };
}
