import {
  AnnotationError,
  count,
  type Fields,
  fields,
  json,
  share,
  string,
} from '../annotations/checked.ts';
import type { Adaptation } from '../core/model/adaptation.ts';
import { MOST_FEATURES } from '../core/model/adaptation.ts';
import type { TrainingFigures } from './figures.ts';
import { f32Of, i8Of, toBase64, u32Of } from './packed.ts';

/** Where a folder keeps what was learned from its labels. */
export const TRAINING_FILE = '.galley/model.json';
const VERSION = 1;
/** No file of a known version is longer, in UTF-16 units. */
const LONGEST = 2_000_000;
/** No number that was learned is further from 0. */
const LARGEST = 1000;

/** What was learned from a folder's labels, with what it gained, who had it learned, and when (ISO 8601 in UTC). */
export interface Training {
  readonly adaptation: Adaptation;
  readonly figures: TrainingFigures;
  readonly who: string;
  readonly when: string;
}

/** A training as its file holds it: members in a fixed order, so that the same training is the same file. */
export function writeTraining({ adaptation, figures, who, when }: Training): string {
  const { sources, lines, rightBefore, rightAfter, lostBefore, lostAfter, changed } = figures;
  const { base, safeThreshold, out, bias, features, rows, scales } = adaptation;
  const value = {
    version: VERSION,
    base,
    who,
    when,
    figures: { sources, lines, rightBefore, rightAfter, lostBefore, lostAfter, changed },
    safeThreshold,
    out: toBase64(out),
    bias: toBase64(bias),
    features: toBase64(features),
    rows: toBase64(rows),
    scales: toBase64(scales),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * Reads a training. Throws an {@link AnnotationError} that names the place for what is none; what it holds is numbers
 * within bounds. Whether they fit a model is for {@link Adaptation}'s `base` to say, and for the model.
 */
export function readTraining(text: string): Training {
  if (text.length > LONGEST) throw new AnnotationError('', `longer than ${LONGEST} characters`);
  const file = fields(json(text), '');
  const version = count(file.version, '/version');
  if (version !== VERSION) {
    throw new AnnotationError('/version', `${version} is none that this Galley reads (${VERSION})`);
  }
  return {
    adaptation: adaptationIn(file),
    figures: figuresIn(fields(file.figures, '/figures')),
    who: string(file.who, '/who'),
    when: string(file.when, '/when'),
  };
}

function adaptationIn(file: Fields): Adaptation {
  const floats = (name: string): Float32Array => {
    const values = f32Of(string(file[name], `/${name}`), `/${name}`);
    if (values.every((value) => Math.abs(value) <= LARGEST)) return values;
    throw new AnnotationError(`/${name}`, `a number that is not between ±${LARGEST}`);
  };
  const features = u32Of(string(file.features, '/features'), '/features');
  if (
    features.length > MOST_FEATURES ||
    !features.every((hash, i) => isAfter(hash, features[i - 1]))
  ) {
    throw new AnnotationError('/features', `expected at most ${MOST_FEATURES} ascending numbers`);
  }
  return {
    base: string(file.base, '/base'),
    out: floats('out'),
    bias: floats('bias'),
    features,
    rows: i8Of(string(file.rows, '/rows'), '/rows'),
    scales: floats('scales'),
    safeThreshold: share(file.safeThreshold, '/safeThreshold'),
  };
}

function isAfter(hash: number, before: number | undefined): boolean {
  return before === undefined || hash > before;
}

function figuresIn(figures: Fields): TrainingFigures {
  const number = (name: keyof TrainingFigures): number => count(figures[name], `/figures/${name}`);
  return {
    sources: number('sources'),
    lines: number('lines'),
    rightBefore: number('rightBefore'),
    rightAfter: number('rightAfter'),
    lostBefore: number('lostBefore'),
    lostAfter: number('lostAfter'),
    changed: number('changed'),
  };
}
