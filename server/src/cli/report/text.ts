import { messageOf } from '../check-work.ts';
import { oneLine } from '../visible.ts';
import type { Report } from './report.ts';

/** One finding a line, as compilers tell them: `path:line:column: severity kind: message`. */
export function textReport(): Report {
  return {
    add: (findings) =>
      findings
        .map((finding) => {
          const { path, line, column, severity, kind } = finding;
          return `${oneLine(path)}:${line}:${column}: ${severity} ${kind}: ${messageOf(finding)}\n`;
        })
        .join(''),
    end: () => '',
  };
}
