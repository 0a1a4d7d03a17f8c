import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { URI } from 'vscode-uri';
import type { Labels } from './core/source.ts';
import type { ReadLabels } from './language/session.ts';

const NONE: Labels = new Map();

/**
 * What people decided about the lines of a file, from `.galley/labels` in the nearest folder above it
 * that has a `.galley`: the same as the command line reads.
 */
export function diskLabels(warn: (message: string) => void): ReadLabels {
  return async (uri, text) => {
    const { scheme, fsPath } = URI.parse(uri);
    const root = scheme === 'file' ? rootOf(fsPath) : undefined;
    if (root === undefined) return NONE;
    const source = relative(root, fsPath).replaceAll('\\', '/');
    // Not imported above: most sources have no labels, and the start shall not wait for this.
    const { deserialize, Page, pathOf } = await import('./annotations.ts');
    const file = join(root, pathOf(source));
    try {
      const json = await contentOf(file);
      if (json === undefined) return NONE;
      return new Page(text, deserialize(text, json), () => '').labels();
    } catch (error) {
      warn(`${file}: its labels do not hold; it is left as it is. ${String(error)}`);
      return NONE;
    }
  };
}

/** The nearest folder above a file that keeps labels, unless one below it has a `.galley` without. */
function rootOf(path: string): string | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.galley'))) {
      return existsSync(join(folder, '.galley', 'labels')) ? folder : undefined;
    }
    if (folder === dirname(folder)) return undefined;
  }
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
