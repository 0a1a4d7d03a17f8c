import type { CommandSpec } from './arguments.ts';
import type { ExitCode, Shell } from './shell.ts';

/** A command of the program: what it takes, and what it does. */
export interface Command {
  readonly spec: CommandSpec;
  /** Carries out a call. Throws a `UsageError` or a `SourceError` that ends the run. */
  run(args: readonly string[], shell: Shell): Promise<ExitCode>;
}
