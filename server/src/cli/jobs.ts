import { Configs } from '../corpus/config.ts';
import { readSource, type SourceBytes } from '../corpus/decode.ts';
import { type Handler, serve } from '../corpus/pool.ts';
import type { SourceFile } from '../corpus/walk.ts';
import { AdaptedParsers } from '../learning/adaptedParsers.ts';
import { type CheckJob, checkWork } from './check-work.ts';
import { Decisions } from './decisions.ts';
import { modelOf } from './engine.ts';
import { type LabelJob, labelWork } from './label-work.ts';
import { FolderParsers } from './parsers.ts';
import { type StripJob, stripWork } from './strip-work.ts';

/** What is done to each file; told to the threads that do it. */
export type Job = CheckJob | LabelJob | StripJob;

/** What a thread is started with. */
export interface ThreadStart {
  readonly job: Job;
  /** The model's bytes, read once for all threads. */
  readonly model: Uint8Array;
}

/** What is done to the content of one file. */
export type FileWork<R> = (file: SourceFile, source: SourceBytes) => R;

/** What a piece of work is done with. */
export interface Tools {
  readonly parsers: Pick<FolderParsers, 'of'>;
  readonly configs: Configs;
  readonly decisions: Decisions;
}

/** Tools over a model's bytes, with nothing read yet. */
export function toolsOf(model: Uint8Array): Tools {
  const parsers = new AdaptedParsers(modelOf(model));
  return {
    parsers: new FolderParsers(() => parsers),
    configs: new Configs(),
    decisions: new Decisions(),
  };
}

function workOf(job: Job, tools: Tools): FileWork<unknown> {
  switch (job.type) {
    case 'check':
      return checkWork(job, tools);
    case 'label':
      return labelWork(job, tools);
    case 'strip':
      return stripWork(job, tools);
  }
}

/** A piece of work as the threads run it: it reads the file too. */
export function reading<R>(work: FileWork<R>): Handler<SourceFile, R> {
  return (file) => work(file, readSource(file.path));
}

/** Answers for a thread that {@link ThreadStart} was given to. */
export function serveThread(): void {
  serve(({ job, model }: ThreadStart) => reading(workOf(job, toolsOf(model))));
}
