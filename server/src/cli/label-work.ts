import { KINDS } from '../core/kinds.ts';
import type { Source } from '../core/source.ts';
import type { LineFlags } from '../core/strip.ts';
import { slashed } from '../corpus/walk.ts';
import { withSource } from './decisions.ts';
import type { FileWork, Tools } from './jobs.ts';
import { labelsJson, roundedConfidence, rowsOf } from './labels.ts';
import { type PolicyChoice, policyOf } from './policy.ts';
import { settingsOf } from './settings.ts';
import { visible } from './visible.ts';

export interface LabelJob {
  readonly type: 'label';
  readonly format: 'text' | 'json';
  readonly policy: PolicyChoice;
}

/** Labels a file: a JSON object on one line, or a table with the file's lines. */
export function labelWork({ format, policy }: LabelJob, tools: Tools): FileWork<string> {
  return (file, { text }) =>
    withSource(file, text, tools, (source, parser) => {
      const settings = settingsOf(file, tools.configs);
      const flags = parser.strips(source, policyOf(policy, settings.strip));
      if (format === 'text') return tableOf(source, flags);
      const path = JSON.stringify(slashed(file.path));
      return `{"path":${path},"lines":${labelsJson(source, flags)}}\n`;
    });
}

/** A row a line: kind, confidence, `x` where it is stripped, and the line itself. */
function tableOf(source: Source, flags: LineFlags): string {
  const { lines, strips } = rowsOf(source, flags);
  const texts = source.text.replace(/^\uFEFF/u, '').split('\n');
  const last = texts.length - 1;
  return texts
    .map((text, row) => {
      const line = lines[row] ?? -1;
      if (line < 0) return row === last ? '' : '\n';
      const kind = KINDS[source.reading.kinds[line] ?? -1] ?? '';
      const sure = roundedConfidence(source, line).toFixed(2);
      const mark = strips[row] ? 'x' : ' ';
      return `${kind.padEnd(12)} ${sure} ${mark} ${visible(text).trimEnd()}\n`;
    })
    .join('');
}
