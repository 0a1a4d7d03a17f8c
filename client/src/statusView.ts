import { type Command as CommandLink, LanguageStatusSeverity, l10n } from 'vscode';
import type { SourceAnnotations } from '../../server/src/annotationProtocol.ts';
import type { DocumentState, SourceState } from '../../server/src/protocol.ts';
import { Command } from './commandIds.ts';
import type { ServerState } from './server.ts';

/** What the language status item shows. */
export interface StatusView {
  readonly text: string;
  readonly detail?: string;
  readonly severity?: LanguageStatusSeverity;
  readonly command?: CommandLink;
  readonly busy?: boolean;
}

/** Before the server has said anything of the document. */
export function describeServer(state: ServerState): StatusView {
  switch (state) {
    case 'stopped':
      return {
        text: l10n.t('The language server has stopped'),
        severity: LanguageStatusSeverity.Error,
        command: { command: Command.restart, title: l10n.t('Restart Server') },
      };
    case 'idle':
      return { text: 'Galley', detail: l10n.t('not running') };
    default:
      return { text: l10n.t('Reading the source'), busy: true };
  }
}

/** Of a clean view, given what its source is. */
export function describeCleanView(source: DocumentState | undefined): StatusView {
  if (source && source.type !== 'source') return describeDocument(source);
  return {
    text: l10n.t('Clean view'),
    detail: l10n.t('what Strip would leave; it follows its source'),
    command: { command: Command.compareClean, title: l10n.t('Compare') },
  };
}

/** `decided`: what people decided about a source, where that is known. */
export function describeDocument(state: DocumentState, decided?: SourceAnnotations): StatusView {
  switch (state.type) {
    case 'source':
      return describeSource(state, decided);
    case 'tooLarge':
      return {
        text: l10n.t('Too large: left alone'),
        detail: l10n.t('{0} characters; the limit is {1}', number(state.size), number(state.limit)),
        severity: LanguageStatusSeverity.Warning,
        command: settingLink('galley.maximumSize', l10n.t('Change the Limit')),
      };
    case 'excluded':
      return {
        text: l10n.t('Excluded: left alone'),
        detail: l10n.t('by {0}', state.pattern),
        command: settingLink('galley.exclude', l10n.t('Change What Is Excluded')),
      };
    case 'notASource':
      return {
        text: l10n.t('Not a source: left alone'),
        detail: l10n.t('neither its language nor its name says so'),
        command: settingLink('galley.sources', l10n.t('Choose Which Files Are Sources')),
      };
    case 'notAPage':
      return {
        text: l10n.t('Not a page: left alone'),
        detail: state.reason,
        command: settingLink('galley.exclude', l10n.t('Change What Is Excluded')),
      };
    case 'failed':
      return {
        text: l10n.t('Galley cannot work'),
        detail: state.message,
        severity: LanguageStatusSeverity.Error,
        command: { command: Command.showOutput, title: l10n.t('Show Output') },
      };
  }
}

function describeSource(state: SourceState, decided: SourceAnnotations | undefined): StatusView {
  const { sections, sure, suspected, boilerplateShare } = state;
  const details = [
    ...(suspected > 0 ? [l10n.t('{0} suspected', suspected)] : []),
    sections === 1 ? l10n.t('1 section') : l10n.t('{0} sections', sections),
    l10n.t('{0}% boilerplate', Math.round(boilerplateShare * 100)),
    ...reviewTexts(state, decided),
  ];
  return {
    text: foundText(sure),
    detail: details.join(' · '),
    ...(sure > 0 && { command: { command: Command.strip, title: l10n.t('Strip Boilerplate') } }),
  };
}

/** How far the review of a source is: nothing where nobody has begun. */
function reviewTexts({ lines }: SourceState, decided: SourceAnnotations | undefined): string[] {
  const { review, labels = [] } = decided ?? {};
  if (review) return [l10n.t('reviewed by {0}', review.who)];
  if (labels.length === 0) return [];
  const left = Math.max(0, lines - labels.length);
  return [left === 1 ? l10n.t('1 line left to decide') : l10n.t('{0} lines left to decide', left)];
}

function foundText(blocks: number): string {
  if (blocks === 0) return l10n.t('No stray boilerplate');
  if (blocks === 1) return l10n.t('1 block of boilerplate');
  return l10n.t('{0} blocks of boilerplate', blocks);
}

function settingLink(setting: string, title: string): CommandLink {
  return { command: 'workbench.action.openSettings', title, arguments: [setting] };
}

function number(value: number): string {
  return value.toLocaleString();
}
