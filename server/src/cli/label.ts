import { Arguments, type CommandSpec } from './arguments.ts';
import type { Command } from './command.ts';
import { inputOf, JOBS_OPTION, resultsOf } from './files.ts';
import { type LabelJob, labelWork } from './label-work.ts';
import { POLICY_OPTIONS, policyChoice } from './policy.ts';
import type { ExitCode, Shell } from './shell.ts';

const spec: CommandSpec = {
  name: 'label',
  usage: 'galley label [OPTION…] [PATH…]',
  summary: 'Shows the kind of each line.',
  options: [
    { name: 'json', help: 'One JSON object for each file, on a line of its own.' },
    ...POLICY_OPTIONS,
    JOBS_OPTION,
  ],
  details: [
    'As text, a row a line: kind, confidence, x where the policy strips the line, and the line.',
    'As JSON: {"path", "lines"}; "lines" has one entry for each line of the text split at \\n: {"kind", "confidence", "strip"}, or null for a blank line.',
  ],
};

async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const options = Arguments.of(args, spec);
  const format = options.has('json') ? 'json' : 'text';
  const job: LabelJob = { type: 'label', format, policy: policyChoice(options) };
  const input = inputOf(options, shell);
  const { output } = shell;
  const work = { job, threads: options.count('jobs'), work: labelWork.bind(undefined, job) };
  for await (const labels of resultsOf(input, work, shell)) {
    await output.write(labels);
    if (output.closed) break;
  }
  await output.flush();
  return shell.failed ? 2 : 0;
}

export const label: Command = { spec, run };
