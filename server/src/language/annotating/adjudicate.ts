import type { AdjudicateArguments } from '../../annotationProtocol.ts';
import type { Label } from '../../annotations/annotation.ts';
import { isKind } from '../../core/kinds.ts';
import { keyOf } from '../../uris.ts';
import { actCommand } from './acts.ts';
import { asIndex, asString, isWrong } from './arguments.ts';
import { judgesOf, pageIn } from './labelSets.ts';

type Decided = Omit<AdjudicateArguments, 'uri' | 'version' | 'endLine'>;

/** Decides between two labels of a line; the decision is stored beside both of them. */
export const adjudicate = actCommand({
  usage: ', line, kind, a?, b?',
  byLine: true,
  read({ line: row, kind, a, b }): Decided | undefined {
    const line = asIndex(row);
    if (line === undefined || !isKind(kind)) return undefined;
    if (isWrong(a, asString) || isWrong(b, asString)) return undefined;
    const sets = { a: asString(a), b: asString(b) };
    return {
      line,
      kind,
      ...(sets.a === undefined ? {} : { a: sets.a }),
      ...(sets.b === undefined ? {} : { b: sets.b }),
    };
  },
  async gather(files, text, { a, b, line }) {
    const found: Label[] = [];
    for (const folder of [a, b]) {
      if (folder === undefined || keyOf(folder) === keyOf(text.root)) continue;
      const label = (await pageIn(files, folder, text))?.labelsByLine().get(line);
      if (label) found.push(label);
    }
    return found;
  },
  carryOut({ page, act, gathered, messages }, { line, kind }) {
    const own = judgesOf(page.allByLine().get(line) ?? []);
    const ids = new Set(own.map(({ id }) => id));
    const originals = [...own, ...gathered.filter(({ id }) => !ids.has(id))];
    if (originals.length < 2) return { refused: messages.noDisagreement };
    const id = page.adjudicate([line, kind], originals, act);
    return id === undefined ? { refused: messages.noWords } : { changed: 1, id };
  },
});
