import { fstatSync, readSync } from 'node:fs';
import { Configs } from '../corpus/config.ts';
import { type Problem, problemOf, SourceError } from '../corpus/problem.ts';
import { Output } from './output.ts';
import { oneLine } from './visible.ts';

/** What the process gives back: nothing found or done, found, failed. */
export type ExitCode = 0 | 1 | 2;

/** A command's surroundings: the streams, and what there is to complain of. */
export class Shell {
  readonly output = new Output(process.stdout);
  readonly #problems: Problem[] = [];
  readonly #told = new Set<string>();

  /** What went wrong so far. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  get failed(): boolean {
    return this.#problems.length > 0;
  }

  /** Tells what went wrong in one line, and once; the run goes on, and ends with 2. */
  complain(problem: Problem): void {
    const { path, what, remedy } = problem;
    const message = `${path}: ${what} (${remedy})`;
    // What all sources of a folder fail for is one problem.
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.#problems.push(problem);
    this.note(message);
  }

  /** Tells something in one line. */
  note(message: string): void {
    process.stderr.write(`galley: ${oneLine(message)}\n`);
  }

  /** The project files; a setting in them that cannot be is told of. */
  configs(): Configs {
    return new Configs((path, mistake) => this.note(`${path}: ${mistake} (it is passed over)`));
  }

  /** Lets the work on a file come to its end before a signal ends the process. */
  heedSignals(): Interruption {
    return new Interruption();
  }

  /** All of standard input. */
  async input(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.chunks()) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** Standard input as it comes. Ending the loop early closes it, so that its writer learns of it. */
  async *chunks(): AsyncGenerator<Buffer> {
    try {
      // Node takes a folder for an empty stream; reading it is what fails as it should.
      if (fstatSync(0).isDirectory()) readSync(0, Buffer.alloc(1));
      for await (const chunk of process.stdin) yield chunk as Buffer;
    } catch (error) {
      throw SourceError.of(problemOf(error, 'standard input'));
    }
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A request to end, which is complied with between two files. */
export class Interruption {
  #signal: NodeJS.Signals | undefined;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#heed);
  }

  get requested(): boolean {
    return this.#signal !== undefined;
  }

  /** Ends the process as the signal would have, if one came. */
  comply(): void {
    for (const signal of SIGNALS) process.off(signal, this.#heed);
    if (this.#signal) process.kill(process.pid, this.#signal);
  }

  readonly #heed = (signal: NodeJS.Signals): void => {
    this.#signal = signal;
  };
}
