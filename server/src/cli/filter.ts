import { Arguments, type CommandSpec, shown, UsageError } from './arguments.ts';
import { type ByteLine, Splitter } from './byte-lines.ts';
import type { Command } from './command.ts';
import { loadParsers } from './engine.ts';
import { POLICY_OPTIONS, policyChoice, policyOf } from './policy.ts';
import { RecordFilter } from './record-filter.ts';
import { keepFor, STDIN } from './settings.ts';
import type { ExitCode, Shell } from './shell.ts';

const spec: CommandSpec = {
  name: 'filter',
  usage: 'galley filter --jsonl [OPTION…] < IN > OUT',
  summary:
    'Labels and cleans records of a pipeline: one JSON object a line in, exactly one out, in the same order.',
  options: [
    { name: 'jsonl', help: 'The format of input and output; the only one, and required.' },
    {
      name: 'emit',
      value: 'WHAT',
      choices: ['both', 'labels', 'text'],
      help: 'What comes out (both, the default).',
    },
    { name: 'strict', help: 'Stop at the first bad record, and exit with 1.' },
    ...POLICY_OPTIONS,
    {
      name: 'max-record',
      value: 'BYTES',
      help: 'The longest record, in bytes or with k, M or G behind the number (64M).',
    },
  ],
  details: [
    'A record is {"id": …, "text": "…"} with any other members. labels: {"id", "lines"}. text: the record with the cleaned text under "text". both: that and "lines". All other members pass through, byte for byte.',
    '"lines" has one entry for each line of the text as it came, split at \\n: {"kind", "confidence", "strip"}, or null for a blank line.',
    'A bad record gives {"id", "error": {"code", "message"}} and the run goes on. Blank lines between records are skipped.',
  ],
};

async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const options = Arguments.of(args, spec);
  if (!options.has('jsonl')) {
    throw new UsageError('filter needs --jsonl (see galley filter --help)');
  }
  if (options.positionals.length > 0) {
    throw new UsageError('filter reads standard input and takes no PATH (galley filter … < FILE)');
  }
  const limit = bytesOf(options.value('max-record') ?? '64M');
  const configs = shell.configs();
  const { settings } = configs.for('.');
  const policy = policyOf(policyChoice(options), settings.strip);
  const emit = options.choice('emit', ['both', 'labels', 'text']) ?? 'both';
  const filter = new RecordFilter(
    loadParsers((message) => shell.note(message)).of({ path: STDIN }),
    { policy, keep: keepFor({ path: STDIN, place: '' }, configs) },
    emit,
    limit,
  );
  const bad = await pump(filter, limit, options.has('strict'), shell);
  return options.has('strict') && bad > 0 ? 1 : 0;
}

/** Reads, answers and writes until either end is closed. Returns how many records were bad. */
async function pump(
  filter: RecordFilter,
  limit: number,
  strict: boolean,
  shell: Shell,
): Promise<number> {
  let bad = 0;
  for await (const line of byteLines(shell.chunks(), limit)) {
    const answer = filter.answer(line);
    if (!answer) continue;
    if (answer.type === 'bad') {
      bad++;
      if (strict) shell.note(answer.message);
    }
    const wait = shell.output.write(`${answer.json}\n`);
    if (wait) await wait;
    if (shell.output.closed || (strict && bad > 0)) break;
  }
  await shell.output.flush();
  if (bad > 0 && !strict) shell.note(`${bad} bad ${bad === 1 ? 'record' : 'records'}`);
  return bad;
}

async function* byteLines(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<ByteLine> {
  const splitter = new Splitter(limit);
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}

const UNITS: Readonly<Record<string, number>> = { k: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

function bytesOf(size: string): number {
  const [, digits = '', unit = ''] = /^([1-9]\d{0,11})([kMG]?)$/u.exec(size) ?? [];
  if (digits === '') {
    throw new UsageError(`--max-record takes a number with k, M or G, not ${shown(size)}`);
  }
  return Number(digits) * (UNITS[unit] ?? 1);
}

export const filter: Command = { spec, run };
