import { env, l10n } from 'vscode';
import type { SourceProgress } from '../../../server/src/annotationProtocol.ts';
import type { Kind } from '../../../server/src/core/kinds.ts';
import { messagesFor } from '../../../server/src/language/messages.ts';
import type { Progress, SourceStanding } from './sourceTree.ts';

/** Who did something, and when. */
export interface Act {
  readonly who: string;
  /** ISO 8601. */
  readonly when: string;
}

/** A kind's name, as the server says it. */
export function kindText(kind: Kind): string {
  return messagesFor(env.language).kind(kind);
}

export function standingText(standing: SourceStanding): string {
  return standing === 'orphaned' ? l10n.t('with orphans') : progressText(standing);
}

export function progressText(progress: SourceProgress): string {
  switch (progress) {
    case 'untouched':
      return l10n.t('untouched');
    case 'inWork':
      return l10n.t('in work');
    case 'reviewed':
      return l10n.t('reviewed');
  }
}

export function reviewedText({ reviewed, sources }: Progress): string {
  return l10n.t('{0} of {1} reviewed', reviewed, sources);
}

export function labelsText(count: number): string {
  return count === 1 ? l10n.t('1 label') : l10n.t('{0} labels', count);
}

export function notesText(count: number): string {
  return count === 1 ? l10n.t('1 note') : l10n.t('{0} notes', count);
}

export function orphansText(count: number): string {
  return count === 1 ? l10n.t('1 orphan') : l10n.t('{0} orphans', count);
}

/** “Ines · 1 Mar 2026, 09:30”. */
export function actText({ who, when }: Act): string {
  return `${who} · ${timeText(when)}`;
}

/** A time as the user writes it; what is no time stays as it is. */
function timeText(when: string): string {
  const time = new Date(when);
  if (Number.isNaN(time.getTime())) return when;
  return time.toLocaleString(env.language, { dateStyle: 'medium', timeStyle: 'short' });
}

/** A measure of agreement; there may be none. */
export function measureText(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(2);
}

/** The most that a row shows of words. */
const LONGEST = 120;

/** Words on one line. */
export function excerpt(words: string): string {
  const line = words.replace(/\s+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
