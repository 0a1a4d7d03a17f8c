/**
 * Reads gold documents with packed models, by the product's own code:
 *   measure.mjs GOLD.jsonl MODEL.bin[=IDS.json] ... > readings.jsonl
 * One JSON object a document: gold kinds, kinds read, both posteriors, and for each threshold the lines that the
 * strip (its fixed point) takes. With IDS, a model reads only these documents: those it did not learn from.
 */
import { readFileSync } from 'node:fs';
import { KINDS, type Kind } from '../server/src/core/kinds.ts';
import { Model } from '../server/src/core/model/model.ts';
import { createParser } from '../server/src/core/parser.ts';
import { SAFE } from '../server/src/core/strip.ts';

interface Gold {
  readonly id: string;
  readonly site?: string;
  readonly lang: string;
  readonly renderer?: string;
  readonly lines: readonly { t: string; k: Kind | null; unsure?: boolean }[];
}

/** Posteriors, calibrated where the model is, at which the strip is tried. */
const THRESHOLDS = [
  0.8, 0.85, 0.9, 0.92, 0.93, 0.94, 0.95, 0.955, 0.96, 0.965, 0.97, 0.975, 0.98, 0.985, 0.99,
  0.9925, 0.995, 0.9975,
];

function measured(model: Model, gold: Gold, thresholds: readonly number[]): object {
  const text = gold.lines.map((line) => line.t).join('\n');
  const filled = gold.lines.flatMap((line, i) => (line.k === null ? [] : [i]));
  const source = createParser(model).parse(text);
  const { kinds, confidence, boilerplate } = source.reading;
  const strips = thresholds.map((safeThreshold) => {
    const parser = createParser({
      hash: model.hash,
      safeThreshold,
      read: model.read.bind(model),
      reread: model.reread.bind(model),
      readRest: model.readRest.bind(model),
      copy: model.copy.bind(model),
      release: model.release.bind(model),
      explain: model.explain.bind(model),
      alternatives: model.alternatives.bind(model),
    });
    const flags = parser.strips(source, SAFE);
    return filled.map((i) => flags[i]).join('');
  });
  const { id, site, lang, renderer } = gold;
  return {
    ...{ id, site, lang, renderer, thresholds, strips },
    gold: filled.map((i) => KINDS.indexOf(gold.lines[i]?.k as Kind)),
    sizes: filled.map((i) => gold.lines[i]?.t.replace(/\s/gu, '').length),
    sure: filled.map((i) => (gold.lines[i]?.unsure ? 0 : 1)),
    kinds: filled.map((i) => kinds[i]),
    confidence: filled.map((i) => confidence[i]),
    boilerplate: filled.map((i) => boilerplate[i]),
  };
}

function main([goldFile = '', ...models]: readonly string[]): void {
  const gold = readFileSync(goldFile, 'utf8')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Gold]));
  for (const part of models) {
    const [file = '', ids] = part.split('=');
    const model = Model.load(readFileSync(file));
    const wanted = ids ? new Set(JSON.parse(readFileSync(ids, 'utf8')) as string[]) : undefined;
    const thresholds = ids ? THRESHOLDS : [model.safeThreshold];
    for (const document of gold) {
      if (wanted && !wanted.has(document.id)) continue;
      process.stdout.write(`${JSON.stringify(measured(model, document, thresholds))}\n`);
    }
  }
}

main(process.argv.slice(2));
