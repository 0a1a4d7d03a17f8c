import { isBoilerplate, isKind, KINDS, type Kind } from '../../server/src/core/kinds.ts';
import { Lines } from '../../server/src/core/lines.ts';
import type { LineModel } from '../../server/src/core/parser.ts';
import type { Labels } from '../../server/src/core/source.ts';

/**
 * A model that reads the kind off the line (`ranking| Most read`), so that tests state their case in
 * the text. `kind?|` is unsure. What `kind~|` and `kind^|` are depends on their neighbours, as with
 * a real model: `~` is body after body, `^` is body after anything else. No mark: body.
 */
export const toyModel: LineModel = {
  hash: 'toy',
  safeThreshold: 0.9,
  read,
  reread: (_previous, lines, _changes, labels, left) =>
    read(left ? Lines.of(restOf(lines, left)) : lines, labels),
  release: () => {},
  readRest: (_previous, lines, left, labels) => read(Lines.of(restOf(lines, left)), labels),
  copy: (reading) => reading,
  alternatives: () => [],
  explain: (_lines, _reading, line) => [{ reason: 'mark', text: `marked at ${line}`, weight: 1 }],
};

const MARK = /^\uFEFF?\s*(?:[-*]\s+)?([a-z-]+)([?~^]?)\|/u;

function read(lines: Lines, labels: Labels = new Map()): ReturnType<LineModel['read']> {
  const kinds = new Uint8Array(lines.count).fill(255);
  const confidence = new Float32Array(lines.count);
  const boilerplate = new Float32Array(lines.count);
  let previous: Kind | undefined;
  for (let line = 0; line < lines.count; line++) {
    if (lines.isBlank(line)) continue;
    const [kind, sure] = marked(lines.textOf(line), previous);
    const decided = labels.get(line) ?? kind;
    kinds[line] = KINDS.indexOf(decided);
    confidence[line] = labels.has(line) || sure ? 1 : 0.6;
    boilerplate[line] = isBoilerplate(decided) ? (sure ? 1 : 0.6) : 0;
    previous = decided;
  }
  return { kinds, confidence, boilerplate } as ReturnType<LineModel['read']>;
}

function marked(text: string, previous: Kind | undefined): [Kind, boolean] {
  const [, name, mark] = MARK.exec(text) ?? [];
  if (!isKind(name)) return ['body', true];
  if (mark === (previous === 'body' ? '~' : '^')) return ['body', true];
  return [name, mark !== '?'];
}

function restOf(lines: Lines, left: Uint32Array): string {
  return Array.from(left, (line) => lines.text.slice(lines.start(line), lines.next(line))).join('');
}
