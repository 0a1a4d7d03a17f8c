import type { Adaptation } from '../core/model/adaptation.ts';
import type { Model } from '../core/model/model.ts';
import { exampleOf, type Lesson } from './examples.ts';
import type { TrainingFigures } from './figures.ts';
import { type Corrections, type Example, learn, RECIPE } from './learn.ts';
import { judge, type Truth, truthOf, type Verdict } from './trial.ts';

/** Fewer sources or decided lines than this say nothing about the next source. */
const LEAST_SOURCES = 2;
const LEAST_LINES = 30;
/** Into how many parts the sources are put, each of which is put aside once. */
const PARTS = 5;
/** Which share of the wrong lines is a good part. */
const GOOD_PART = 0.2;
/** How often the threshold of the safe policy is drawn nearer to 1 where people's lines would be lost. */
const THRESHOLDS = 8;

/** What came of training. */
export type Outcome =
  | { readonly type: 'gain'; readonly adaptation: Adaptation; readonly figures: TrainingFigures }
  /** Too few labels to learn from and to measure on. */
  | { readonly type: 'refused'; readonly reason: 'tooFew'; readonly least: Least }
  /** The lines put aside were not read better; or people's lines among them would be stripped. */
  | {
      readonly type: 'refused';
      readonly reason: 'noGain' | 'unsafe';
      readonly figures: TrainingFigures;
    };

/** What training needs at least, and what there is. */
export interface Least {
  readonly sources: number;
  readonly lines: number;
  readonly hasSources: number;
  readonly hasLines: number;
}

export interface TrainOptions {
  /** Told how far the work is, 0..1. */
  readonly progress?: (share: number) => void;
  /** Ends the work: `train` rejects with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Learns from lessons what a model does not know. The gain is measured on sources put aside before anything is
 * kept. The same lessons, in whatever order, give the same outcome. Gives way to other work every few milliseconds.
 */
export async function train(
  model: Model,
  lessons: readonly Lesson[],
  options: TrainOptions = {},
): Promise<Outcome> {
  const told = [...lessons]
    .filter(({ labels, reviewed }) => labels.size > 0 || reviewed)
    .sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : 0));
  const truths = told.map((lesson) => truthOf(model, lesson));
  const lines = truths.reduce((sum, { decided }) => sum + decided.size, 0);
  if (told.length < LEAST_SOURCES || lines < LEAST_LINES) {
    const least = { sources: LEAST_SOURCES, lines: LEAST_LINES };
    const has = { hasSources: told.length, hasLines: lines };
    return { type: 'refused', reason: 'tooFew', least: { ...least, ...has } };
  }
  const pace = new Pace(told.length, options);
  const examples: Example[] = [];
  for (const lesson of told) {
    examples.push(exampleOf(model, lesson));
    await pace.rest();
  }
  return concluded(model, examples, truths, pace);
}

async function concluded(
  model: Model,
  examples: readonly Example[],
  truths: readonly Truth[],
  pace: Pace,
): Promise<Outcome> {
  const trial = new Trial(model, examples, truths, pace);
  await trial.fit();
  const { figures, safeThreshold, isGain } = await trial.measure();
  if (!isGain) return { type: 'refused', reason: 'noGain', figures };
  if (safeThreshold === undefined) return { type: 'refused', reason: 'unsafe', figures };
  const corrections = await learn(examples, pace.step);
  const adaptation = { ...corrections, base: model.hash, safeThreshold };
  return { type: 'gain', adaptation, figures };
}

interface Measured {
  readonly figures: TrainingFigures;
  readonly isGain: boolean;
  /** Under which no more of people's lines are lost than before; undefined where there is none. */
  readonly safeThreshold: number | undefined;
}

/** Puts each part of the sources aside once, and measures on it what was learned from the others. */
class Trial {
  readonly #model: Model;
  readonly #examples: readonly Example[];
  readonly #truths: readonly Truth[];
  readonly #pace: Pace;
  readonly #parts: Corrections[] = [];

  constructor(model: Model, examples: readonly Example[], truths: readonly Truth[], pace: Pace) {
    this.#model = model;
    this.#examples = examples;
    this.#truths = truths;
    this.#pace = pace;
  }

  async fit(): Promise<void> {
    for (let part = 0; part < Math.min(PARTS, this.#truths.length); part++) {
      const others = this.#examples.filter((_, text) => text % PARTS !== part);
      this.#parts.push(await learn(others, this.#pace.step));
    }
  }

  async measure(): Promise<Measured> {
    const before: Verdict[] = [];
    for (const truth of this.#truths) {
      before.push(judge(this.#model, truth));
      await this.#pace.rest();
    }
    const lostBefore = total(before, ({ lost }) => lost.size);
    let threshold = this.#model.safeThreshold;
    for (let attempt = 0; ; attempt++) {
      const after = await this.#verdicts(threshold);
      const lostAfter = total(after, ({ lost }) => lost.size);
      const isSafe = lostAfter <= lostBefore;
      if (isSafe || attempt === THRESHOLDS) {
        const figures = this.#figures(before, after);
        const isGain = gains(before, after, figures);
        return { figures, isGain, safeThreshold: isSafe ? threshold : undefined };
      }
      threshold = 1 - (1 - threshold) / 2;
    }
  }

  async #verdicts(safeThreshold: number): Promise<Verdict[]> {
    const base = this.#model.hash;
    const models = this.#parts.map((part) => this.#model.adapted({ ...part, base, safeThreshold }));
    const verdicts: Verdict[] = [];
    for (const [text, truth] of this.#truths.entries()) {
      verdicts.push(judge(models[text % PARTS] as Model, truth));
      await this.#pace.rest();
    }
    return verdicts;
  }

  #figures(before: readonly Verdict[], after: readonly Verdict[]): TrainingFigures {
    const changed = total(after, (each) => each.changed) - total(before, (each) => each.changed);
    return {
      sources: this.#truths.length,
      lines: total(this.#truths, ({ decided }) => decided.size),
      rightBefore: total(before, ({ right }) => right.size),
      rightAfter: total(after, ({ right }) => right.size),
      lostBefore: total(before, ({ lost }) => lost.size),
      lostAfter: total(after, ({ lost }) => lost.size),
      changed: Math.max(0, changed),
    };
  }
}

/**
 * Whether the sources are read better by more than chance, for the lines of a source err together: the gain is over two
 * standard deviations of what it would be if each source were as likely to lose what it gained; or over one, where a
 * good part of what was wrong has come right, as in the sources of one site.
 */
function gains(before: readonly Verdict[], after: readonly Verdict[], figures: TrainingFigures) {
  const differences = after.map(({ right }, i) => right.size - (before[i]?.right.size ?? 0));
  const deviation = Math.sqrt(total(differences, (difference) => difference ** 2));
  const gain = figures.rightAfter - figures.rightBefore - figures.changed;
  const wrong = figures.lines - figures.rightBefore;
  return gain > 2 * deviation || (gain > deviation && gain >= GOOD_PART * wrong);
}

function total<T>(items: readonly T[], count: (item: T, index: number) => number): number {
  return items.reduce((sum, item, index) => sum + count(item, index), 0);
}

/** How long other work may have to wait, in milliseconds. */
const TURN = 12;

/** Lets other work go on, tells of progress, and ends when asked to. */
class Pace {
  readonly #steps: number;
  readonly #options: TrainOptions;
  #done = 0;
  #since = Date.now();

  constructor(sources: number, options: TrainOptions) {
    const parts = Math.min(PARTS, sources);
    // Each source is learned from in all parts but its own, and in the end once more.
    this.#steps = sources * parts * RECIPE.epochs;
    this.#options = options;
  }

  /** One text was learned from once. */
  readonly step = async (): Promise<void> => {
    this.#done++;
    await this.rest();
  };

  async rest(): Promise<void> {
    const { signal, progress } = this.#options;
    signal?.throwIfAborted();
    if (Date.now() - this.#since < TURN) return;
    progress?.(Math.min(1, this.#done / this.#steps));
    await new Promise((resolve) => setTimeout(resolve));
    this.#since = Date.now();
    signal?.throwIfAborted();
  }
}
