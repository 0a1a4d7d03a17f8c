import type { Kind } from '../core/kinds.ts';
import type { Source } from '../core/source.ts';
import { type StrayBlock, strayBlocks } from '../core/stray.ts';
import { SAFE } from '../core/strip.ts';
import { slashed } from '../corpus/walk.ts';
import type { Settings, Severity } from '../settings/settings.ts';
import { severityOf } from '../settings/severity.ts';
import { withSource } from './decisions.ts';
import type { FileWork, Tools } from './jobs.ts';
import { settingsOf } from './settings.ts';
import { visible } from './visible.ts';

export interface CheckJob {
  readonly type: 'check';
  /** Whether findings that Galley is not sure of are listed. */
  readonly suspected: boolean;
}

/** A block of stray boilerplate. Lines and columns are one-based; columns count UTF-16 units. */
export interface Finding {
  readonly path: string;
  readonly kind: Kind;
  /** Whether the safe policy strips it; otherwise it is only suspected. */
  readonly sure: boolean;
  readonly severity: Exclude<Severity, 'off'>;
  readonly line: number;
  readonly column: number;
  /** The last line, inclusive, and the column after its last character. */
  readonly endLine: number;
  readonly endColumn: number;
  /** How many non-blank lines it has. */
  readonly lines: number;
  /** The lowest posterior of boilerplate among its lines, 0 to 1, three decimals. */
  readonly confidence: number;
  /** Its first words. */
  readonly excerpt: string;
}

/** An excerpt has at most this many characters. */
const EXCERPT = 60;

/** Finds the stray boilerplate of a file. */
export function checkWork({ suspected }: CheckJob, tools: Tools): FileWork<Finding[]> {
  return (file, { text }) => {
    const shown = severities(settingsOf(file, tools.configs), suspected);
    const path = slashed(file.path);
    return withSource(file, text, tools, (source, parser) =>
      strayBlocks(source, parser.strips(source, SAFE)).flatMap((block) => {
        const severity = severityOf(block, shown);
        return severity === 'off' ? [] : [findingOf(path, source, block, severity)];
      }),
    );
  };
}

/** The severities of a call: suspected findings are shown when it asks for them, and only then. */
function severities({ diagnostics }: Settings, suspected: boolean): Settings['diagnostics'] {
  const asked = diagnostics.suspected === 'off' ? 'hint' : diagnostics.suspected;
  return { ...diagnostics, suspected: suspected ? asked : 'off' };
}

function findingOf(
  path: string,
  source: Source,
  { kind, sure, first, end, size, boilerplate }: StrayBlock,
  severity: Finding['severity'],
): Finding {
  const { lines } = source;
  const indent = lines.textOf(first).search(/\S/u);
  return {
    path,
    kind,
    sure,
    severity,
    line: first + 1,
    column: Math.max(indent, 0) + 1,
    endLine: end,
    endColumn: lines.end(end - 1) - lines.start(end - 1) + 1,
    lines: size,
    confidence: Math.round(boilerplate * 1000) / 1000,
    excerpt: excerptOf(source, first, end),
  };
}

/** The first line with a letter or digit, as it can be shown on one line. */
function excerptOf({ lines }: Source, first: number, end: number): string {
  let shown = '';
  for (let line = first; line < end && !/[\p{L}\p{N}]/u.test(shown); line++) {
    const start = lines.start(line);
    const text = lines.text.slice(start, Math.min(lines.end(line), start + 4 * EXCERPT));
    shown = visible(text).replace(/\s+/gu, ' ').trim() || shown;
  }
  const characters = [...shown];
  if (characters.length <= EXCERPT) return shown;
  return `${characters
    .slice(0, EXCERPT - 1)
    .join('')
    .trimEnd()}…`;
}

/** A finding in words. */
export function messageOf({ kind, sure, lines, excerpt }: Finding): string {
  const size = lines === 1 ? '1 line' : `${lines} lines`;
  return `${sure ? 'stray' : 'perhaps stray'} ${kind}, ${size}: ${excerpt}`;
}
