/**
 * Corpus lines to features, by the product's own extraction:
 *   extract.mjs OUT CORPUS PHRASES NAME[(+|~)COPIES]=FILE[,FILE...] ...
 * OUT/lines.*: features of each distinct line; OUT/NAME.*: documents that refer to them. FILE is one of the corpus
 * (`.jsonl`, `.jsonl.gz`), labels for some of its documents (`@labels.jsonl`), a folder of invented pages (`pages/`),
 * or the documents of one that render a page that a NAME with COPIES has labelled since the last of these (`^FILE`), with
 * its labels where the words are the same. With COPIES, each document also gives so many copies that are edited at random, and,
 * with `+` and where its site is none of the first NAME's, which are held out in turn, its furniture to copies of others
 * in its half: a teacher of the other half is to see nothing of it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { KINDS, type Kind } from '../server/src/core/kinds.ts';
import { Content } from '../server/src/core/model/content.ts';
import { PLACE_IDS, PLACES, places } from '../server/src/core/model/context.ts';
import { SHAPES } from '../server/src/core/model/shape.ts';
import { KEYS } from '../server/src/core/model/tokens.ts';
import { altered, type Means, type Row } from './alter.ts';
import { furnitureOf } from './furniture.ts';
import { Grown } from './grown.ts';
import { type Half, halfOf } from './halves.ts';
import { relabelled } from './labels.ts';
import { inventedPages } from './pages.ts';
import { Phrases } from './phrases.ts';
import { Pages } from './siblings.ts';

interface Document {
  readonly id: string;
  readonly site: string;
  readonly lang: string;
  readonly renderer?: string;
  readonly crop?: string;
  readonly type?: string;
  readonly part?: readonly [number, number];
  readonly lines: readonly { t: string; k: Kind | null; unsure?: boolean; c?: number }[];
}

const content = new Content();
const known = new Map<string, number>();
const words = new Grown(Uint32Array);
const wordEnds = new Grown(Uint32Array);
const grams = new Grown(Uint32Array);
const gramEnds = new Grown(Uint32Array);
const shapes = new Grown(Uint16Array);
const shapeEnds = new Grown(Uint32Array);
const hashes = new Grown(Uint32Array);
const marks = new Grown(Uint32Array);
const flags = new Grown(Uint8Array);
const widths = new Grown(Uint16Array);
const keys = new Grown(Uint32Array);
const keyCounts = new Grown(Uint8Array);

function lineOf(text: string): number {
  const found = known.get(text);
  if (found !== undefined) return found;
  const index = known.size;
  known.set(text, index);
  content.scan(text, 0, text.length);
  content.read();
  const { line, tokens, shape } = content;
  words.add(tokens.words.subarray(0, tokens.wordCount));
  wordEnds.push(words.size);
  grams.add(tokens.grams.subarray(0, tokens.gramCount));
  gramEnds.push(grams.size);
  shapes.add(shape.ids.subarray(0, shape.count));
  shapeEnds.push(shapes.size);
  hashes.push(line.hashA);
  marks.push(tokens.shape);
  flags.push(shape.flags);
  widths.push(Math.min(65535, shape.width));
  keys.add(tokens.keys);
  keyCounts.push(tokens.keyCount);
  return index;
}

class Output {
  readonly #ends = new Grown(Uint32Array);
  readonly #line = new Grown(Uint32Array);
  readonly #place = new Grown(Uint16Array);
  readonly #kind = new Grown(Uint8Array);
  readonly #sure = new Grown(Uint8Array);
  readonly #about: object[] = [];

  add(rows: readonly Row[], about: object): void {
    const index: number[] = [];
    const gaps: number[] = [];
    let gap = 0;
    for (const row of rows) {
      if (row.t.trim() === '') {
        gap++;
        continue;
      }
      index.push(lineOf(row.t));
      gaps.push(Math.min(3, gap));
      gap = 0;
      this.#kind.push(row.k === null ? 255 : KINDS.indexOf(row.k));
      this.#sure.push(row.sure);
    }
    this.#line.add(Uint32Array.from(index));
    this.#place.add(placesOf(index, gaps));
    this.#ends.push(this.#line.size);
    this.#about.push(about);
  }

  write(path: string): void {
    writeFileSync(`${path}.ends`, this.#ends.bytes());
    writeFileSync(`${path}.line`, this.#line.bytes());
    writeFileSync(`${path}.place`, this.#place.bytes());
    writeFileSync(`${path}.kind`, this.#kind.bytes());
    writeFileSync(`${path}.sure`, this.#sure.bytes());
    writeFileSync(`${path}.json`, JSON.stringify(this.#about));
  }
}

function placesOf(index: readonly number[], gaps: readonly number[]): Uint16Array {
  const count = index.length;
  const columns = {
    count,
    hash: Uint32Array.from(index, (i) => hashes.at(i)),
    shape: Uint32Array.from(index, (i) => marks.at(i)),
    flags: Uint8Array.from(index, (i) => flags.at(i)),
    width: Uint16Array.from(index, (i) => widths.at(i)),
    keys: new Uint32Array(count * KEYS),
    keyCounts: Uint8Array.from(index, (i) => keyCounts.at(i)),
    gaps: Uint8Array.from(gaps),
  };
  index.forEach((line, i) => {
    for (let k = 0; k < KEYS; k++) columns.keys[i * KEYS + k] = keys.at(line * KEYS + k);
  });
  return places(columns);
}

function documents(path: string): Document[] {
  const raw = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Document)
    .map((document) => ({ ...document, site: document.site ?? document.id }));
}

/** Documents labelled by hand so far, those since renderings were asked for, and those that teachers learn. */
const byHand = new Pages<Document>();
let latest = new Pages<Document>();
const taught = new Pages<Document>();

function read(corpus: string, path: string): Document[] {
  const own = (file: string): Document[] => documents(`${corpus}/${file}`);
  if (path.startsWith('@')) return relabelled(path.slice(1), own);
  if (path.endsWith('/')) return inventedPages(path);
  if (!path.startsWith('^')) return own(path);
  return own(path.slice(1)).flatMap((other) => byHand.labelled(other, latest));
}

interface DocumentSet {
  readonly name: string;
  readonly copies: number;
  /** Whether its furniture stands around copies of others' articles. */
  readonly gives: boolean;
  readonly documents: readonly Document[];
}

/** `NAME[(+|~)COPIES]=FILE[,FILE...]`, read. */
function setOf(corpus: string, part: string): DocumentSet {
  const [left = '', paths = ''] = part.split('=');
  const [name = '', copies = '0'] = left.split(/[+~]/u);
  const documents = paths.split(',').flatMap((path) => read(corpus, path));
  return { name, copies: Number(copies), gives: left.includes('+'), documents };
}

/** Sets in the order in which they are named: later ones refer to what earlier ones have labelled by hand. */
function setsOf(corpus: string, parts: readonly string[]): DocumentSet[] {
  return parts.map((part) => {
    const set = setOf(corpus, part);
    if (/[=,]\^/u.test(part)) latest = new Pages();
    if (set.copies === 0) return set;
    for (const document of set.documents) {
      for (const pages of set.gives ? [byHand, latest, taught] : [byHand, latest])
        pages.add(document);
    }
    return set;
  });
}

function rowsOf({ lines }: Document): Row[] {
  return lines.map(({ t, k, unsure, c }) => ({ t, k, sure: unsure || c === 0 ? 0 : 1 }));
}

function extract(
  out: string,
  { name, copies, documents }: DocumentSet,
  meansOf: readonly [Means, Means],
): void {
  const output = new Output();
  for (const [number, document] of documents.entries()) {
    const { lines, ...rest } = document;
    const half = halfOf(document.site);
    const known = taught.labelling(document).length > 0;
    const [rows, about] = [rowsOf(document), { ...rest, half, known }];
    output.add(rows, { ...about, copy: 0 });
    for (let copy = 1; copy <= copies; copy++) {
      const seed = number * 1000 + copy;
      output.add(altered(rows, seed, document, meansOf[half]), { ...about, copy });
    }
  }
  output.write(`${out}/${name}`);
}

function main(args: readonly string[]): void {
  const [out = '.', corpus = '.', said = '', ...rest] = args;
  const sets = setsOf(corpus, rest);
  const [first, ...others] = sets;
  const held = new Set(first?.documents.map((document) => document.site));
  const givers = others.flatMap(({ documents, gives }) => (gives ? documents : []));
  const phrases = new Phrases(said);
  const meansOf = (half: Half): Means => {
    const own = givers.filter(({ site }) => halfOf(site) === half);
    return { phrases, furniture: furnitureOf(own, rowsOf, held) };
  };
  const means = [meansOf(0), meansOf(1)] as const;
  for (const set of sets) {
    extract(out, set, means);
    console.log(set.name, known.size, 'distinct lines');
  }
  const write = (name: string, column: Grown): void =>
    writeFileSync(`${out}/lines.${name}`, column.bytes());
  write('words', words);
  write('wordEnds', wordEnds);
  write('grams', grams);
  write('gramEnds', gramEnds);
  write('shapes', shapes);
  write('shapeEnds', shapeEnds);
  write('flags', flags);
  const about = { kinds: KINDS, shapes: SHAPES, places: PLACES, placeIds: PLACE_IDS };
  writeFileSync(`${out}/lines.json`, JSON.stringify(about));
}

main(process.argv.slice(2));
