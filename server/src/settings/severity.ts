import type { StrayBlock } from '../core/stray.ts';
import type { Settings, Severity } from './settings.ts';

/** How serious a finding is; a kind that is off has no findings, sure or suspected. */
export function severityOf(
  { kind, sure }: Pick<StrayBlock, 'kind' | 'sure'>,
  { severity, suspected }: Pick<Settings['diagnostics'], 'severity' | 'suspected'>,
): Severity {
  const ofKind = severity[kind];
  if (sure) return ofKind ?? 'warning';
  return ofKind === 'off' ? 'off' : suspected;
}
