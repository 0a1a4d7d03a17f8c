/**
 * What the client and the server say to each other about *Train on My Labels*. Types and names: both
 * sides bundle this file, so it imports nothing that runs.
 */
import type { TrainingFigures } from './learning/figures.ts';

export type { TrainingFigures } from './learning/figures.ts';

/** Commands of the server. Each takes one object. */
export const TrainingCommand = {
  /**
   * {@link TrainArguments} → {@link TrainResult}. Takes seconds: reports work done progress on the
   * request's `workDoneToken`, where it has one, or else on one that the server asks the client to
   * make (`window/workDoneProgress/create`), and is cancelled there or as any request.
   */
  train: 'galley.train',
  /** {@link FolderArguments} → {@link ForgetResult}. */
  forget: 'galley.forgetTraining',
} as const;

/** Requests. */
export const TrainingRequest = {
  /** {@link FolderArguments} → {@link TrainingStatus}. */
  status: 'galley/training',
} as const;

/** Notification to clients that say `annotations` when they initialize: what was learned is another now. */
export const TRAINING_CHANGED = 'galley/trainingChanged';

export interface FolderArguments {
  /** URI of a source or of a folder: the folder that keeps its labels is meant. By default the first one of the workspace. */
  readonly uri?: string;
}

export interface TrainArguments extends FolderArguments {
  /** Whether the gain is only measured and told. */
  readonly dryRun?: boolean;
}

/** Why nothing was kept. */
export type TrainRefusal =
  /** Too few labels or sources to learn from and to measure on. */
  | 'tooFew'
  /** The lines put aside were not read better. */
  | 'noGain'
  /** Lines that people wrote would be stripped. */
  | 'unsafe'
  /** There is no place to store it, or no folder. */
  | 'noFolder';

export type TrainResult =
  /** `file` is the URI of what was written; absent in a dry run. */
  | {
      readonly outcome: 'gain';
      readonly figures: TrainingFigures;
      readonly file?: string;
      readonly message: string;
    }
  | {
      readonly outcome: 'refused';
      readonly reason: TrainRefusal;
      readonly figures?: TrainingFigures;
      readonly message: string;
    }
  | { readonly outcome: 'failed'; readonly message: string };

export interface ForgetResult {
  /** Whether there was something to forget. */
  readonly forgotten: boolean;
  readonly message: string;
}

/** What is known of a folder's training. */
export type TrainingStatus =
  | { readonly state: 'none' }
  | {
      readonly state: 'trained';
      readonly file: string;
      readonly figures: TrainingFigures;
      readonly who: string;
      /** ISO 8601 in UTC. */
      readonly when: string;
    }
  /** Another model is installed than the one that was trained: train again. */
  | { readonly state: 'outdated'; readonly file: string; readonly message: string }
  /** The file cannot be read; `message` names the place. */
  | { readonly state: 'broken'; readonly file: string; readonly message: string };
