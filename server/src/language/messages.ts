import { EN, type Messages } from './messages/en.ts';
import { JA } from './messages/ja.ts';

export type { Messages } from './messages/en.ts';

const TRANSLATIONS: Readonly<Record<string, Messages>> = { en: EN, ja: JA };

/** What the server says in the language of a BCP 47 locale, or in English where it knows none of it. */
export function messagesFor(locale: string | undefined): Messages {
  const [language = ''] = (locale ?? '').toLowerCase().split(/[-_]/u);
  return Object.hasOwn(TRANSLATIONS, language) ? (TRANSLATIONS[language] ?? EN) : EN;
}
