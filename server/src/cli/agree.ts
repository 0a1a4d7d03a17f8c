import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  type Agreement,
  type Comparison,
  compare,
  type Judgement,
  type Judgements,
} from '../annotations/agreement.ts';
import { contentStart } from '../annotations/bom.ts';
import { AnnotationError, type Fields, fields, list, string } from '../annotations/checked.ts';
import { FilePoints } from '../annotations/codePoints.ts';
import { LABELS, readAlone } from '../annotations/store.ts';
import { isKind } from '../core/kinds.ts';
import { readSource } from '../corpus/decode.ts';
import { filesBelow } from '../corpus/folder.ts';
import { problemOf } from '../corpus/problem.ts';
import { slashed } from '../corpus/walk.ts';
import { textOfRecord } from '../exchange/galleyJsonl.ts';
import { readRecords } from '../exchange/records.ts';
import { Arguments, type CommandSpec, UsageError } from './arguments.ts';
import type { Command } from './command.ts';
import { asSourceError } from './label-store.ts';
import type { ExitCode, Shell } from './shell.ts';
import { oneLine, visible } from './visible.ts';

const spec: CommandSpec = {
  name: 'agree',
  usage: 'galley agree [--json] A B',
  summary: 'Measures how far two sets of labels agree, and lists where they do not.',
  options: [{ name: 'json', help: 'All of it as one JSON object.' }],
  details: [
    'A and B are folders of labels (.galley/labels, or a folder that has one) or JSONL files: what galley export --format jsonl writes, or lines with kinds ({"id", "lines": [{"t", "k"}]}). Compared are lines that both labelled: with the same source, place and words.',
    'κ is Cohen’s kappa, α Krippendorff’s alpha for nominal data. For a kind they are about the question whether a line is of that kind.',
  ],
};

async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const options = Arguments.of(args, spec);
  const [a, b, ...more] = options.positionals;
  if (a === undefined || b === undefined || more.length > 0) {
    throw new UsageError('agree takes exactly two sets of labels, A and B');
  }
  const sets = [a, b].map((path) => {
    try {
      return labelsAt(path);
    } catch (error) {
      shell.complain(problemOf(asSourceError(error, path), path));
      return undefined;
    }
  });
  const [first, second] = sets;
  if (!first || !second) return 2;
  const comparison = compare(first, second);
  await shell.output.write(options.has('json') ? jsonOf(comparison) : textOf(comparison));
  await shell.output.flush();
  return 0;
}

type LabelSet = Map<string, Judgements>;

function labelsAt(path: string): LabelSet {
  if (!statSync(path).isDirectory()) return labelsInRecords(readSource(path).text);
  const inner = join(path, LABELS);
  const folder = existsSync(inner) ? inner : path;
  const set: LabelSet = new Map();
  for (const file of filesBelow(folder)) {
    if (!file.endsWith('.jsonld')) continue;
    const { annotations } = readAlone(file, readFileSync(file, 'utf8'));
    const judgements = annotations.flatMap((each) =>
      each.type === 'label' ? [judged(each.target.start, each.target.quote, each)] : [],
    );
    set.set(slashed(relative(folder, file)).replace(/\.jsonld$/u, ''), new Map(judgements));
  }
  return set;
}

function labelsInRecords(content: string): LabelSet {
  const set: LabelSet = new Map();
  readRecords(content, (record) => {
    const [id, judgements] = judgedRecord(record);
    set.set(id, new Map(judgements));
  });
  return set;
}

/** The source that a record is about, and what people say of its lines. */
function judgedRecord(record: Fields): [id: string, judgements: [string, Judgement][]] {
  if (record.lines !== undefined) {
    return [string(record.id, '/id'), judgedLines(record.lines, '/lines')];
  }
  const { id, text, spans } = textOfRecord(record);
  const points = new FilePoints(text);
  const people = spans.filter(({ by }) => by === 'person');
  const judgements = people.map((span) =>
    judged(points.fromUtf16(span.start), text.slice(span.start, span.end), span),
  );
  return [id, judgements];
}

/** Lines with kinds; where they start is counted as if LF ended them. */
function judgedLines(value: unknown, pointer: string): [string, Judgement][] {
  let start = 0;
  return list(value, pointer).flatMap((each, index): [string, Judgement][] => {
    const at = `${pointer}/${index}`;
    const line = fields(each, at);
    const text = string(line.t, `${at}/t`);
    if (index === 0) start -= contentStart(text);
    const lead = [...text].length - [...text.trimStart()].length;
    const place = start + lead;
    start += [...text].length + 1;
    if (line.k === null || line.k === undefined) return [];
    if (!isKind(line.k)) throw new AnnotationError(`${at}/k`, 'not a kind of section');
    return [judged(place, text.trim(), { kind: line.k })];
  });
}

/** `start` in code points. */
function judged(
  start: number,
  quote: string,
  { kind, creator }: Pick<Judgement, 'kind' | 'creator'>,
): [string, Judgement] {
  return [`${start} ${quote}`, { kind, quote, creator }];
}

function jsonOf({ all, byKind, bySource, disagreements, onlyA, onlyB }: Comparison): string {
  const listed = disagreements.map(({ source, unit, quote, a, b }) => ({
    source,
    start: Number.parseInt(unit, 10),
    quote,
    a: { kind: a.kind, creator: a.creator },
    b: { kind: b.kind, creator: b.creator },
  }));
  const result = {
    ...all,
    onlyA,
    onlyB,
    kinds: Object.fromEntries(byKind),
    sources: Object.fromEntries(bySource),
    disagreements: listed,
  };
  return `${JSON.stringify(result)}\n`;
}

function textOf({ all, byKind, bySource, disagreements, onlyA, onlyB }: Comparison): string {
  const rows = [
    row('all', all),
    `only in A: ${onlyA}, only in B: ${onlyB}`,
    '',
    ...[...byKind].map(([kind, agreement]) => row(kind, agreement)),
    '',
    ...[...bySource].map(([source, agreement]) => row(source, agreement)),
    '',
    ...disagreements.map(
      ({ source, quote, a, b }) =>
        `${oneLine(source)}: ${a.kind} | ${b.kind} | ${shortened(quote)}`,
    ),
  ];
  return `${rows.join('\n').trimEnd()}\n`;
}

function row(name: string, { units, agreed, kappa, alpha }: Agreement): string {
  return `${oneLine(name)}: ${agreed} of ${units} alike, κ ${told(kappa)}, α ${told(alpha)}`;
}

function told(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}

function shortened(words: string): string {
  const line = visible(words).replace(/\s+/gu, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

export const agree: Command = { spec, run };
