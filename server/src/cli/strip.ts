import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../corpus/walk.ts';
import { Arguments, type CommandSpec, UsageError } from './arguments.ts';
import type { Command } from './command.ts';
import { type Input, inputOf, JOBS_OPTION, resultsOf } from './files.ts';
import { POLICY_OPTIONS, policyChoice } from './policy.ts';
import type { ExitCode, Shell } from './shell.ts';
import { type StripJob, type StripTarget, stripWork } from './strip-work.ts';

const spec: CommandSpec = {
  name: 'strip',
  usage: 'galley strip [OPTION…] [PATH…]',
  summary:
    'Strips boilerplate. Without --write, --out or --diff, one cleaned text to standard output.',
  options: [
    {
      name: 'write',
      help: 'Change the files themselves; each is replaced as a whole or not at all.',
    },
    {
      name: 'force',
      help: 'With --write: change also files that would lose more than strip.maximumShare.',
    },
    { name: 'out', value: 'DIR', help: 'Write every file to DIR, under its relative path.' },
    { name: 'diff', help: 'Show what would change, as a patch (patch -p1, git apply).' },
    ...POLICY_OPTIONS,
    JOBS_OPTION,
  ],
  details: [
    'Only whole lines go, and the blank lines that they would leave behind; what remains keeps its bytes. A second strip finds nothing more.',
  ],
};

async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const options = Arguments.of(args, spec);
  const target = targetOf(options);
  const folder = target.type === 'folder' ? target.folder : undefined;
  const input = placed(inputOf(options, shell, folder), target, shell);
  const job: StripJob = { type: 'strip', target, policy: policyChoice(options) };
  const work = { job, threads: options.count('jobs'), work: stripWork.bind(undefined, job) };
  const writes = target.type === 'write' || target.type === 'folder';
  const interruption = writes ? shell.heedSignals() : undefined;
  for await (const told of resultsOf(input, work, shell)) {
    await shell.output.write(told);
    if (interruption?.requested) break;
    // Files are written even when nobody listens any more.
    if (shell.output.closed && !writes) break;
  }
  await shell.output.flush();
  interruption?.comply();
  return shell.failed ? 2 : 0;
}

function targetOf(options: Arguments): StripTarget {
  const folder = options.value('out');
  const targets: StripTarget[] = [];
  if (options.has('write')) targets.push({ type: 'write', force: options.has('force') });
  if (folder !== undefined) targets.push({ type: 'folder', folder });
  if (options.has('diff')) targets.push({ type: 'diff' });
  if (targets.length > 1)
    throw new UsageError('only one of --write, --out and --diff can be given');
  return targets[0] ?? { type: 'stdout' };
}

/** What a target can take of an input: what it cannot is complained of. */
function placed(input: Input, target: StripTarget, shell: Shell): Input {
  if (input.type === 'stdin') {
    if (target.type === 'stdout' || target.type === 'diff') return input;
    throw new UsageError('standard input can only be stripped to standard output');
  }
  if (target.type === 'stdout' && input.files.length > 1) {
    throw new UsageError(
      `${input.files.length} files cannot go to one standard output (use --write, --out DIR or --diff)`,
    );
  }
  if (target.type !== 'folder') return input;
  return { type: 'files', files: separate(input.files, target.folder, shell) };
}

/** The files that can go to a folder without taking the place of a source or of each other. */
function separate(files: readonly SourceFile[], folder: string, shell: Shell): SourceFile[] {
  const taken = new Map<string, string>();
  return files.filter(({ path, place }) => {
    const other = taken.get(place);
    if (other !== undefined) {
      const what = `would take the place of ${other} in ${folder}`;
      shell.complain({ path, what, remedy: 'strip them into different folders' });
      return false;
    }
    taken.set(place, path);
    if (!isSame(path, join(folder, place))) return true;
    shell.complain({ path, what: `is itself what --out ${folder} names`, remedy: 'use --write' });
    return false;
  });
}

function isSame(a: string, b: string): boolean {
  const [first, second] = [a, b].map((path) => statSync(path, { throwIfNoEntry: false }));
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
}

export const strip: Command = { spec, run };
