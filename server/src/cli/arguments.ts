import { type ParseArgsConfig, parseArgs } from 'node:util';
import { codeOf } from '../corpus/problem.ts';

/** A call that cannot be carried out as it was written: told in one line, exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** An option as the parser and the help know it. */
export interface OptionSpec {
  readonly name: string;
  /** What the value is called in the help; without one the option is a switch. */
  readonly value?: string;
  /** The values that it takes, the default first. */
  readonly choices?: readonly string[];
  readonly help: string;
}

/** A command as the help shows it. */
export interface CommandSpec {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** Paragraphs below the options. */
  readonly details: readonly string[];
  readonly options: readonly OptionSpec[];
}

/** The arguments of a call, each option known and each value one of its choices. */
export class Arguments {
  readonly positionals: readonly string[];
  readonly #values: ReadonlyMap<string, string | boolean>;

  private constructor(positionals: readonly string[], values: Map<string, string | boolean>) {
    this.positionals = positionals;
    this.#values = values;
  }

  /** Throws a {@link UsageError} for what the command does not know. */
  static of(args: readonly string[], spec: CommandSpec): Arguments {
    const parsed = parsedBy(args, spec);
    const values = new Map<string, string | boolean>();
    for (const [name, value] of Object.entries(parsed.values)) {
      if (typeof value !== 'string' && typeof value !== 'boolean') continue;
      const choices = spec.options.find((option) => option.name === name)?.choices;
      if (choices && typeof value === 'string' && !choices.includes(value)) {
        throw new UsageError(`--${name} takes ${choices.join(', ')}, not ${shown(value)}`);
      }
      values.set(name, value);
    }
    return new Arguments(parsed.positionals, values);
  }

  /** Whether a switch was given. */
  has(name: string): boolean {
    return this.#values.get(name) === true;
  }

  /** The value of an option, or undefined. */
  value(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** The value of an option with choices, or undefined. */
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.value(name);
    return choices.find((choice) => choice === value);
  }

  /** A whole number of at least 1, or undefined. */
  count(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!/^[1-9]\d{0,14}$/u.test(value)) {
      throw new UsageError(`--${name} takes a whole number of at least 1, not ${shown(value)}`);
    }
    return Number(value);
  }
}

function parsedBy(
  args: readonly string[],
  spec: CommandSpec,
): { values: Record<string, unknown>; positionals: string[] } {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const { name, value } of spec.options)
    options[name] = { type: value ? 'string' : 'boolean' };
  options.help = { type: 'boolean', short: 'h' };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const code = codeOf(error);
    if (!(error instanceof Error) || !code?.startsWith('ERR_PARSE_ARGS')) throw error;
    const [what = ''] = error.message.split(/\. |\n/u);
    const told = what.replace(/\.$/u, '').replace(/^\p{Lu}/u, (first) => first.toLowerCase());
    throw new UsageError(`${told} (see galley ${spec.name} --help)`);
  }
}

/** A word of the user's as it is told back: on one line, not too long. */
export function shown(word: string): string {
  return JSON.stringify(word.length > 60 ? `${word.slice(0, 59)}…` : word);
}
