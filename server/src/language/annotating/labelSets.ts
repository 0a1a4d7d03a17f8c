import type { Label } from '../../annotations/annotation.ts';
import type { Page } from '../../annotations/page.ts';
import type { FileSystem } from '../../files.ts';

/** Two labels of one line by different people. */
export interface LabelPair {
  readonly line: number;
  readonly a: Label;
  readonly b: Label;
}

/** The page of a source in the set of labels of a folder; undefined where it is not in it. */
export async function pageIn(
  files: FileSystem,
  folder: string,
  { source, text }: { readonly source: string; readonly text: string },
): Promise<Page | undefined> {
  const { deserialize, Page, pathOf } = await import('../../annotations.ts');
  const json = await files.at(folder).read(pathOf(source));
  return json === undefined ? undefined : new Page(text, deserialize(text, json), () => '');
}

/** The lines that two sets of labels both judge. */
export function pairsBetween(a: Page, b: Page): LabelPair[] {
  const other = b.labelsByLine();
  return [...a.labelsByLine()]
    .flatMap(([line, label]): LabelPair[] => {
      const yours = other.get(line);
      return yours ? [{ line, a: label, b: yours }] : [];
    })
    .sort((one, two) => one.line - two.line);
}

/** The lines of one set that several people judge, each two of them. */
export function pairsWithin(page: Page): LabelPair[] {
  const pairs: LabelPair[] = [];
  for (const [line, labels] of page.allByLine()) {
    const judges = judgesOf(labels);
    judges.forEach((a, index) => {
      for (const b of judges.slice(index + 1)) pairs.push({ line, a, b });
    });
  }
  return pairs.sort((one, two) => one.line - two.line);
}

/** The label of each person on a line, by name; decisions between labels are no judgements. */
export function judgesOf(labels: readonly Label[]): Label[] {
  const judges = new Map<string, Label>();
  for (const label of labels) {
    if (!label.adjudicates && !judges.has(label.creator)) judges.set(label.creator, label);
  }
  return [...judges.values()].sort((a, b) => (a.creator < b.creator ? -1 : 1));
}

/** What a person decided between the labels of a line. */
export function decisionOn(page: Page | undefined, line: number): Label | undefined {
  const label = page?.labelsByLine().get(line);
  return label?.adjudicates ? label : undefined;
}
