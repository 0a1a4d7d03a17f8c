import type { DocumentSymbol, SymbolInformation } from 'vscode-languageserver';
import { SymbolKind } from 'vscode-languageserver';
import { groupOf, type Kind } from '../core/kinds.ts';
import { type OutlineItem, outlineOf } from '../core/outline.ts';
import type { SectionType } from '../core/sections.ts';
import type { Source } from '../core/source.ts';
import { rangeOfLines } from './positions.ts';

/** The outline of a source as nested symbols. */
export function symbolsOf(source: Source): DocumentSymbol[] {
  return outlineOf(source).map((item) => symbolOf(source, item));
}

function symbolOf(source: Source, item: OutlineItem): DocumentSymbol {
  const { lines } = source;
  return {
    name: item.name || item.type,
    detail: item.detail,
    kind: symbolKindOf(item),
    range: rangeOfLines(lines, item.first, item.end),
    selectionRange: rangeOfLines(lines, item.first, item.first + 1),
    children: item.children.map((child) => symbolOf(source, child)),
  };
}

/** The same, flat, for clients that know no hierarchy. */
export function flatSymbolsOf(source: Source, uri: string): SymbolInformation[] {
  const flat: SymbolInformation[] = [];
  const add = (item: OutlineItem, containerName?: string): void => {
    const name = item.name || item.type;
    const range = rangeOfLines(source.lines, item.first, item.end);
    const symbol = { name, kind: symbolKindOf(item), location: { uri, range } };
    flat.push(containerName === undefined ? symbol : { ...symbol, containerName });
    for (const child of item.children) add(child, name);
  };
  for (const item of outlineOf(source)) add(item);
  return flat;
}

/**
 * Symbol kinds that tell the groups apart by icon, and by which a user can filter the outline:
 * boilerplate is `Constant` and `Field`, what readers wrote `Array` and `String`.
 */
const KIND_OF_TYPE: Readonly<Partial<Record<SectionType, SymbolKind>>> = {
  source: SymbolKind.File,
  article: SymbolKind.Module,
  division: SymbolKind.Namespace,
  thread: SymbolKind.Array,
  comment: SymbolKind.String,
  heading: SymbolKind.Field,
  item: SymbolKind.Field,
};

const KIND_IN_ARTICLE: Readonly<Partial<Record<Kind, SymbolKind>>> = {
  headline: SymbolKind.Class,
  subheading: SymbolKind.Namespace,
  byline: SymbolKind.Variable,
  timestamp: SymbolKind.Number,
  tags: SymbolKind.EnumMember,
};

function symbolKindOf({ type, kind }: OutlineItem): SymbolKind {
  const ofType = KIND_OF_TYPE[type];
  if (ofType) return ofType;
  if (kind && groupOf(kind) === 'boilerplate') return SymbolKind.Constant;
  return (kind && KIND_IN_ARTICLE[kind]) || SymbolKind.Property;
}
