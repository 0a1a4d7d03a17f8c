import type { FileSystem } from '../files.ts';
import { PROJECT_FILE } from '../settings/projectFile.ts';
import { joined, keyOf, parentOf } from '../uris.ts';
import type { Project, Projects } from './configuration.ts';

/** The project files that can be reached, each read once until {@link Projects.forget}. */
export function projectsOf(files: FileSystem, warn: (message: string) => void): Projects {
  const overlay = new Map<string, string>();
  const textOf = async (file: string) => overlay.get(keyOf(file)) ?? files.read(file);
  const read = async (root: string): Promise<Project | undefined> => {
    const file = joined(root, PROJECT_FILE);
    const text = await textOf(file);
    return text === undefined ? undefined : projectOf({ file, root, text }, warn);
  };
  let known = new Map<string, Promise<Project | undefined>>();
  const nearest = (folder: string | undefined): Promise<Project | undefined> => {
    if (folder === undefined || !files.has(folder)) return NONE;
    const found =
      known.get(folder) ?? read(folder).then((project) => project ?? nearest(parentOf(folder)));
    known.set(folder, found);
    return found;
  };
  return {
    has: (uri) => files.has(uri),
    of: (uri) => nearest(parentOf(uri)),
    read: (file) => files.read(file),
    overlay(file, text) {
      if (text === undefined) overlay.delete(keyOf(file));
      else overlay.set(keyOf(file), text);
    },
    forget() {
      known = new Map();
    },
  };
}

const NONE = Promise.resolve(undefined);

interface ProjectFile {
  readonly file: string;
  readonly root: string;
  readonly text: string;
}

async function projectOf(
  { file, root, text }: ProjectFile,
  warn: (message: string) => void,
): Promise<Project> {
  // Not imported above: most folders have no project file, and this brings a parser of JSON along.
  const { readProject } = await import('../settings/projectText.ts');
  const found = readProject(text);
  if (found.type === 'malformed') {
    const { line, column, what, remedy } = found;
    throw new Error(`${file}:${line}:${column}: ${what} (${remedy})`);
  }
  for (const mistake of found.mistakes) warn(`${file}: ${mistake}`);
  return { file, root, settings: found.settings, said: found.said };
}
