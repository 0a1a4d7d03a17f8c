import { decode } from '../corpus/decode.ts';
import { mapHere, mapInThreads, type Outcome, threadsFor } from '../corpus/pool.ts';
import { problemOf } from '../corpus/problem.ts';
import { findSources, type SourceFile } from '../corpus/walk.ts';
import { type Arguments, type OptionSpec, UsageError } from './arguments.ts';
import { loadParsers, modelBytes } from './engine.ts';
import { type FileWork, type Job, reading, type ThreadStart, type Tools, toolsOf } from './jobs.ts';
import { tellOutdated } from './parsers.ts';
import { STDIN } from './settings.ts';
import type { Shell } from './shell.ts';

export const JOBS_OPTION: OptionSpec = {
  name: 'jobs',
  value: 'N',
  help: 'Threads that work on files (by default one for each core where there are many files).',
};

/** What a call works on. */
export type Input =
  | { readonly type: 'stdin' }
  | { readonly type: 'files'; readonly files: readonly SourceFile[] };

/**
 * What the paths of a call stand for; without one, the current folder. What cannot be found is
 * complained of. `except` is a folder that is left out.
 */
export function inputOf(args: Arguments, shell: Shell, except?: string): Input {
  const { positionals } = args;
  const configs = shell.configs();
  if (positionals.includes(STDIN)) {
    configs.for('.');
    if (positionals.length === 1) return { type: 'stdin' };
    throw new UsageError('- (standard input) cannot be mixed with other paths');
  }
  const files: SourceFile[] = [];
  const paths = positionals.length > 0 ? positionals : ['.'];
  for (const found of findSources(paths, configs, except)) {
    if (found.type === 'file') files.push(found.file);
    else if (found.type === 'problem') shell.complain(found.problem);
    else shell.note(`${found.path}: no sources in it (.txt files, or set "sources")`);
  }
  return { type: 'files', files };
}

/** A command's work on files: here, or by the same job in threads. */
export interface FileRun<R> {
  readonly job: Job;
  readonly work: (tools: Tools) => FileWork<R>;
  /** The `--jobs` of the call. */
  readonly threads: number | undefined;
}

/** The results of a run, in the order of the files; what fails is complained of and left out. */
export async function* resultsOf<R>(
  input: Input,
  run: FileRun<R>,
  shell: Shell,
): AsyncGenerator<R> {
  for await (const outcome of outcomesOf(input, run, shell)) {
    if (outcome.type === 'done') yield outcome.result;
    else shell.complain(outcome.problem);
  }
}

function outcomesOf<R>(
  input: Input,
  { job, work, threads: wanted }: FileRun<R>,
  shell: Shell,
): AsyncGenerator<Outcome<R>> {
  const model = modelBytes();
  const files = input.type === 'files' ? input.files : [{ path: STDIN, place: '' }];
  tellOutdated(
    files,
    loadParsers((message) => shell.note(message)),
  );
  const threads = input.type === 'files' ? threadsFor(input.files.length, wanted) : 1;
  if (threads > 1 && input.type === 'files') {
    const start: ThreadStart = { job, model };
    return mapInThreads<SourceFile, R>(input.files, __filename, start, threads);
  }
  const here = work(toolsOf(model));
  return input.type === 'stdin' ? onStdin(here, shell) : mapHere(input.files, reading(here));
}

async function* onStdin<R>(work: FileWork<R>, shell: Shell): AsyncGenerator<Outcome<R>> {
  const bytes = await shell.input();
  try {
    const source = { bytes, text: decode(bytes, 'standard input') };
    yield { type: 'done', result: work({ path: STDIN, place: '' }, source) };
  } catch (error) {
    yield { type: 'failed', problem: problemOf(error, 'standard input') };
  }
}
