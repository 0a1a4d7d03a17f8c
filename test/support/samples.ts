import { readdirSync, readFileSync } from 'node:fs';
import type { Kind } from '../../server/src/core/kinds.ts';
import { Model } from '../../server/src/core/model/model.ts';
import { createParser, type Parser } from '../../server/src/core/parser.ts';

/** A source of `samples/`, with the kind that a person gave each line. */
export interface Sample {
  readonly name: string;
  readonly text: string;
  readonly kinds: readonly (Kind | null)[];
}

/** The samples, in order of their names; paths are relative to the project. */
export function readSamples(): Sample[] {
  const gold = new Map<string, readonly { readonly k: Kind | null }[]>();
  for (const row of readFileSync('samples/labels.jsonl', 'utf8').split('\n').filter(Boolean)) {
    const { id, lines } = JSON.parse(row);
    gold.set(id, lines);
  }
  return readdirSync('samples/seeds').map((name) => {
    const text = readFileSync(`samples/seeds/${name}`, 'utf8');
    return { name, text, kinds: (gold.get(name) ?? []).map(({ k }) => k) };
  });
}

/** A parser over the model that ships. */
export function shippedParser(): Parser {
  return createParser(Model.load(readFileSync('server/model/model.bin')));
}
