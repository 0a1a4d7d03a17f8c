import type { TreeItem } from 'vscode';

/** A row of a tree as people read or hear it; `target` is what its commands are called with. */
export interface Row {
  readonly depth: number;
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly spoken: string;
  readonly context: string;
  readonly target: unknown;
}

export function rowOf(item: TreeItem, depth: number, target: unknown): Row {
  const { label = '', description, tooltip, accessibilityInformation, contextValue = '' } = item;
  return {
    depth,
    label: typeof label === 'string' ? label : label.label,
    description: String(description ?? ''),
    tooltip: typeof tooltip === 'string' ? tooltip : '',
    spoken: accessibilityInformation?.label ?? '',
    context: contextValue,
    target,
  };
}
