import type {
  AgreementView,
  DisagreementsArguments,
  DisagreementsResult,
  DisagreementView,
} from '../../annotationProtocol.ts';
import type { Agreement, Judgement, Judgements } from '../../annotations/agreement.ts';
import type { Label } from '../../annotations/annotation.ts';
import type { Page } from '../../annotations/page.ts';
import { keyOf } from '../../uris.ts';
import { listSources } from './catalogue.ts';
import { decisionOn, type LabelPair, pageIn, pairsBetween, pairsWithin } from './labelSets.ts';
import type { OverviewTools } from './overviews.ts';

/** What several people said of one source. */
interface Compared {
  readonly uri: string;
  readonly path: string;
  readonly pairs: readonly LabelPair[];
  /** The workspace's own page, with the decisions. */
  readonly own: Page | undefined;
  readonly textOf: (line: number) => string;
}

/**
 * How far people agree: those who labelled the same lines of this workspace, or two sets of labels.
 * Compared are lines, each found in the text as it is now.
 */
export async function disagreementsView(
  given: DisagreementsArguments,
  tools: OverviewTools,
  signal: AbortSignal,
): Promise<DisagreementsResult> {
  tools.records.renew();
  const compared: Compared[] = [];
  for await (const each of comparedIn(given, tools, signal)) compared.push(each);
  const { compare } = await import('../../annotations.ts');
  const side = (which: 'a' | 'b') =>
    new Map(compared.map(({ uri, pairs }) => [uri, judgementsOf(pairs, which)]));
  const { all, byKind, bySource } = compare(side('a'), side('b'));
  const pathsByUri = new Map(compared.map(({ uri, path }) => [uri, path]));
  return {
    ...viewOf(all),
    byKind: [...byKind].map(([kind, agreement]) => ({ kind, ...viewOf(agreement) })),
    bySource: [...bySource].map(([uri, agreement]) => {
      return { uri, path: pathsByUri.get(uri) ?? uri, ...viewOf(agreement) };
    }),
    disagreements: compared.flatMap(disagreementsIn),
  };
}

async function* comparedIn(
  { a, b }: DisagreementsArguments,
  tools: OverviewTools,
  signal: AbortSignal,
): AsyncGenerator<Compared> {
  const { pages, files, records } = tools;
  const { sources } = await listSources(tools, signal);
  for (const { uri, path } of sources) {
    if (signal.aborted) return;
    const place = await pages.places.of(uri);
    if (!place) continue;
    const open = pages.get(uri)?.opened.page;
    const isOwn = open !== undefined || (await records.stored(uri)) !== undefined;
    if (!isOwn && (a === undefined || b === undefined)) continue;
    const text = open?.text ?? (await files.read(uri));
    if (text === undefined) continue;
    const of = { source: place.source, text };
    const own = open ?? (await pageIn(files, place.root, of));
    const set = (folder: string | undefined) =>
      folder === undefined || keyOf(folder) === keyOf(place.root) ? own : pageIn(files, folder, of);
    const [one, other] = await Promise.all([set(a), set(b)]);
    if (!one || !other) continue;
    const pairs = one === other ? pairsWithin(one) : pairsBetween(one, other);
    const { lines } = one;
    if (pairs.length > 0) {
      yield { uri, path, pairs, own, textOf: (line) => lines.textOf(line).trim() };
    }
  }
}

function judgementsOf(pairs: readonly LabelPair[], side: 'a' | 'b'): Judgements {
  return new Map(
    pairs.map(({ line, a, b }): [string, Judgement] => {
      const { kind, creator } = side === 'a' ? a : b;
      return [`${line} ${a.id} ${b.id}`, { kind, quote: '', creator }];
    }),
  );
}

function disagreementsIn({ uri, path, pairs, own, textOf }: Compared): DisagreementView[] {
  return pairs
    .filter(({ a, b }) => a.kind !== b.kind)
    .map(({ line, a, b }) => {
      const decision = decisionOn(own, line);
      return {
        uri,
        path,
        line,
        quote: textOf(line),
        a: saidBy(a),
        b: saidBy(b),
        ...(decision ? { decision: saidBy(decision) } : {}),
      };
    });
}

function saidBy({ kind, creator, created, modified }: Label): DisagreementView['a'] {
  return { kind, who: creator, when: modified ?? created };
}

function viewOf({ units, agreed, kappa, alpha }: Agreement): AgreementView {
  return {
    units,
    agreed,
    ...(kappa === undefined ? {} : { kappa }),
    ...(alpha === undefined ? {} : { alpha }),
  };
}
