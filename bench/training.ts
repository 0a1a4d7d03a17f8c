/**
 * What *Train on My Labels* costs: `npm run bench:training`. First the time that training takes, by sources and
 * labels; then what reading costs with what was learned, beside reading without it, in turn. Times are of the
 * processor, so that other work on the machine counts little; `wall` is what a person waits for, alone on the machine.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupOf, type Kind, kindsOf } from '../server/src/core/kinds.ts';
import { Model } from '../server/src/core/model/model.ts';
import { createParser, type Parser } from '../server/src/core/parser.ts';
import type { Labels } from '../server/src/core/source.ts';
import type { Lesson } from '../server/src/learning/examples.ts';
import { type Outcome, train } from '../server/src/learning/train.ts';

const SAMPLES = 'samples/seeds';
/** Sources, and labels in all of them. */
const WORKS = [
  { sources: 30, labels: 300 },
  { sources: 30, labels: 1000 },
  { sources: 100, labels: 1000 },
  { sources: 300, labels: 1000 },
  { sources: 300, labels: 3000 },
];
const ROUNDS = 25;

const model = Model.load(readFileSync('server/model/model.bin'));
const samples = readdirSync(SAMPLES)
  .filter((name) => name.endsWith('.txt'))
  .sort()
  .map((name) => readFileSync(join(SAMPLES, name), 'utf8'));

/** Sources of a few sites: the samples, each with a line of its own, and their furniture called otherwise. */
function lessons(sources: number, labels: number): Lesson[] {
  return Array.from({ length: sources }, (_, number) => {
    const text = `Page ${number} of ${sources}\n\n${samples[number % samples.length] ?? ''}`;
    const count =
      Math.floor(((number + 1) * labels) / sources) - Math.floor((number * labels) / sources);
    const source = `seeds/${String(number).padStart(3, '0')}.txt`;
    return { source, text, labels: labelled(text, count), reviewed: false };
  });
}

/** Labels of so many lines, spread over the text. */
function labelled(text: string, count: number): Labels {
  const { kinds } = createParser(model).parse(text);
  const lines = kinds.flatMap((kind, line) => (kind ? [[line, called(kind)] as const] : []));
  const wanted = Math.min(count, lines.length);
  const chosen = Array.from({ length: wanted }, (_, i) => Math.floor((i * lines.length) / wanted));
  return new Map(chosen.flatMap((at) => (lines[at] ? [lines[at]] : [])));
}

/** What the people of this bench call a kind: another one of its group where it is furniture. */
function called(kind: Kind): Kind {
  if (groupOf(kind) !== 'boilerplate') return kind;
  const others = kindsOf('boilerplate').filter((each) => each !== kind);
  return others[others.length >> 1] ?? kind;
}

function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function trainingRow(sources: number, labels: number): Promise<Outcome> {
  const given = lessons(sources, labels);
  const lines = given.reduce((sum, { text }) => sum + filled(text), 0);
  const [from, since] = [worked(), performance.now()];
  const outcome = await train(model, given);
  const [cost, wall] = [worked() - from, performance.now() - since];
  const said = outcome.type === 'gain' ? 'kept' : outcome.reason;
  const cells = [sources, labels, lines, seconds(cost), seconds(wall), said];
  console.log(`| ${cells.join(' | ')} |`);
  return outcome;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function filled(text: string): number {
  return text.split('\n').filter((line) => line.trim() !== '').length;
}

/** Milliseconds of the processor for reading all samples once: the middle of several rounds, in turn. */
function readingCosts(parsers: readonly Parser[]): number[] {
  const costs: number[][] = parsers.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    parsers.forEach((parser, i) => {
      const from = worked();
      for (const text of samples) parser.parse(text);
      costs[i]?.push(worked() - from);
    });
  }
  return costs.map((each) => each.sort((a, b) => a - b)[each.length >> 1] ?? Number.NaN);
}

console.log('| sources | labels | lines | training | wall | outcome |');
console.log('|---:|---:|---:|---:|---:|---|');
let adapted: Model | undefined;
for (const { sources, labels } of WORKS) {
  const outcome = await trainingRow(sources, labels);
  if (outcome.type === 'gain') adapted = model.adapted(outcome.adaptation);
}
if (!adapted) throw new Error('nothing was learned to read with');
const [plain = 0, learned = 0] = readingCosts([createParser(model), createParser(adapted)]);
const lines = samples.reduce((sum, text) => sum + filled(text), 0);
const per1000 = (cost: number): string => `${((1000 * cost) / lines).toFixed(2)} ms`;
console.log(
  `\nReading 1,000 lines: ${per1000(plain)} without, ${per1000(learned)} with what was learned`,
);
console.log(`(${(learned / plain).toFixed(2)} times).`);
