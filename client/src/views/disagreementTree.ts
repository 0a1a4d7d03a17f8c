import type {
  AgreementView,
  DisagreementsResult,
  DisagreementView,
} from '../../../server/src/annotationProtocol.ts';
import type { Kind } from '../../../server/src/core/kinds.ts';
import { byName, groupBy, type Node } from './node.ts';

export type DisagreementNode = Measures | Measure | DisputedSource | Dispute;

/** How far both agree, kind by kind or source by source. */
export interface Measures extends Node<DisagreementNode> {
  readonly type: 'measures';
  readonly of: 'kinds' | 'sources';
  readonly children: readonly Measure[];
}

export interface Measure extends Node<DisagreementNode> {
  readonly type: 'measure';
  /** The kind, or the path of the source. */
  readonly name: string;
  readonly kind?: Kind;
  readonly agreement: AgreementView;
}

export interface DisputedSource extends Node<DisagreementNode> {
  readonly type: 'source';
  readonly uri: string;
  readonly path: string;
  readonly children: readonly Dispute[];
  /** How many of its lines nobody has decided. */
  readonly open: number;
}

/** A line that two people took for two kinds. */
export interface Dispute extends Node<DisagreementNode> {
  readonly type: 'dispute';
  readonly uri: string;
  readonly dispute: DisagreementView;
}

/** The lines by source, then the measures, the least agreement first. */
export function disagreementTree(result: DisagreementsResult): readonly DisagreementNode[] {
  if (result.units === 0) return [];
  const kinds = result.byKind.map((each) => measure(each.kind, each, each.kind));
  const sources = result.bySource.map((each) => measure(each.path, each));
  return [...disputed(result), measures('kinds', kinds), measures('sources', sources)];
}

/** The lines, in the order of the tree. */
function disputesOf(roots: readonly DisagreementNode[]): readonly Dispute[] {
  return roots.flatMap((root) => (root.type === 'source' ? root.children : []));
}

/** The first line after this one that nobody has decided, and after the last one again from the top. */
export function nextOpen(
  roots: readonly DisagreementNode[],
  after: string | undefined,
): Dispute | undefined {
  const all = disputesOf(roots);
  const start = all.findIndex(({ id }) => id === after) + 1;
  const ahead = [...all.slice(start), ...all.slice(0, start)];
  return ahead.find(({ id, dispute }) => !dispute.decision && id !== after);
}

function openOf(disputes: readonly Dispute[]): number {
  return disputes.filter(({ dispute }) => !dispute.decision).length;
}

function disputed({ disagreements }: DisagreementsResult): readonly DisputedSource[] {
  const groups = [...groupBy(disagreements, ({ uri }) => uri)];
  const sources = groups.map(([uri, own]): DisputedSource => {
    const children = own.toSorted((one, other) => one.line - other.line).map(disputeNode);
    const path = own[0]?.path ?? uri;
    return { type: 'source', id: uri, uri, path, children, open: openOf(children) };
  });
  return sources.toSorted((one, other) => byName(one.path, other.path));
}

function disputeNode(dispute: DisagreementView): Dispute {
  const { uri, line, a, b } = dispute;
  // Of three people on a line each two may differ.
  return { type: 'dispute', id: JSON.stringify([uri, line, a.who, b.who]), uri, dispute };
}

function measures(of: Measures['of'], children: readonly Measure[]): Measures {
  const sorted = children.toSorted(
    (one, other) =>
      shareOf(one.agreement) - shareOf(other.agreement) || byName(one.name, other.name),
  );
  return { type: 'measures', id: of, of, children: sorted };
}

function measure(name: string, agreement: AgreementView, kind?: Kind): Measure {
  const id = `${kind ? 'kind' : 'source'}:${name}`;
  return { type: 'measure', id, name, agreement, ...(kind && { kind }) };
}

/** κ, or where chance alone would agree, the share of lines on which both do. */
function shareOf({ kappa, agreed, units }: AgreementView): number {
  return kappa ?? (units === 0 ? 1 : agreed / units);
}
