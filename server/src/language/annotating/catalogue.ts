import { BOUNDS, type FileSystem } from '../../files.ts';
import { claimOf } from '../../settings/files.ts';
import { joined, keyOf, parentOf, pathIn } from '../../uris.ts';
import type { Configuration } from '../configuration.ts';
import type { Session } from '../session.ts';

/** A source of the workspace, as it is listed. */
export interface ListedSource {
  readonly uri: string;
  /** Relative to its folder, with `/`. */
  readonly path: string;
  /** URI of the workspace's folder that it lies in, or else of its own. */
  readonly folder: string;
  /** Another one after each change of the file; undefined for what the client has open. */
  readonly stamp: string | undefined;
}

export interface Listing {
  readonly sources: readonly ListedSource[];
  /** Whether there are more than are looked at. */
  readonly isPartial: boolean;
}

export interface CatalogueTools {
  readonly session: Session;
  readonly configuration: Configuration;
  readonly files: FileSystem;
}

/** The sources of the workspace: those that the client has open, and those on disk, within bounds. */
export async function listSources(tools: CatalogueTools, signal: AbortSignal): Promise<Listing> {
  const sources = new Map<string, ListedSource>();
  for (const uri of tools.session.uris) {
    if (await tools.session.source(uri)) sources.set(keyOf(uri), openSource(tools, uri));
  }
  let isPartial = false;
  for (const folder of tools.session.folders) {
    let count = 0;
    for await (const { uri, path, stamp } of tools.files.walk(folder, {
      wants: await wantsIn(tools, folder),
      signal,
    })) {
      count++;
      const key = keyOf(uri);
      if (!sources.has(key) && !isOpen(tools, key)) sources.set(key, { uri, path, folder, stamp });
    }
    isPartial ||= count >= BOUNDS.files;
  }
  return { sources: [...sources.values()], isPartial };
}

/** What the client has open is what the client says, whatever stands on disk. */
function isOpen({ session }: CatalogueTools, key: string): boolean {
  return session.uris.some((uri) => keyOf(uri) === key);
}

function openSource({ session }: CatalogueTools, uri: string): ListedSource {
  const folder = session.folderOf(uri) ?? parentOf(uri) ?? uri;
  return { uri, path: pathIn(folder, uri) ?? uri, folder, stamp: undefined };
}

/** Which files of a folder are sources, as its project or the user's settings say. */
async function wantsIn(
  { session, configuration }: CatalogueTools,
  folder: string,
): Promise<(path: string) => boolean> {
  const inside = joined(folder, '*');
  const { settings, root } = await configuration.of(inside);
  configuration.forget(inside);
  const isElsewhere = root !== undefined && keyOf(root) !== keyOf(folder);
  return (path) => {
    const relative = isElsewhere ? session.relative(joined(folder, path), root) : path;
    return claimOf({ path: relative, declared: false }, settings).type === 'source';
  };
}
