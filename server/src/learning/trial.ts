import { isBoilerplate, KINDS, type Kind } from '../core/kinds.ts';
import { BLANK, type Model } from '../core/model/model.ts';
import { createParser } from '../core/parser.ts';
import type { Labels, Source } from '../core/source.ts';
import { SAFE } from '../core/strip.ts';
import type { Lesson } from './examples.ts';

/** From this confidence on a line that nobody labelled is taken for known. */
const SURE = 0.9;

/** What is known of a source's lines, to hold a reading without labels against. */
export interface Truth {
  readonly text: string;
  /** What people decided: their labels, and in a reviewed source how its other lines were read beside these. */
  readonly decided: Labels;
  /** What the model is sure of beside the labels, though nobody looked. */
  readonly sure: Labels;
}

export function truthOf(model: Model, { text, labels, reviewed }: Lesson): Truth {
  const source = createParser(model).parse(text, { labels });
  const others = linesOf(source).filter((line) => !labels.has(line));
  if (reviewed) return { text, decided: kindsOn(source, linesOf(source)), sure: new Map() };
  const sure = others.filter((line) => (source.confidence[line] as number) >= SURE);
  const held = linesOf(source).filter((line) => labels.has(line));
  return { text, decided: kindsOn(source, held), sure: kindsOn(source, sure) };
}

/** How a reading without labels compares with the truth; lines by number. */
export interface Verdict {
  readonly right: ReadonlySet<number>;
  /** Lines that people wrote and that strip would take. */
  readonly lost: ReadonlySet<number>;
  readonly changed: number;
}

export function judge(model: Model, { text, decided, sure }: Truth): Verdict {
  const parser = createParser(model);
  const source = parser.parse(text);
  const flags = parser.strips(source, SAFE);
  const isAlike = ([line, kind]: readonly [number, Kind]): boolean => source.kinds[line] === kind;
  const lost = [...decided].filter(([line, kind]) => flags[line] && !isBoilerplate(kind));
  return {
    right: new Set([...decided].filter(isAlike).map(([line]) => line)),
    lost: new Set(lost.map(([line]) => line)),
    changed: [...sure].filter((each) => !isAlike(each)).length,
  };
}

function linesOf({ reading: { kinds } }: Source): number[] {
  return Array.from(kinds.keys()).filter((line) => kinds[line] !== BLANK);
}

function kindsOn({ reading: { kinds } }: Source, lines: readonly number[]): Labels {
  return new Map(lines.map((line) => [line, KINDS[kinds[line] as number] as Kind]));
}
