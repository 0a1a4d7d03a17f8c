/** The folder of what people decide, relative to that of the project. */
const OWN = '.galley';

/** Where a project's settings stand, relative to its folder. */
export const PROJECT_FILE = `${OWN}/config.json`;

/** Whether a URI or path is of a project file. */
export function isProjectFile(uri: string): boolean {
  return uri === PROJECT_FILE || uri.endsWith(`/${PROJECT_FILE}`);
}

/** The project file in a folder by the URI of its `.galley`; undefined for any other URI. */
export function projectFileIn(uri: string): string | undefined {
  return uri.endsWith(`/${OWN}`) ? `${uri.slice(0, -OWN.length)}${PROJECT_FILE}` : undefined;
}
