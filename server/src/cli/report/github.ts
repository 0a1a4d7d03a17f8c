import { type Finding, messageOf } from '../check-work.ts';
import type { Report } from './report.ts';

const COMMANDS: Readonly<Record<Finding['severity'], string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** Workflow commands of GitHub Actions, which show as annotations of the changed files. */
export function githubReport(): Report {
  return {
    add: (findings) => findings.map(commandOf).join(''),
    end: (problems) =>
      problems
        .map(({ path, what, remedy }) => {
          return `::error file=${property(path)},title=galley::${data(`${what} (${remedy})`)}\n`;
        })
        .join(''),
  };
}

function commandOf(finding: Finding): string {
  const { path, line, endLine, column, endColumn, severity, kind } = finding;
  const place = [`file=${property(path)}`, `line=${line}`, `endLine=${endLine}`];
  // GitHub takes columns only where the finding is on one line.
  if (line === endLine) place.push(`col=${column}`, `endColumn=${endColumn}`);
  place.push(`title=${property(`galley: ${kind}`)}`);
  return `::${COMMANDS[severity]} ${place.join(',')}::${data(messageOf(finding))}\n`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
