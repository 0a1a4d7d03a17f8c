import { type OutlineItem, outlineOf } from '../core/outline.ts';
import type { Source } from '../core/source.ts';
import { decode, readSource } from '../corpus/decode.ts';
import { problemOf } from '../corpus/problem.ts';
import { slashed } from '../corpus/walk.ts';
import { Arguments, type CommandSpec, UsageError } from './arguments.ts';
import type { Command } from './command.ts';
import { Decisions } from './decisions.ts';
import { loadParsers } from './engine.ts';
import { STDIN } from './settings.ts';
import type { ExitCode, Shell } from './shell.ts';
import { visible } from './visible.ts';

const spec: CommandSpec = {
  name: 'outline',
  usage: 'galley outline [OPTION…] FILE',
  summary: 'Shows the sections of a source as a tree.',
  options: [{ name: 'json', help: 'The tree as one JSON object.' }],
  details: [
    'As text, a row a section: first and last line, name, and what it is. As JSON: {"path", "language", "sections"}, each section {"name", "detail", "type", "kind", "line", "endLine", "children"}; lines are one-based, the last inclusive.',
  ],
};

async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const options = Arguments.of(args, spec);
  const [path, ...more] = options.positionals;
  if (path === undefined || more.length > 0) {
    throw new UsageError('outline takes exactly one FILE (- is standard input)');
  }
  const text = await textOf(path, shell);
  if (text === undefined) return 2;
  const labels = new Decisions().of({ path, place: '' }, text);
  const parsers = loadParsers((message) => shell.note(message));
  const source = parsers.of({ path }).parse(text, { labels });
  await shell.output.write(options.has('json') ? jsonOf(path, source) : treeOf(source));
  await shell.output.flush();
  return 0;
}

async function textOf(path: string, shell: Shell): Promise<string | undefined> {
  if (path === STDIN) return decode(await shell.input(), 'standard input');
  try {
    return readSource(path).text;
  } catch (error) {
    shell.complain(problemOf(error, path));
    return undefined;
  }
}

/** An outline's item as it is told: lines one-based, the last inclusive. */
interface SectionJson {
  readonly name: string;
  readonly detail: string;
  readonly type: OutlineItem['type'];
  readonly kind: OutlineItem['kind'];
  readonly line: number;
  readonly endLine: number;
  readonly children: readonly SectionJson[];
}

function sectionJson(item: OutlineItem): SectionJson {
  const { name, detail, type, kind, first, end, children } = item;
  return {
    name,
    detail,
    type,
    kind,
    line: first + 1,
    endLine: end,
    children: children.map(sectionJson),
  };
}

function jsonOf(path: string, source: Source): string {
  const sections = outlineOf(source).map(sectionJson);
  return `${JSON.stringify({ path: slashed(path), language: source.language, sections })}\n`;
}

function treeOf(source: Source): string {
  const width = String(source.lines.count).length * 2 + 1;
  const rows = (items: readonly OutlineItem[], depth: number): string[] =>
    items.flatMap((item) => {
      const { name, detail, first, end, children } = item;
      const place = `${first + 1}-${end}`.padStart(width);
      const told = `${'  '.repeat(depth)}${name}${detail ? `  [${detail}]` : ''}`;
      return [`${place}  ${visible(told)}\n`, ...rows(children, depth + 1)];
    });
  return rows(outlineOf(source), 0).join('');
}

export const outline: Command = { spec, run };
