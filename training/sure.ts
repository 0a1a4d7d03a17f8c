/**
 * How sure packed models are of the lines of texts that nobody labelled, by the product's own code:
 *   sure.mjs FOLDER MODEL.bin ... > sure.json
 * For each posterior and model its quantiles over all lines, in equal steps from the least to the most.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Model } from '../server/src/core/model/model.ts';
import { createParser } from '../server/src/core/parser.ts';

const STEPS = 2000;

function quantiles(values: number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  const last = sorted.length - 1;
  return Array.from({ length: STEPS + 1 }, (_, i) => sorted[Math.round((i / STEPS) * last)] ?? 0);
}

function sureOf(
  model: Model,
  texts: readonly string[],
): { confidence: number[]; boilerplate: number[] } {
  const confidence: number[] = [];
  const boilerplate: number[] = [];
  const parser = createParser(model);
  for (const text of texts) {
    const { lines, reading } = parser.parse(text);
    for (let line = 0; line < lines.count; line++) {
      if (lines.isBlank(line)) continue;
      confidence.push(reading.confidence[line] ?? 0);
      boilerplate.push(reading.boilerplate[line] ?? 0);
    }
  }
  return { confidence: quantiles(confidence), boilerplate: quantiles(boilerplate) };
}

function main([folder = '', ...models]: readonly string[]): void {
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  const texts = files.sort().map((name) => readFileSync(join(folder, name), 'utf8'));
  const found = models.map((file) => sureOf(Model.load(readFileSync(file)), texts));
  process.stdout.write(
    JSON.stringify({
      confidence: found.map((each) => each.confidence),
      boilerplate: found.map((each) => each.boilerplate),
    }),
  );
}

main(process.argv.slice(2));
