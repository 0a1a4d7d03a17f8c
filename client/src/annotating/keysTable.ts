import { env, l10n } from 'vscode';
import { type Group, type Kind, kindsOf } from '../../../server/src/core/kinds.ts';
import { messagesFor } from '../../../server/src/language/messages.ts';
import { KIND_KEYS, shownKey } from './keys.ts';

const GROUPS: readonly Group[] = ['article', 'comments', 'boilerplate'];

/** The keys of label mode, as Markdown. */
export function keysTable(): string {
  const messages = messagesFor(env.language);
  const shown = (kind: Kind): string => `\`${shownKey(KIND_KEYS[kind])}\` ${messages.kind(kind)}`;
  const kinds = GROUPS.map((group) => kindsOf(group).map(shown).join(' · '));
  const acts = [
    l10n.t('`Enter` accept and next · `Backspace` remove the label · `Space` choose the kind'),
    l10n.t('`N` next to review · `S` skip · `U` undo · `A` add a note · `Escape` leave'),
  ];
  return [
    l10n.t('**Label mode**: the source is read-only, keys label its lines.'),
    ...kinds,
    ...acts,
  ].join('\n\n');
}
