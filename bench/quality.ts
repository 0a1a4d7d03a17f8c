/**
 * Galley beside other ways of cleaning text, on the same hand-labelled lines, as a table:
 *   npm run bench:quality -- GOLD.jsonl[.gz] [--model MODEL.bin]
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { groupOf, type Kind } from '../server/src/core/kinds.ts';
import { Model } from '../server/src/core/model/model.ts';
import { createParser, type Parser } from '../server/src/core/parser.ts';
import { SAFE, type StripPolicy, THOROUGH } from '../server/src/core/strip.ts';
import { c4, justext, keepAll, type Rule, refinedWeb } from './quality-rules.ts';

interface Gold {
  readonly lines: readonly { t: string; k: Kind | null }[];
}

/** For each line that is not blank, whether it goes; and its kind, where the way has one. */
interface Answer {
  readonly drops: readonly boolean[];
  readonly kinds?: readonly (Kind | null | undefined)[];
}

class Tally {
  #dropped = 0;
  #right = 0;
  #boilerplate = 0;
  #chars = 0;
  #lost = 0;
  #clean = 0;
  #documents = 0;
  #lines = 0;
  #kinds = 0;
  #groups = 0;
  #named = false;

  add({ lines }: Gold, { drops, kinds }: Answer): void {
    const filled = lines.filter((line) => line.t.trim() !== '');
    let lost = 0;
    filled.forEach(({ t, k }, i) => {
      if (!k) return;
      const size = t.replace(/\s/gu, '').length;
      const boilerplate = groupOf(k) === 'boilerplate';
      this.#lines++;
      if (drops[i]) this.#dropped++;
      if (drops[i] && boilerplate) this.#right++;
      if (boilerplate) this.#boilerplate++;
      else this.#chars += size;
      if (drops[i] && !boilerplate) lost += size;
      this.#name(k, kinds?.[i]);
    });
    this.#lost += lost;
    this.#documents++;
    if (lost === 0) this.#clean++;
  }

  row(name: string): string {
    const share = (part: number, whole: number): string =>
      whole ? `${((100 * part) / whole).toFixed(2)} %` : '–';
    const cells = [
      share(this.#right, this.#dropped),
      share(this.#right, this.#boilerplate),
      share(this.#lost, this.#chars),
      share(this.#clean, this.#documents),
      this.#named ? share(this.#groups, this.#lines) : '–',
      this.#named ? share(this.#kinds, this.#lines) : '–',
    ];
    return name.padEnd(18) + cells.map((cell) => cell.padStart(12)).join('');
  }

  #name(gold: Kind, kind: Kind | null | undefined): void {
    if (!kind) return;
    this.#named = true;
    if (kind === gold) this.#kinds++;
    if (groupOf(kind) === groupOf(gold)) this.#groups++;
  }
}

const textOf = (gold: Gold): string => gold.lines.map((line) => line.t).join('\n');

function galley(parser: Parser, gold: Gold, policy: StripPolicy): Answer {
  const source = parser.parse(textOf(gold));
  const flags = parser.strips(source, policy);
  const filled = gold.lines.flatMap((line, i) => (line.t.trim() === '' ? [] : [i]));
  return { drops: filled.map((i) => flags[i] === 1), kinds: filled.map((i) => source.kinds[i]) };
}

function ruled(rule: Rule, gold: Gold): Answer {
  const filled = gold.lines.filter((line) => line.t.trim() !== '').map((line) => line.t);
  return { drops: rule.drops(filled) };
}

function main(args: readonly string[]): void {
  const at = args.indexOf('--model');
  const file = at < 0 ? path.join('server', 'model', 'model.bin') : (args[at + 1] as string);
  const [goldFile] = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1));
  if (!goldFile) {
    console.error('usage: npm run bench:quality -- GOLD.jsonl[.gz] [--model MODEL.bin]');
    process.exitCode = 2;
    return;
  }
  const raw = readFileSync(goldFile);
  const text = (goldFile.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8');
  const gold = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Gold]));
  const parser = createParser(Model.load(readFileSync(file)));
  const ways: [string, (gold: Gold) => Answer][] = [
    ['Galley, safe', (one) => galley(parser, one, SAFE)],
    ['Galley, thorough', (one) => galley(parser, one, THOROUGH)],
    ...[keepAll, c4, refinedWeb, justext].map((rule): [string, (gold: Gold) => Answer] => [
      rule.name,
      (one) => ruled(rule, one),
    ]),
  ];
  const head = ['precision', 'recall', 'lost chars', 'none lost', 'group', 'kind'];
  console.log(`${gold.length} documents; model ${parser.modelHash}`);
  console.log(' '.repeat(18) + head.map((cell) => cell.padStart(12)).join(''));
  for (const [name, answer] of ways) {
    const tally = new Tally();
    for (const one of gold) tally.add(one, answer(one));
    console.log(tally.row(name));
  }
}

main(process.argv.slice(2));
