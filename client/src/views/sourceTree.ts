import type { SourceProgress, SourceView } from '../../../server/src/annotationProtocol.ts';
import { byName, groupBy, type Node } from './node.ts';

/** Which sources are shown; each part that is there narrows it. */
export interface SourceFilter {
  readonly standing?: SourceStanding;
  /** A part of the path, in any case of letters. */
  readonly name?: string;
}

/** What sources can be told apart by. */
export type SourceStanding = SourceProgress | 'orphaned';

export const STANDINGS: readonly SourceStanding[] = ['untouched', 'inWork', 'reviewed', 'orphaned'];

export type SourceNode = FolderNode | FileNode;

export interface FolderNode extends Node<SourceNode> {
  readonly type: 'folder';
  /** With `/` between folders of which each has nothing else. */
  readonly name: string;
  readonly children: readonly SourceNode[];
  /** Over all of its sources, shown or not. */
  readonly progress: Progress;
}

export interface FileNode extends Node<SourceNode> {
  readonly type: 'source';
  readonly name: string;
  readonly uri: string;
  readonly source: SourceView;
}

export interface Progress {
  readonly sources: number;
  readonly reviewed: number;
}

export interface SourceTree {
  readonly roots: readonly SourceNode[];
  /** Over all sources, shown or not. */
  readonly progress: Progress;
}

/** Sources by folder; the workspace's own folder is shown where there are several. */
export function sourceTree(sources: readonly SourceView[], filter: SourceFilter = {}): SourceTree {
  const isShown = (source: SourceView): boolean => matches(source, filter);
  const roots = [...groupBy(sources, ({ folder }) => folder)];
  const [only] = roots;
  const nodes =
    roots.length === 1 && only
      ? below(only[0], '', only[1], isShown)
      : roots.flatMap(([uri, inside]) => folderNode(uri, '', nameOf(uri), inside, isShown));
  return { roots: inOrder(nodes), progress: progressOf(sources) };
}

export function progressOf(sources: readonly SourceView[]): Progress {
  const reviewed = sources.filter(({ progress }) => progress === 'reviewed').length;
  return { sources: sources.length, reviewed };
}

export function isFiltering({ standing, name }: SourceFilter): boolean {
  return standing !== undefined || Boolean(name);
}

/** Whether somebody gave a filter: VS Code calls the commands of a view with what is selected in it. */
export function isFilter(given: unknown): given is SourceFilter {
  if (typeof given !== 'object' || given === null || 'type' in given) return false;
  const { standing, name } = given as Record<keyof SourceFilter, unknown>;
  const isKnown = standing === undefined || STANDINGS.some((each) => each === standing);
  return isKnown && (name === undefined || typeof name === 'string');
}

/** Whether a source stands so; one with orphans stands in two ways. */
export function stands({ progress, orphans }: SourceView, standing: SourceStanding): boolean {
  return standing === 'orphaned' ? orphans > 0 : progress === standing;
}

function matches(source: SourceView, { standing, name }: SourceFilter): boolean {
  if (standing && !stands(source, standing)) return false;
  return !name || source.path.toLowerCase().includes(name.toLowerCase());
}

/** What lies in a folder: `path` is that of the folder, empty or ending with `/`. */
function below(
  root: string,
  path: string,
  sources: readonly SourceView[],
  isShown: (source: SourceView) => boolean,
): SourceNode[] {
  const groups = groupBy(sources, (source) => firstPart(source.path.slice(path.length)));
  const nodes = [...groups].flatMap(([name, inside]): SourceNode[] => {
    if (name.endsWith('/')) {
      return folderNode(root, path + name, name.slice(0, -1), inside, isShown);
    }
    return inside.filter(isShown).map((source) => fileNode(name, source));
  });
  return inOrder(nodes);
}

function folderNode(
  root: string,
  path: string,
  name: string,
  sources: readonly SourceView[],
  isShown: (source: SourceView) => boolean,
): SourceNode[] {
  const children = below(root, path, sources, isShown);
  const [only] = children;
  if (!only) return [];
  const hasOneFolder = children.length === 1 && only.type === 'folder';
  if (path !== '' && hasOneFolder && only.progress.sources === sources.length) {
    return [{ ...only, name: `${name}/${only.name}` }];
  }
  const progress = progressOf(sources);
  return [{ type: 'folder', id: `${root}#${path}`, name, children, progress }];
}

function fileNode(name: string, source: SourceView): FileNode {
  return { type: 'source', id: source.uri, name, uri: source.uri, source };
}

/** Folders first, as in the Explorer. */
function inOrder(nodes: readonly SourceNode[]): SourceNode[] {
  return nodes.toSorted((one, other) =>
    one.type === other.type ? byName(one.name, other.name) : one.type === 'folder' ? -1 : 1,
  );
}

/** A folder with its `/`, or a file. */
function firstPart(path: string): string {
  const slash = path.indexOf('/');
  return slash < 0 ? path : path.slice(0, slash + 1);
}

function nameOf(uri: string): string {
  const path = uri.replace(/\/+$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
