import { readFileSync } from 'node:fs';
import type { Row } from './alter.ts';

/** How often a line that says a known idea is given in another language. */
const SHARE = 0.85;
/** What stands around the words: bullets and marks of headings, colons and arrows. */
const PARTS = /^([\s\-*•+·#>»|]*)(.*?)([\s:：…»›>|]*)$/u;

/** What pages say around texts, by idea and language: see phrases.txt. */
export class Phrases {
  readonly #ideas: ReadonlyMap<string, readonly string[]>[] = [];
  readonly #byWords = new Map<string, number>();
  readonly #languages: readonly string[];

  constructor(path: string) {
    const languages = new Set<string>();
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      if (line === '' || line.startsWith('#')) continue;
      const idea = new Map<string, readonly string[]>();
      for (const part of line.split('|')) {
        const [language = '', phrases = ''] = part.split('=');
        languages.add(language);
        idea.set(language, phrases.split(';'));
        for (const phrase of idea.get(language) ?? []) {
          this.#byWords.set(wordsOf(phrase), this.#ideas.length);
        }
      }
      this.#ideas.push(idea);
    }
    this.#languages = [...languages];
  }

  /** A phrase for the idea that has this English one, in a language; undefined where it has none. */
  said(english: string, language: string, next: () => number): string | undefined {
    const idea = this.#ideas[this.#byWords.get(wordsOf(english)) ?? -1];
    const phrases = idea?.get(language);
    return phrases && pick(phrases, next);
  }

  /** The same rows with their known phrases in another language, the rest as it was. */
  translated(rows: readonly Row[], next: () => number): Row[] {
    const language = pick(this.#languages, next);
    return rows.map((row) => {
      const [, before = '', words = '', after = ''] = PARTS.exec(row.t) ?? [];
      const idea = this.#byWords.get(wordsOf(words));
      const phrases = idea === undefined ? undefined : this.#ideas[idea]?.get(language);
      if (!phrases || next() >= SHARE) return row;
      const phrase = pick(phrases, next);
      const isLoud = words.length > 1 && words === words.toUpperCase();
      return { ...row, t: before + (isLoud ? phrase.toUpperCase() : phrase) + after };
    });
  }
}

function pick<T>(from: readonly T[], next: () => number): T {
  return from[Math.floor(next() * from.length)] as T;
}

/** The words alone: without case, marks around them and the value of numbers. */
function wordsOf(text: string): string {
  const [, , words = ''] = PARTS.exec(text) ?? [];
  return words
    .toLowerCase()
    .replace(/\d+/gu, '0')
    .replace(/[.!?*()]+$/u, '');
}
