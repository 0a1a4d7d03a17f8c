import type { OrphanView } from '../../../server/src/annotationProtocol.ts';
import { byName, groupBy, type Node } from './node.ts';

export type OrphanNode = OrphanedSource | Orphan;

export interface OrphanedSource extends Node<OrphanNode> {
  readonly type: 'source';
  readonly uri: string;
  readonly path: string;
  readonly children: readonly Orphan[];
}

export interface Orphan extends Node<OrphanNode> {
  readonly type: 'orphan';
  readonly uri: string;
  readonly orphan: OrphanView;
}

/** Orphans by source, in the order in which they stood in it. */
export function orphanTree(orphans: readonly OrphanView[]): readonly OrphanedSource[] {
  const groups = [...groupBy(orphans, ({ uri }) => uri)];
  const sources = groups.map(([uri, own]): OrphanedSource => {
    const children = own.toSorted((one, other) => one.line - other.line).map(orphanNode);
    return { type: 'source', id: uri, uri, path: own[0]?.path ?? uri, children };
  });
  return sources.toSorted((one, other) => byName(one.path, other.path));
}

function orphanNode(orphan: OrphanView): Orphan {
  const { uri, id } = orphan;
  return { type: 'orphan', id: `${uri}#${id}`, uri, orphan };
}
