import type { MarkedText, Units } from './marked-text.ts';

/** Lines that stand in pages again and again. */
const COMMON = [
  '-',
  'Reply',
  'Share',
  'Like',
  '7 ( +8 / -1 )',
  '12 Comments',
  '返信',
  '👍🏽',
  '* * *',
  'Read more: what the mayor of Kobe said today',
];
const LINE_ENDS = ['\n', '\n', '\n', '\r\n', '\n\n', '\r'];

/** What comes about by chance: choices, new lines, and where. */
export class Chance {
  readonly #random: () => number;
  readonly #marked: MarkedText;
  #unique = 0;

  constructor(random: () => number, marked: MarkedText) {
    this.#random = random;
    this.#marked = marked;
  }

  /** A line that nobody wrote before, or one that stands in pages again and again. */
  newUnits(): Units {
    const unique = `Line ${++this.#unique} of a story`;
    const words = this.pick([
      this.pick(COMMON),
      this.pick(COMMON),
      `U${this.#unique}`,
      `${unique} that a person wrote about the bridge 🌉 of Kobe and its ${this.below(1000)} lamps`,
      `${unique} — قصة ${this.#unique}`,
    ]);
    const indent = this.pick(['', '', '  ', '\t']);
    return this.#marked.newLine(indent + words, this.pick(LINE_ENDS));
  }

  /** The index of a line. */
  anyLine(): number {
    return this.below(this.#marked.lines().length);
  }

  /** The offset at which a line starts. */
  lineStart(): number {
    return this.pick(this.#marked.lines()).start;
  }

  /** A whole number from 0 to below a limit. */
  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}
