import type { Diagnostic } from 'vscode-languageserver';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { StrayBlock } from '../core/stray.ts';
import { fades } from '../settings/highlighting.ts';
import type { Settings, Severity } from '../settings/settings.ts';
import { severityOf } from '../settings/severity.ts';
import type { Client } from './client.ts';
import type { Messages } from './messages.ts';
import { rangeOfWords } from './positions.ts';
import type { OpenSource } from './session.ts';
import { pageOf } from './words.ts';

/** The `source` of every diagnostic. */
export const DIAGNOSTIC_SOURCE = 'galley';

const SEVERITIES: Readonly<Record<Exclude<Severity, 'off'>, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A diagnostic for each block of stray boilerplate that the settings do not hide. */
export function diagnosticsOf(open: OpenSource, client: Client): Diagnostic[] {
  const { findings, settings } = open;
  return findings.blocks.flatMap((block) => diagnosticOf(open, client, settings, block) ?? []);
}

/** The diagnostic of one block; undefined where the settings hide it. */
export function diagnosticOf(
  { source }: OpenSource,
  client: Client,
  settings: Settings,
  block: StrayBlock,
): Diagnostic | undefined {
  const severity = settings.diagnostics.enabled ? severityOf(block, settings.diagnostics) : 'off';
  if (severity === 'off') return undefined;
  return {
    range: rangeOfWords(source.lines, block.first, block.end),
    severity: SEVERITIES[severity],
    source: DIAGNOSTIC_SOURCE,
    code: block.kind,
    ...(client.linksCodes ? { codeDescription: { href: pageOf(block.kind) } } : {}),
    ...(client.fades && fades(block.kind, settings) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    message: messageOf(block, client.messages),
  };
}

/**
 * What it is, why that is said, and what to do about it; short, since some editors show it at the end
 * of the line. No probabilities: they move with every key press, and a report that has not changed
 * for the reader should not change for the client.
 */
function messageOf({ kind, sure, size }: StrayBlock, messages: Messages): string {
  return sure ? messages.stray(kind, size) : messages.suspected(kind, size);
}
