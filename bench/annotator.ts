/**
 * A simulated annotator: how many lines have to be corrected until a source is right, with and
 * without deciding the other lines again after each correction.
 *
 *   node out/bench/annotator.cjs FILE.gold.jsonl [MODEL]
 *
 * FILE has a source a line: {"id", "lines": [{"t": text, "k": kind or null}]}.
 */
import { readFileSync } from 'node:fs';
import type { Kind } from '../server/src/core/kinds.ts';
import { Model } from '../server/src/core/model/model.ts';
import { createParser, type Parser } from '../server/src/core/parser.ts';

interface Gold {
  readonly text: string;
  readonly kinds: readonly (Kind | null)[];
}

/** A way of working: what becomes a label besides the corrections themselves. */
type Way =
  /** Each wrong line is corrected; no other line is decided again. */
  | 'alone'
  /** Each correction is a label, and the other lines are decided again. */
  | 'corrections'
  /** The same, and lines that were read and found right are labels too: accept and go on. */
  | 'accepting';

interface Work {
  readonly corrections: number;
  /** How often a line that was right became wrong through a correction elsewhere. */
  readonly spoiled: number;
}

/** Reads from the top, corrects the first wrong line, looks again, until all is right. */
function annotate(parser: Parser, { text, kinds }: Gold, way: Way): Work {
  const labels = new Map<number, Kind>();
  let source = parser.parse(text);
  const isWrong = (line: number): boolean => source.kinds[line] !== kinds[line];
  const lines = kinds.flatMap((kind, line) => (kind ? [line] : []));
  if (way === 'alone') return { corrections: lines.filter(isWrong).length, spoiled: 0 };
  let corrections = 0;
  let spoiled = 0;
  for (let next = lines.find(isWrong); next !== undefined; next = lines.find(isWrong)) {
    const right = new Set(lines.filter((line) => !isWrong(line)));
    if (way === 'accepting') {
      for (const line of lines) {
        const kind = kinds[line];
        if (line < next && kind) labels.set(line, kind);
      }
    }
    labels.set(next, kinds[next] as Kind);
    corrections++;
    source = parser.parse(text, { labels });
    spoiled += lines.filter((line) => right.has(line) && isWrong(line)).length;
  }
  return { corrections, spoiled };
}

function goldOf(json: string): Gold {
  const { lines } = JSON.parse(json) as { lines: { t: string; k: Kind | null }[] };
  return { text: lines.map(({ t }) => t).join('\n'), kinds: lines.map(({ k }) => k) };
}

const [path, model = 'server/model/model.bin'] = process.argv.slice(2);
if (path === undefined) throw new Error('which FILE.gold.jsonl?');
const parser = createParser(Model.load(readFileSync(model)));
const documents = readFileSync(path, 'utf8').split('\n').filter(Boolean).map(goldOf);
const lines = documents.flatMap(({ kinds }) => kinds.filter(Boolean)).length;
console.log(`${documents.length} sources, ${lines} lines, model ${parser.modelHash.slice(0, 12)}`);
for (const way of ['alone', 'corrections', 'accepting'] as const) {
  const works = documents.map((gold) => annotate(parser, gold, way));
  const corrections = works.reduce((sum, work) => sum + work.corrections, 0);
  const spoiled = works.reduce((sum, work) => sum + work.spoiled, 0);
  const per100 = ((100 * corrections) / lines).toFixed(2);
  console.log(
    `${way}: ${corrections} corrections, ${per100} per 100 lines, ${spoiled} lines spoiled`,
  );
}
