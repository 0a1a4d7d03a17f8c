import type { AcceptArguments, LabelArguments, LinesArguments } from '../../annotationProtocol.ts';
import type { LineKind } from '../../annotations/labelling.ts';
import { doubtOf } from '../../annotations/queue.ts';
import { isKind } from '../../core/kinds.ts';
import { blockAt } from '../blocks.ts';
import type { OpenSource } from '../session.ts';
import { actCommand } from './acts.ts';
import { asIndex, type Given, isWrong } from './arguments.ts';

/** Up to this doubt a line is accepted with all that Galley is sure of, 0..1. */
const SURE = 0.05;

type Lines = Pick<LinesArguments, 'line' | 'endLine'>;

/** Labels lines with a kind. */
export const label = actCommand({
  usage: ', line, endLine?, kind',
  byLine: true,
  read(given): (Lines & Pick<LabelArguments, 'kind'>) | undefined {
    const lines = linesOf(given);
    return lines && isKind(given.kind) ? { ...lines, kind: given.kind } : undefined;
  },
  carryOut: ({ page, act }, { kind, ...lines }) => ({
    changed: page.label(among(lines, page.lines.count), kind, act),
  }),
});

/** Takes the labels off lines. */
export const unlabel = actCommand({
  usage: ', line, endLine?',
  byLine: true,
  read: linesOf,
  carryOut: ({ page }, lines) => ({ changed: page.unlabel(among(lines, page.lines.count)) }),
});

/** Labels lines that nobody has decided about with the kinds that they have. */
export const accept = actCommand({
  usage: ', scope: "lines" | "block" | "sure", line?, endLine?',
  byLine: true,
  needsOpen: true,
  read(given): Omit<AcceptArguments, 'uri' | 'version'> | undefined {
    const { scope } = given;
    if (scope === 'sure') return { scope };
    const lines = linesOf(given);
    return lines && (scope === 'lines' || scope === 'block') ? { scope, ...lines } : undefined;
  },
  carryOut({ page, open, act }, given) {
    return { changed: open ? page.decide(acceptedIn(open, given), act) : 0 };
  },
});

/** The lines that an acceptance is about, with their kinds, but not those that have labels. */
function* acceptedIn(
  open: OpenSource,
  { scope, line = 0, endLine }: Omit<AcceptArguments, 'uri' | 'version'>,
): Generator<LineKind> {
  const { source } = open;
  const { first, end } =
    scope === 'block'
      ? blockAt(source, line)
      : { first: scope === 'sure' ? 0 : line, end: source.lines.count };
  const last = scope === 'lines' ? Math.min(end - 1, endLine ?? line) : end - 1;
  for (let each = first; each <= last; each++) {
    const kind = source.kinds[each];
    if (!kind || source.labels.has(each)) continue;
    if (scope !== 'sure' || doubtOf(source, each) <= SURE) yield [each, kind];
  }
}

function linesOf(given: Given): Lines | undefined {
  const line = asIndex(given.line);
  const endLine = asIndex(given.endLine);
  if (line === undefined || isWrong(given.endLine, asIndex)) return undefined;
  return endLine === undefined ? { line } : { line, endLine };
}

/** The lines that a client means, of those that there are. */
function* among({ line, endLine = line }: Lines, count: number): Generator<number> {
  const last = Math.min(endLine, count - 1);
  for (let each = line; each <= last; each++) yield each;
}
