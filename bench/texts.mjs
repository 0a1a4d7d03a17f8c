// The texts that the benches read: made of the samples, always the same.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A paragraph has at least so many UTF-16 units. */
const PARAGRAPH = 100;
/** How many paragraphs of a page stand where a sample has one: with so many, lines are as long as on real pages. */
const MORE = 8;

/** The pages of a folder, in the order of their names. */
export function pagesOf(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Numbers from 0 to 1, always the same. */
export function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Pages one after the other, to `size` UTF-16 units. */
export function joined(pages, size) {
  let text = '';
  for (let i = 0; text.length < size; i++) text += pages[i % pages.length];
  return text.slice(0, size);
}

/**
 * The samples with paragraphs as long articles have them: a sample shows much boilerplate in little space, a real page
 * has about ninety characters for each line that is not blank. Paragraphs are of words of the samples, none twice.
 */
export function likePages(pages, size) {
  const random = randomNumbers(20_260_102);
  const words = pages.flatMap((page) => page.split(/\s+/u));
  const paragraph = (line) => {
    let text = '';
    while (text.length < line.length) {
      const from = Math.floor(random() * words.length);
      text += `${words.slice(from, from + 12).join(' ')} `;
    }
    return text.trim();
  };
  const longer = (line) =>
    line.length < PARAGRAPH
      ? [line]
      : [line, ...Array.from({ length: MORE - 1 }, () => ['', paragraph(line)]).flat()];
  let text = '';
  for (let i = 0; text.length < size; i++) {
    text += pages[i % pages.length].split('\n').flatMap(longer).join('\n');
  }
  return text.slice(0, size);
}
