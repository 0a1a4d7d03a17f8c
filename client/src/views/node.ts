/** What a tree is made of; `id` stays the same when a tree is built anew. */
export interface Node<N> {
  readonly id: string;
  readonly children?: readonly N[];
}

/** The nodes on the way from a root to the one with this id, which is the last; none where it is not there. */
export function pathTo<N extends Node<N>>(roots: readonly N[], id: string): readonly N[] {
  for (const node of roots) {
    if (node.id === id) return [node];
    const below = pathTo(node.children ?? [], id);
    if (below.length > 0) return [node, ...below];
  }
  return [];
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** The order in which people read names: 2 before 10. */
export function byName(one: string, other: string): number {
  return collator.compare(one, other);
}

/** The parts of something, by what they have in common, in the order in which they come. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
