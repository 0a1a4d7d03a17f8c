import { codeOf, problemOf, SourceError } from '../corpus/problem.ts';
import { agree } from './agree.ts';
import { shown, UsageError } from './arguments.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { exportCommand } from './export.ts';
import { filter } from './filter.ts';
import { helpOf, overview } from './help.ts';
import { importCommand } from './import.ts';
import { label } from './label.ts';
import { lsp } from './lsp.ts';
import { outline } from './outline.ts';
import { type ExitCode, Shell } from './shell.ts';
import { strip } from './strip.ts';
import { trainCommand } from './train.ts';
import { showVersion } from './version.ts';

const COMMANDS: readonly Command[] = [
  check,
  strip,
  outline,
  label,
  filter,
  exportCommand,
  importCommand,
  agree,
  trainCommand,
  lsp,
];

/** Runs the program with the arguments after its name, and sets the process's exit code. */
export async function main(args: readonly string[]): Promise<void> {
  const shell = new Shell();
  // What waits for an answer that never comes ends the process without an error.
  process.exitCode = 2;
  const unfinished = (): void => {
    shell.complain({ path: 'galley', what: 'ended before its work', remedy: 'please report it' });
  };
  process.once('beforeExit', unfinished);
  try {
    process.exitCode = await called(args, shell);
  } catch (error) {
    tell(error, shell);
  }
  process.off('beforeExit', unfinished);
}

async function called([name, ...rest]: readonly string[], shell: Shell): Promise<ExitCode> {
  if (name === undefined) throw new UsageError('no command (see galley --help)');
  if (name === '--version')
    return askedForHelp(rest) ? help(showVersion, shell) : showVersion.run(rest, shell);
  if (name === '--help' || name === '-h' || name === 'help') return help(commandOf(rest[0]), shell);
  const command = commandOf(name);
  if (!command) throw new UsageError(`no such command: ${shown(name)} (see galley --help)`);
  return askedForHelp(rest) ? help(command, shell) : command.run(rest, shell);
}

function commandOf(name: string | undefined): Command | undefined {
  return COMMANDS.find(({ spec }) => spec.name === name);
}

function askedForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  return own.includes('--help') || own.includes('-h');
}

async function help(command: Command | undefined, { output }: Shell): Promise<ExitCode> {
  await output.write(command ? helpOf(command.spec) : overview(COMMANDS.map(({ spec }) => spec)));
  await output.flush();
  return 0;
}

/** Tells in one line what ended a run. */
function tell(error: unknown, shell: Shell): void {
  if (error instanceof UsageError) shell.note(error.message);
  else if (error instanceof SourceError || codeOf(error) === undefined) {
    shell.complain(problemOf(error, 'galley'));
  } else shell.complain(problemOf(error, 'standard output'));
}
