import type { Files } from '../annotations/store.ts';
import type { Model } from '../core/model/model.ts';
import { type Lessons, lessonsIn } from './lessons.ts';
import { type Outcome, type TrainOptions, train } from './train.ts';
import { TRAINING_FILE, writeTraining } from './trainingFile.ts';

export interface FolderOptions extends TrainOptions {
  /** Who has it learned, and when: ISO 8601 in UTC. */
  readonly who: string;
  readonly when: string;
  /** Whether the gain is only measured. */
  readonly dryRun?: boolean;
}

/** What came of training on a folder's labels. */
export interface FolderOutcome {
  readonly outcome: Outcome;
  readonly failures: Lessons['failures'];
}

/**
 * Trains a model on the labels of a folder, and stores what it gained there. Where nothing is gained, what was stored
 * before stays as it is.
 */
export async function trainFolder(
  model: Model,
  files: Files,
  { who, when, dryRun = false, ...options }: FolderOptions,
): Promise<FolderOutcome> {
  const { lessons, failures } = await lessonsIn(files);
  options.signal?.throwIfAborted();
  const outcome = await train(model, lessons, options);
  if (outcome.type === 'gain' && !dryRun) {
    const { adaptation, figures } = outcome;
    await store(files, writeTraining({ adaptation, figures, who, when }));
  }
  return { outcome, failures };
}

/** Stores a training in place of whatever is there. */
async function store(files: Files, text: string): Promise<void> {
  for (;;) {
    const before = await files.read(TRAINING_FILE);
    if (before === text) return;
    if ((await files.write(TRAINING_FILE, text, before)) === 'written') return;
  }
}

/** Forgets what was learned; false where there was nothing. */
export async function forgetTraining(files: Files): Promise<boolean> {
  for (;;) {
    const before = await files.read(TRAINING_FILE);
    if (before === undefined) return false;
    if ((await files.remove(TRAINING_FILE, before)) === 'removed') return true;
  }
}
