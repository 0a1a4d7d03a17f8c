import { KINDS, type Kind } from '../core/kinds.ts';

/** How far two labellers agree on the units that both judged. */
export interface Agreement {
  /** Units that both judged, and of these, how many alike. */
  readonly units: number;
  readonly agreed: number;
  /** Cohen's κ, −1..1; undefined where chance alone would agree always, or there are no units. */
  readonly kappa: number | undefined;
  /** Krippendorff's α for nominal data, at most 1; undefined where there is nothing to vary. */
  readonly alpha: number | undefined;
}

/**
 * Cohen's κ (Cohen 1960): agreement beyond the chance that both, each with habits of their own,
 * choose alike.
 */
export function cohensKappa(pairs: readonly (readonly [string, string])[]): number | undefined {
  if (pairs.length === 0) return undefined;
  const [first, second] = [new Tally(), new Tally()];
  let agreed = 0;
  for (const [a, b] of pairs) {
    first.add(a);
    second.add(b);
    if (a === b) agreed++;
  }
  const observed = agreed / pairs.length;
  let expected = 0;
  for (const [label, count] of first.counts) {
    expected += (count / pairs.length) * (second.of(label) / pairs.length);
  }
  return expected === 1 ? undefined : (observed - expected) / (1 - expected);
}

/**
 * Krippendorff's α for nominal data (Krippendorff 2011), any number of labellers, some of whom may
 * have left units out. Units with one label say nothing and are left out.
 * @param units the labels that each unit was given
 */
export function krippendorffsAlpha(units: readonly (readonly string[])[]): number | undefined {
  const all = new Tally();
  let disagreement = 0;
  for (const labels of units) {
    if (labels.length < 2) continue;
    const own = new Tally();
    for (const label of labels) {
      own.add(label);
      all.add(label);
    }
    disagreement += own.unlikePairs() / (labels.length - 1);
  }
  if (all.size === 0) return undefined;
  const expected = all.unlikePairs() / (all.size - 1);
  return expected === 0 || Number.isNaN(expected) ? undefined : 1 - disagreement / expected;
}

/** How often each label was given. */
class Tally {
  readonly counts = new Map<string, number>();
  size = 0;

  add(label: string): void {
    this.counts.set(label, this.of(label) + 1);
    this.size++;
  }

  of(label: string): number {
    return this.counts.get(label) ?? 0;
  }

  /** Ordered pairs of labels that differ. */
  unlikePairs(): number {
    let alike = 0;
    for (const count of this.counts.values()) alike += count * count;
    return this.size * this.size - alike;
  }
}

export function agreementOf(pairs: readonly (readonly [string, string])[]): Agreement {
  return {
    units: pairs.length,
    agreed: pairs.filter(([a, b]) => a === b).length,
    kappa: cohensKappa(pairs),
    alpha: krippendorffsAlpha(pairs),
  };
}

/** What one labeller says of one source: by unit, in the order of the text. */
export type Judgements = ReadonlyMap<string, Judgement>;

export interface Judgement {
  readonly kind: Kind;
  /** The words judged. */
  readonly quote: string;
  /** Who says so; undefined where it is not known. */
  readonly creator?: string | undefined;
}

/** Two labellers who say different things of the same words. */
export interface Disagreement {
  readonly source: string;
  readonly unit: string;
  readonly quote: string;
  readonly a: Judgement;
  readonly b: Judgement;
}

export interface Comparison {
  readonly all: Agreement;
  /** Over kind-or-not decisions, for each kind that either used. */
  readonly byKind: ReadonlyMap<Kind, Agreement>;
  readonly bySource: ReadonlyMap<string, Agreement>;
  readonly disagreements: readonly Disagreement[];
  /** How many units only one of the two judged. */
  readonly onlyA: number;
  readonly onlyB: number;
}

/** Compares two sets of labels, by source. */
export function compare(
  a: ReadonlyMap<string, Judgements>,
  b: ReadonlyMap<string, Judgements>,
): Comparison {
  const pairs: (readonly [Kind, Kind])[] = [];
  const bySource = new Map<string, Agreement>();
  const disagreements: Disagreement[] = [];
  for (const [source, own] of a) {
    const other = b.get(source);
    const shared: (readonly [Kind, Kind])[] = [];
    for (const [unit, mine] of own) {
      const yours = other?.get(unit);
      if (!yours) continue;
      shared.push([mine.kind, yours.kind]);
      if (mine.kind === yours.kind) continue;
      disagreements.push({ source, unit, quote: mine.quote, a: mine, b: yours });
    }
    if (shared.length > 0) bySource.set(source, agreementOf(shared));
    pairs.push(...shared);
  }
  return {
    all: agreementOf(pairs),
    byKind: agreementByKind(pairs),
    bySource,
    disagreements,
    onlyA: sizeOf(a) - pairs.length,
    onlyB: sizeOf(b) - pairs.length,
  };
}

function agreementByKind(pairs: readonly (readonly [Kind, Kind])[]): Map<Kind, Agreement> {
  const used = new Set(pairs.flat());
  const one = (kind: Kind, label: Kind): string => (label === kind ? 'this' : 'other');
  return new Map(
    KINDS.filter((kind) => used.has(kind)).map((kind) => [
      kind,
      agreementOf(pairs.map(([a, b]) => [one(kind, a), one(kind, b)])),
    ]),
  );
}

function sizeOf(set: ReadonlyMap<string, Judgements>): number {
  return [...set.values()].reduce((sum, { size }) => sum + size, 0);
}
