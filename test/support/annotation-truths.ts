import assert from 'node:assert/strict';
import type { Annotation } from '../../server/src/annotations/annotation.ts';
import type { OpenPage } from '../../server/src/annotations/store.ts';
import type { MarkedText } from './marked-text.ts';

type Page = OpenPage['page'];

/** What is known of an annotation without asking the code under test. */
interface Truth {
  /** The lines whose words it was put on. */
  homes: ReadonlySet<number>;
  /** What it stood on when it was last right, and what stood around. */
  words: string;
  around: string;
}

export interface Tally {
  checks: number;
  anchored: number;
  orphaned: number;
  /** Labels that went to equal words in equal surroundings after theirs were gone. */
  exchanged: number;
  /** Orphans though their line still stands, unchanged and the only one of its words. */
  missed: number;
}

/** What annotations were put on, known without asking the code under test. */
export class Truths {
  readonly #marked: MarkedText;
  readonly #tally: Tally;
  readonly #truths = new Map<string, Truth>();

  constructor(marked: MarkedText, tally: Tally) {
    this.#marked = marked;
    this.#tally = tally;
  }

  /** Notes for annotations that are new which lines they were put on. */
  learn(page: Page): void {
    for (const { id, target } of page.anchored) {
      if (this.#truths.has(id)) continue;
      const homes = this.#marked.homesIn(target.start, target.end);
      this.#truths.set(id, { homes, ...this.#surroundings(target.start, target.end) });
    }
  }

  #surroundings(start: number, end: number): { words: string; around: string } {
    const text = this.#marked.text;
    const around = `${text.slice(Math.max(0, start - 32), start)}\0${text.slice(end, end + 32)}`;
    return { words: text.slice(start, end), around };
  }

  /** Holds a page against what is known; `before` are the lines that had words before the last step. */
  check(page: Page, before: ReadonlySet<number>): void {
    const { text } = this.#marked;
    for (const { id, target } of page.anchored) {
      this.#tally.checks++;
      this.#tally.anchored++;
      const { start, end } = target;
      assert.equal(target.quote, text.slice(start, end));
      const truth = this.#truths.get(id);
      assert.ok(truth, `${id} was made by somebody`);
      const homes = this.#marked.homesIn(start, end);
      // Words that changed a little may have got a tenth of others'.
      const foreign = this.#marked.foreignShare(start, end, truth.homes) > 0.1;
      const here = this.#surroundings(start, end);
      if (foreign) {
        // Nothing in the text tells, where another line took its place in every respect, or where
        // one of two equal lines that a label covers in part is the copy.
        const sameWords = here.words.trim() === truth.words.trim();
        const isPart = [...homes].some((home) => truth.homes.has(home));
        const partly = sameWords && (isPart || /[\n\r]/u.test(here.words));
        const replaced = sameWords && here.around === truth.around && !this.#standsAsBefore(truth);
        // The same words were put into the text by this very step, and the old ones are gone.
        const isNew = (home: number): boolean => truth.homes.has(home) || !before.has(home);
        const putBack = sameWords && [...homes].every(isNew) && !this.#stands(truth);
        assert.ok(
          partly || replaced || putBack,
          `${id} is on other words: ${JSON.stringify(here.words)}`,
        );
        this.#tally.exchanged++;
      }
      this.#truths.set(id, { homes: foreign ? homes : truth.homes, ...here });
    }
    for (const orphan of page.orphans) this.#checkOrphan(orphan);
  }

  /** Whether the line that a label was put on is where it was, with the same lines around. */
  #standsAsBefore({ homes, words, around }: Truth): boolean {
    return this.#marked.lines().some((line) => {
      if (![...this.#marked.homesIn(line.start, line.end)].some((home) => homes.has(home)))
        return false;
      const lead = this.#marked.text.slice(line.start, line.end).indexOf(words);
      if (lead < 0) return false;
      const start = line.start + lead;
      return this.#surroundings(start, start + words.length).around === around;
    });
  }

  /** Whether one of the lines that a label was put on still has its words, and no others. */
  #stands({ homes, words }: Truth): boolean {
    const { text } = this.#marked;
    return this.#marked.lines().some(({ start, end }) => {
      const own = [...this.#marked.homesIn(start, end)].some((home) => homes.has(home));
      return own && text.slice(start, end).trim() === words.trim();
    });
  }

  #checkOrphan({ id }: Annotation): void {
    this.#tally.checks++;
    this.#tally.orphaned++;
    const truth = this.#truths.get(id);
    assert.ok(truth);
    if (truth.words.trim().length < 24) return;
    const standing = this.#marked
      .lines()
      .filter(
        ({ start, end }) => this.#marked.text.slice(start, end).trim() === truth.words.trim(),
      );
    if (standing.length === 1) this.#tally.missed++;
  }
}
