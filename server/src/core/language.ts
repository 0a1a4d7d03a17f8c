import { franc } from 'franc-min';

/** As much as a guess needs: beyond it, more text only costs time. */
const SAMPLE = 4000;

/** BCP 47 language of a text, guessed from script and trigrams, or `und` where there is too little. */
export function languageOf(text: string): string {
  const sample = text.slice(0, SAMPLE);
  const code = franc(sample, { minLength: 20 });
  // franc answers ISO 639-3 (`cmn` for Chinese); BCP 47 wants the shortest code.
  return code === 'cmn' ? 'zh' : (Intl.getCanonicalLocales(code)[0] ?? 'und');
}
