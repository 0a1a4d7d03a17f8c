import type { Labels } from '../core/source.ts';
import type { FileSystem } from '../files.ts';
import { joined, parentOf, pathIn } from '../uris.ts';
import type { ReadLabels } from './session.ts';

const NONE: Labels = new Map();

/**
 * What people decided about the lines of a file, from `.galley/labels` in the nearest folder above it
 * that has a `.galley`: the same as the command line reads.
 */
export function storedLabels(files: FileSystem, warn: (message: string) => void): ReadLabels {
  return async (uri, text) => {
    const root = await rootOf(files, uri);
    const source = root === undefined ? undefined : pathIn(root, uri);
    if (root === undefined || source === undefined) return NONE;
    // Not imported above: most sources have no labels, and the start shall not wait for this.
    const { deserialize, Page, pathOf } = await import('../annotations.ts');
    const file = pathOf(source);
    try {
      const json = await files.at(root).read(file);
      if (json === undefined) return NONE;
      return new Page(text, deserialize(text, json), () => '').labels();
    } catch (error) {
      warn(`${joined(root, file)}: its labels do not hold; it is left as it is. ${String(error)}`);
      return NONE;
    }
  };
}

/** The nearest folder above a file that keeps labels, unless one below it has a `.galley` without. */
async function rootOf(files: FileSystem, uri: string): Promise<string | undefined> {
  let folder = parentOf(uri);
  for (; folder !== undefined && files.has(folder); folder = parentOf(folder)) {
    if (await files.exists(joined(folder, '.galley'))) {
      return (await files.exists(joined(folder, '.galley/labels'))) ? folder : undefined;
    }
  }
  return undefined;
}
