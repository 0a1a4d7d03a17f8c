import type { Section } from '../../server/src/core/sections.ts';

/** A section tree as text: one line a section, indented, with its type, kind and lines `[first, end)`. */
export function treeOf(section: Section, depth = 0): string {
  const kind = section.kind ? ` ${section.kind}` : '';
  const own = `${'  '.repeat(depth)}${section.type}${kind} ${section.first}-${section.end}`;
  return [own, ...section.children.map((child) => treeOf(child, depth + 1))].join('\n');
}
