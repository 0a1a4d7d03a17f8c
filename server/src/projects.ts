import { dirname } from 'node:path';
import { URI } from 'vscode-uri';
import type { Configs } from './corpus/config.ts';
import type { Projects } from './language/configuration.ts';

/** The project files of the file system, read as the command line reads them. */
export function fileProjects(warn: (message: string) => void): Projects {
  let configs: Promise<Configs> | undefined;
  const load = async () => {
    const { Configs } = await import('./corpus/config.ts');
    return new Configs((path, mistake) => warn(`${path}: ${mistake}`));
  };
  return {
    async of(uri) {
      const { scheme, fsPath } = URI.parse(uri);
      if (scheme !== 'file') return undefined;
      configs ??= load();
      const { root, settings } = (await configs).for(dirname(fsPath));
      return root === undefined ? undefined : { root: URI.file(root).path, settings };
    },
    forget() {
      configs = undefined;
    },
  };
}
