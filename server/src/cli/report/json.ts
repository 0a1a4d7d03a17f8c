import type { Report } from './report.ts';

/** One JSON object: `{"findings": […], "errors": […]}`, written as the run goes on. */
export function jsonReport(): Report {
  let before = '{"findings":[\n';
  return {
    add: (findings) => {
      const parts = findings.map((finding) => {
        const part = before + JSON.stringify(finding);
        before = ',\n';
        return part;
      });
      return parts.join('');
    },
    end: (problems) => {
      const head = before === ',\n' ? '\n' : before;
      return `${head}],"errors":${JSON.stringify(problems)}}\n`;
    },
  };
}
