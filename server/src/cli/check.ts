import { Arguments, type CommandSpec } from './arguments.ts';
import { type CheckJob, checkWork } from './check-work.ts';
import type { Command } from './command.ts';
import { inputOf, JOBS_OPTION, resultsOf } from './files.ts';
import { githubReport } from './report/github.ts';
import { jsonReport } from './report/json.ts';
import type { Report } from './report/report.ts';
import { sarifReport } from './report/sarif.ts';
import { textReport } from './report/text.ts';
import type { ExitCode, Shell } from './shell.ts';

const FORMATS = ['text', 'json', 'sarif', 'github'] as const;

const spec: CommandSpec = {
  name: 'check',
  usage: 'galley check [OPTION…] [PATH…]',
  summary: 'Finds stray boilerplate. Exit: 0 none found, 1 found, 2 failed.',
  options: [
    { name: 'format', value: 'FORMAT', choices: FORMATS, help: 'How findings are told (text).' },
    {
      name: 'suspected',
      help: 'List also what Galley is not sure of; it does not count as found.',
    },
    JOBS_OPTION,
  ],
  details: [
    'A finding is a block of lines of one kind that strip would remove under the safe policy. The severity of a kind is set by diagnostics.severity in .galley/config.json; a kind that is off is not found.',
  ],
};

async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const options = Arguments.of(args, spec);
  const report = reportOf(options.choice('format', FORMATS) ?? 'text');
  const job: CheckJob = { type: 'check', suspected: options.has('suspected') };
  const work = { job, threads: options.count('jobs'), work: checkWork.bind(undefined, job) };
  const input = inputOf(options, shell);
  let found = false;
  for await (const findings of resultsOf(input, work, shell)) {
    found ||= findings.some(({ sure }) => sure);
    await shell.output.write(report.add(findings));
    if (shell.output.closed) break;
  }
  await shell.output.write(report.end(shell.problems));
  await shell.output.flush();
  return shell.failed ? 2 : found ? 1 : 0;
}

function reportOf(format: (typeof FORMATS)[number]): Report {
  switch (format) {
    case 'text':
      return textReport();
    case 'json':
      return jsonReport();
    case 'sarif':
      return sarifReport();
    case 'github':
      return githubReport();
  }
}

export const check: Command = { spec, run };
