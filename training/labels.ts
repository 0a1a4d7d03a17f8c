import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isKind, type Kind } from '../server/src/core/kinds.ts';

/**
 * Labels of one document of the corpus, without its text: runs of `kind*lines` over its non-blank lines, or over those of
 * a `part` of its lines, `[from, to)`, which is then read as a document of its own.
 */
interface Labels {
  readonly id: string;
  readonly file: string;
  readonly sha: string;
  readonly part?: readonly [number, number];
  readonly kinds: string;
  readonly unsure: readonly number[];
}

interface Labelled {
  readonly id: string;
  readonly lines: readonly { t: string; k: Kind | null }[];
}

/** The documents that a file of labels speaks of, with these labels in place of the corpus' own. */
export function relabelled<D extends Labelled>(
  path: string,
  corpus: (file: string) => readonly D[],
): D[] {
  const found = new Map<string, Map<string, D>>();
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const labels = JSON.parse(line) as Labels;
      const known = found.get(labels.file) ?? new Map(corpus(labels.file).map((d) => [d.id, d]));
      found.set(labels.file, known);
      const document = known.get(labels.id);
      if (!document) throw new Error(`${labels.file} has no document ${labels.id}.`);
      return { ...document, lines: apply(document, labels), part: labels.part };
    });
}

function apply(
  document: Labelled,
  labels: Labels,
): { t: string; k: Kind | null; unsure: boolean }[] {
  const text = document.lines.map((line) => line.t).join('\n');
  if (createHash('sha256').update(text).digest('hex') !== labels.sha) {
    throw new Error(`The text of ${labels.id} is not the one that was labelled.`);
  }
  const kinds = labels.kinds.split(' ').flatMap((run): Kind[] => {
    const [kind = '', times = '1'] = run.split('*');
    if (!isKind(kind)) throw new Error(`${labels.id}: no kind is called '${kind}'.`);
    return new Array<Kind>(Number(times)).fill(kind);
  });
  const lines = document.lines.slice(...(labels.part ?? []));
  const filled = lines.filter((line) => line.t.trim() !== '').length;
  if (kinds.length !== filled) {
    throw new Error(
      `${labels.id} has ${filled} lines that are not blank, and ${kinds.length} kinds.`,
    );
  }
  const unsure = new Set(labels.unsure);
  let next = 0;
  return lines.map((line) => {
    if (line.t.trim() === '') return { t: line.t, k: null, unsure: false };
    const at = next++;
    return { t: line.t, k: kinds[at] ?? null, unsure: unsure.has(at) };
  });
}
