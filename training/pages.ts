import { readdirSync, readFileSync } from 'node:fs';
import { isKind, type Kind } from '../server/src/core/kinds.ts';

/** A page that was invented for training. */
export interface Invented {
  readonly id: string;
  readonly site: string;
  readonly lang: string;
  readonly lines: { t: string; k: Kind | null }[];
}

/**
 * The invented pages of a folder's files, in the order of their names: each opens with `=== language`, its lines are
 * `kind|text` or empty. Throws where a line is neither, and says where.
 */
export function inventedPages(folder: string): Invented[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => pagesOf(file, readFileSync(`${folder}/${file}`, 'utf8')));
}

/** The invented pages of one file's text. */
export function pagesOf(file: string, text: string): Invented[] {
  const pages: Invented[] = [];
  text.split(/\r?\n/u).forEach((line, i) => {
    const [, lang] = /^=== ([a-z]{2})$/u.exec(line) ?? [];
    const page = pages.at(-1);
    if (lang) {
      const id = `${file}:${i + 1}`;
      pages.push({ id, site: id, lang, lines: [] });
    } else if (line === '') page?.lines.push({ t: '', k: null });
    else {
      const [, kind = '', words = ''] = /^([a-z-]+)\|(.*\S.*)$/u.exec(line) ?? [];
      if (!page || !isKind(kind)) throw new Error(`${file}:${i + 1}: not 'kind|text': ${line}`);
      page.lines.push({ t: words, k: kind });
    }
  });
  return pages;
}
