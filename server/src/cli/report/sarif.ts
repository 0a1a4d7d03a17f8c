import type { Log, Notification, ReportingDescriptor, Result } from 'sarif';
import { version } from '../../../../package.json';
import { kindsOf } from '../../core/kinds.ts';
import type { Problem } from '../../corpus/problem.ts';
import { descriptionOf } from '../../language/legend.ts';
import { pageOf } from '../../language/words.ts';
import { type Finding, messageOf } from '../check-work.ts';
import type { Report } from './report.ts';

const KINDS = kindsOf('boilerplate');

const LEVELS: Readonly<Record<Finding['severity'], Result.level>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** A SARIF 2.1.0 log, for code scanning and viewers. */
export function sarifReport(): Report {
  const results: Result[] = [];
  return {
    add: (findings) => {
      for (const finding of findings) results.push(resultOf(finding));
      return '';
    },
    end: (problems) => `${JSON.stringify(logOf(results, problems), undefined, 1)}\n`,
  };
}

function logOf(results: Result[], problems: readonly Problem[]): Log {
  const rules: ReportingDescriptor[] = KINDS.map((kind) => ({
    id: kind,
    shortDescription: { text: `Stray ${kind}` },
    fullDescription: { text: `${descriptionOf(kind)}.` },
    helpUri: pageOf(kind),
    defaultConfiguration: { level: 'warning' },
  }));
  return {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: { driver: { name: 'galley', version, semanticVersion: version, rules } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: problems.length === 0,
            toolExecutionNotifications: problems.map(notificationOf),
          },
        ],
        results,
      },
    ],
  };
}

function resultOf(finding: Finding): Result {
  const { path, kind, sure, severity, confidence, lines } = finding;
  return {
    ruleId: kind,
    ruleIndex: KINDS.indexOf(kind),
    level: LEVELS[severity],
    message: { text: messageOf(finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(path) },
          region: {
            startLine: finding.line,
            startColumn: finding.column,
            endLine: finding.endLine,
            endColumn: finding.endColumn,
          },
        },
      },
    ],
    properties: { sure, confidence, lines },
  };
}

function notificationOf({ path, what, remedy }: Problem): Notification {
  return {
    level: 'error',
    message: { text: `${what} (${remedy})` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
  };
}

/** A path as a URI reference: relative paths stay relative. */
function uriOf(path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
