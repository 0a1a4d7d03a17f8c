import { groupOf } from '../server/src/core/kinds.ts';
import type { Row } from './alter.ts';

type Next = () => number;

/** How often what stands before and after an article, and what stands between headline and text, is another page's. */
const AROUND = 0.35;
const FRONT = 0.2;
/** How often a page of the same language gives it, where there are enough of these. */
const SAME_LANGUAGE = 0.85;
const ENOUGH = 3;
/** Longer parts would leave no room for the article in a window of training. */
const LONGEST = 150;
/** With more of the page's own lines, a whole menu stands between headline and text. */
const MENU = 15;
/** With fewer lines of text it is not sure which part is the article. */
const SHORTEST = 4;

/** The parts of a page around the text of its article. */
interface Parts {
  /** Up to the article's first line. */
  readonly before: readonly Row[];
  /** Headline, names, dates, and what stands among them. */
  readonly front: readonly Row[];
  readonly text: readonly Row[];
  /** After the last line of the text: topics, notes, lists, comments, footer. */
  readonly after: readonly Row[];
}

interface Page extends Omit<Parts, 'text'> {
  readonly language: string;
  readonly renderer: string | undefined;
}

/**
 * Pages whose furniture may stand around other pages' articles: the same article is then seen on many
 * sites, and no site's menus, lists and footers are only ever seen around its own.
 */
export class Furniture {
  readonly #pages: Page[] = [];
  readonly #byLanguage = new Map<string, Page[]>();

  /** A page that gives its furniture; one whose article is not found gives none. */
  add(rows: readonly Row[], language: string, renderer?: string): void {
    const parts = partsOf(rows);
    if (!parts || parts.before.length > LONGEST || parts.after.length > LONGEST) return;
    const { before, after } = parts;
    const front = parts.front.filter(isFurniture).length > MENU ? [] : parts.front;
    const page = { before, front, after, language, renderer };
    const same = this.#byLanguage.get(language) ?? [];
    same.push(page);
    this.#pages.push(page);
    this.#byLanguage.set(language, same);
  }

  /** The same article with other pages' furniture, or as it was. */
  around(rows: readonly Row[], next: Next, language: string, renderer?: string): Row[] {
    const parts = partsOf(rows);
    if (!parts || this.#pages.length === 0) return [...rows];
    let { before, front, after } = parts;
    if (next() < AROUND) {
      const page = this.#pick(next, language, renderer);
      if (before.length > 0 || next() < 0.5) before = page.before;
      after = page.after;
    }
    if (next() < FRONT) front = refronted(front, this.#pick(next, language, renderer).front);
    return [...before, ...front, ...parts.text, ...after];
  }

  /** A page of the language where there are some, of the renderer where two tries find one. */
  #pick(next: Next, language: string, renderer: string | undefined): Page {
    const same = this.#byLanguage.get(language) ?? [];
    const from = same.length >= ENOUGH && next() < SAME_LANGUAGE ? same : this.#pages;
    const [one, other] = [0, 1].map(() => from[Math.floor(next() * from.length)] as Page);
    return (other?.renderer === renderer ? other : one) as Page;
  }
}

/** A labelled document, as far as it can give its furniture. */
interface Furnished {
  readonly site: string;
  readonly lang: string;
  readonly renderer?: string;
}

/**
 * The furniture of documents, but none of a site that is held out: it is to be as new to a network as a user's, also
 * around other articles.
 */
export function furnitureOf<D extends Furnished>(
  documents: readonly D[],
  rowsOf: (document: D) => readonly Row[],
  held: ReadonlySet<string>,
): Furniture {
  const furniture = new Furniture();
  for (const document of documents) {
    if (!held.has(document.site)) furniture.add(rowsOf(document), document.lang, document.renderer);
  }
  return furniture;
}

function isFurniture({ k }: Row): boolean {
  return k !== null && groupOf(k) === 'boilerplate';
}

function partsOf(rows: readonly Row[]): Parts | undefined {
  if (rows.filter((row) => row.k === 'body').length < SHORTEST) return undefined;
  const first = rows.findIndex((row) => row.k !== null && groupOf(row.k) === 'article');
  const text = rows.findIndex((row) => row.k === 'body');
  const end = endOfText(rows);
  return {
    before: rows.slice(0, first),
    front: rows.slice(first, text),
    text: rows.slice(text, end),
    after: rows.slice(end),
  };
}

/** After the last line of the text, of which what follows readers' comments is no part. */
function endOfText(rows: readonly Row[]): number {
  const comments = rows.findIndex((row) => row.k === 'comment');
  const own = comments < 0 ? rows : rows.slice(0, comments);
  const isText = (row: Row): boolean => row.k === 'body';
  return (own.filter(isText).length < SHORTEST ? rows : own).findLastIndex(isText) + 1;
}

/**
 * Another page's names, dates and pictures. All lines of this one's headline stand where the other's first one did, and
 * those of its deck, if the other has any.
 */
function refronted(own: readonly Row[], other: readonly Row[]): readonly Row[] {
  const titles = own.filter((row) => row.k === 'headline');
  const decks = own.filter((row) => row.k === 'deck');
  if (titles.length === 0 || !other.some((row) => row.k === 'headline')) return own;
  return other.flatMap((row) => {
    const from = row.k === 'headline' ? titles : row.k === 'deck' ? decks : undefined;
    return from ? from.splice(0) : [row];
  });
}
