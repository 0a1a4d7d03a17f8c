/** Where a project's settings stand, relative to its folder. */
export const PROJECT_FILE = '.galley/config.json';

/** Whether a URI or path is of a project file. */
export function isProjectFile(uri: string): boolean {
  return uri === PROJECT_FILE || uri.endsWith(`/${PROJECT_FILE}`);
}
