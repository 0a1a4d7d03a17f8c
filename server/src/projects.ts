import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { URI } from 'vscode-uri';
import type { Configs } from './corpus/config.ts';
import type { Projects } from './language/configuration.ts';
import { PROJECT_FILE } from './settings/projectFile.ts';

/** The project files of the file system, read as the command line reads them. */
export function fileProjects(warn: (message: string) => void): Projects {
  const overlay = new Map<string, string>();
  let configs: Promise<Configs> | undefined;
  const load = async () => {
    const { Configs } = await import('./corpus/config.ts');
    return new Configs((path, mistake) => warn(`${path}: ${mistake}`), overlay);
  };
  return {
    async of(uri) {
      const { scheme, fsPath } = URI.parse(uri);
      if (scheme !== 'file') return undefined;
      configs ??= load();
      const { root, settings, said } = (await configs).for(dirname(fsPath));
      if (root === undefined) return undefined;
      const file = URI.file(join(root, PROJECT_FILE)).toString();
      return { file, root: URI.file(root).path, settings, said };
    },
    read: (file) => textOf(URI.parse(file).fsPath),
    overlay(file, text) {
      const { fsPath } = URI.parse(file);
      if (text === undefined) overlay.delete(fsPath);
      else overlay.set(fsPath, text);
    },
    uriOf: (path) => URI.file(path).toString(),
    forget() {
      configs = undefined;
    },
  };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
