import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DiskFolder } from '../corpus/folder.ts';
import { personAt } from '../corpus/person.ts';
import { problemOf, SourceError } from '../corpus/problem.ts';
import type { TrainingFigures } from '../learning/figures.ts';
import { type FolderOutcome, forgetTraining, trainFolder } from '../learning/folder.ts';
import type { Outcome } from '../learning/train.ts';
import { TRAINING_FILE } from '../learning/trainingFile.ts';
import { Arguments, type CommandSpec, UsageError } from './arguments.ts';
import type { Command } from './command.ts';
import { loadModel } from './engine.ts';
import { asSourceError, rootOf } from './label-store.ts';
import type { ExitCode, Shell } from './shell.ts';
import { oneLine } from './visible.ts';

const spec: CommandSpec = {
  name: 'train',
  usage: 'galley train [OPTION…] [PATH]',
  summary: 'Adapts the model to the labels of a folder, where that gains on labels put aside.',
  options: [
    { name: 'dry-run', help: 'Measure the gain and store nothing.' },
    { name: 'forget', help: 'Forget what was learned: removes .galley/model.json.' },
    { name: 'json', help: 'The outcome as one JSON object.' },
    { name: 'who', value: 'NAME', help: 'Whose training this is (by default the name Git has).' },
  ],
  details: [
    'PATH is a folder, or a source in it; by default the current folder. Labels are those in .galley/labels of the nearest folder that has a .galley. The gain is measured before anything is kept: each source is put aside once, and read with what was learned from the others. It is kept in .galley/model.json, which editor and command line use for the sources of that folder from then on.',
    'Nothing is kept where too few lines are labelled, where the sources put aside are not read better, or where lines of people among them would be stripped; exit 1 then.',
  ],
};

async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const options = Arguments.of(args, spec);
  const [path = '.', ...more] = options.positionals;
  if (more.length > 0) throw new UsageError('train takes one PATH at most');
  const root = folderOf(path);
  const files = new DiskFolder(root);
  const file = join(root, TRAINING_FILE);
  if (options.has('forget')) {
    const forgotten = await forgetTraining(files);
    const said = forgotten ? 'forgotten' : 'there was nothing to forget';
    await tell(shell, options.has('json') ? jsonOf({ forgotten }) : `${oneLine(file)}: ${said}\n`);
    return 0;
  }
  const dryRun = options.has('dry-run');
  const who = options.value('who') ?? (await personAt(root)) ?? '';
  const trained = await trainFolder(loadModel(), files, {
    who,
    when: new Date().toISOString(),
    dryRun,
  });
  complain(trained, root, shell);
  const { outcome } = trained;
  const written = outcome.type === 'gain' && !dryRun ? file : undefined;
  await tell(shell, options.has('json') ? outcomeJson(outcome, written) : textOf(outcome, written));
  if (shell.failed) return 2;
  return outcome.type === 'gain' ? 0 : 1;
}

/** The folder that keeps the labels of what is at a path. */
function folderOf(path: string): string {
  if (!existsSync(path)) throw new SourceError(path, 'no such file or folder', 'check the path');
  const inner = resolve(path);
  return rootOf(statSync(inner).isDirectory() ? join(inner, 'any') : inner);
}

function complain({ failures }: FolderOutcome, root: string, shell: Shell): void {
  for (const { source, error } of failures) {
    const path = join(root, source);
    shell.complain(problemOf(asSourceError(error, path), path));
  }
}

async function tell({ output }: Shell, text: string): Promise<void> {
  await output.write(text);
  await output.flush();
}

function jsonOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function outcomeJson(outcome: Outcome, file: string | undefined): string {
  if (outcome.type === 'gain') {
    const { figures, adaptation } = outcome;
    const { base, safeThreshold } = adaptation;
    return jsonOf({ outcome: 'gain', file, base, safeThreshold, figures });
  }
  const { reason } = outcome;
  const why = outcome.reason === 'tooFew' ? { least: outcome.least } : { figures: outcome.figures };
  return jsonOf({ outcome: 'refused', reason, ...why });
}

function textOf(outcome: Outcome, file: string | undefined): string {
  if (outcome.type === 'gain') {
    const kept = file === undefined ? 'nothing was stored (--dry-run)' : `${oneLine(file)}: stored`;
    return `${figuresText(outcome.figures)}${kept}\n`;
  }
  if (outcome.reason === 'tooFew') {
    const { sources, lines, hasSources, hasLines } = outcome.least;
    return `nothing was stored: ${hasLines} labelled lines in ${hasSources} sources; it takes ${lines} in ${sources}\n`;
  }
  const why =
    outcome.reason === 'noGain'
      ? 'no gain on the labels put aside'
      : 'lines that people wrote would be stripped';
  return `${figuresText(outcome.figures)}nothing was stored: ${why}\n`;
}

function figuresText(figures: TrainingFigures): string {
  const { sources, lines, rightBefore, rightAfter, lostBefore, lostAfter } = figures;
  const share = (count: number): string => ((100 * count) / lines).toFixed(1);
  return [
    `${lines} labelled lines in ${sources} sources, each source put aside once:`,
    `right without training ${share(rightBefore)} %, with it ${share(rightAfter)} %`,
    `lines of people that strip would take: ${lostBefore} without, ${lostAfter} with`,
    '',
  ].join('\n');
}

export const trainCommand: Command = { spec, run };
