/**
 * A simulated annotator: how many lines have to be corrected until all sources are right, without deciding the other
 * lines again after a correction, with it, and with *Train on My Labels* after every few sources on what was read
 * before them.
 *
 *   npm run bench:annotator -- FILE.gold.jsonl [--model FILE] [--every N] [--sites] [--only IDS.json]
 *
 * FILE has a source a line: {"id", "site"?, "lines": [{"t": text, "k": kind or null}]}. The sources are read in its
 * order. --every: how many sources are read between two trainings (10). --sites: the sources of each site are a folder
 * of their own; those of sites with one source are left out. --only: a list of ids.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Kind } from '../server/src/core/kinds.ts';
import { Model } from '../server/src/core/model/model.ts';
import { createParser, type Parser } from '../server/src/core/parser.ts';
import { train } from '../server/src/learning/train.ts';

interface Gold {
  readonly id: string;
  readonly site: string;
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
  | 'accepting'
  /** The same, with the model trained on the sources before. */
  | 'training';

const WAYS: readonly Way[] = ['alone', 'corrections', 'accepting', 'training'];

/** Reads from the top, corrects the first wrong line, looks again, until all is right. Counts the corrections. */
function annotate(parser: Parser, { text, kinds }: Gold, way: Way): number {
  const labels = new Map<number, Kind>();
  let source = parser.parse(text);
  const isWrong = (line: number): boolean => source.kinds[line] !== kinds[line];
  const lines = kinds.flatMap((kind, line) => (kind ? [line] : []));
  if (way === 'alone') return lines.filter(isWrong).length;
  let corrections = 0;
  for (let next = lines.find(isWrong); next !== undefined; next = lines.find(isWrong)) {
    for (const line of lines) {
      const kind = kinds[line];
      if (kind && (line === next || (line < next && way !== 'corrections'))) labels.set(line, kind);
    }
    corrections++;
    source = parser.parse(text, { labels });
  }
  return corrections;
}

/** Corrections of each source of a folder, one source after the other. */
async function work(model: Model, folder: readonly Gold[], way: Way, every: number) {
  let parser = createParser(model);
  const counts: number[] = [];
  for (const [done, gold] of folder.entries()) {
    if (way === 'training' && done > 0 && done % every === 0) {
      const outcome = await train(model, folder.slice(0, done).map(lessonOf));
      if (outcome.type === 'gain') parser = createParser(model.adapted(outcome.adaptation));
    }
    counts.push(annotate(parser, gold, way));
  }
  return counts;
}

/** What a source teaches that was worked on: all its lines were corrected or accepted. */
function lessonOf({ id, text, kinds }: Gold) {
  const labels = new Map(kinds.flatMap((kind, line) => (kind ? [[line, kind] as const] : [])));
  return { source: id, text, labels, reviewed: true };
}

function goldOf(json: string): Gold {
  const row = JSON.parse(json) as { id: string; site?: string; lines: { t: string; k: Kind }[] };
  const { id, site = '', lines } = row;
  return { id, site, text: lines.map(({ t }) => t).join('\n'), kinds: lines.map(({ k }) => k) };
}

function foldersOf(sources: readonly Gold[]): Gold[][] {
  const bySite = new Map<string, Gold[]>();
  for (const gold of sources) bySite.set(gold.site, [...(bySite.get(gold.site) ?? []), gold]);
  return [...bySite.values()].filter(({ length }) => length > 1);
}

function filled(sources: readonly Gold[]): number {
  return sources.reduce((sum, { kinds }) => sum + kinds.filter(Boolean).length, 0);
}

/** Corrections per 100 lines: of all sources, and of those of each folder's first and second half. */
async function row(model: Model, folders: readonly Gold[][], way: Way, every: number) {
  const corrections = [0, 0];
  const lines = [0, 0];
  for (const folder of folders) {
    const counts = await work(model, folder, way, every);
    for (const [i, gold] of folder.entries()) {
      const half = i < folder.length / 2 ? 0 : 1;
      corrections[half] = (corrections[half] ?? 0) + (counts[i] ?? 0);
      lines[half] = (lines[half] ?? 0) + filled([gold]);
    }
  }
  const per100 = (halves: readonly number[]): string => {
    const sum = (of: readonly number[]): number => halves.reduce((all, i) => all + (of[i] ?? 0), 0);
    return ((100 * sum(corrections)) / sum(lines)).toFixed(2).padStart(8);
  };
  return `${way.padEnd(12)}${per100([0, 1])}${per100([0])}${per100([1])}`;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: 'string', default: 'server/model/model.bin' },
    every: { type: 'string', default: '10' },
    sites: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const [path] = positionals;
if (path === undefined || !existsSync(path)) {
  console.log(`Skipped: ${path ?? 'FILE.gold.jsonl'} is not there.`);
} else {
  const model = Model.load(readFileSync(values.model));
  const only = values.only && new Set<string>(JSON.parse(readFileSync(values.only, 'utf8')));
  const all = readFileSync(path, 'utf8').split('\n').filter(Boolean).map(goldOf);
  const sources = all.filter(({ id }) => !only || only.has(id));
  const folders = values.sites ? foldersOf(sources) : [sources];
  const worked = folders.flat();
  const what = `${worked.length} sources in ${folders.length} folders, ${filled(worked)} lines`;
  console.log(`${what}, model ${model.hash}, training after every ${values.every} sources`);
  console.log(`corrections per 100 lines${'all'.padStart(7)}${'1st half'.padStart(9)} 2nd half`);
  for (const way of WAYS) console.log(await row(model, folders, way, Number(values.every)));
}
