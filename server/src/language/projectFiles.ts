import type { ServerContext } from '../server.ts';
import { isProjectFile, projectFileIn } from '../settings/projectFile.ts';
import type { OpenDocument } from './documents.ts';
import { SavedTexts } from './savedTexts.ts';

/** How long typing in a project file rests before what it says holds, in milliseconds. */
const PAUSE = 150;

/** Has what the client has open of a project file hold as it is there, saved or not. */
export interface ProjectFiles {
  /** A document was opened or changed. */
  touched(uri: string): void;
  saved(uri: string): void;
  closed(uri: string): void;
  /** A file was made or changed: what the client has open of it holds, else what the file says. */
  changedOnDisk(uri: string): void;
  /** A file, or its folder, was deleted: it says nothing any more; what was never saved of it holds. */
  deletedOnDisk(uri: string): void;
  /** Whether an open one is gone from disk, and has nothing in it that was never saved. */
  isGone(document: OpenDocument): Promise<boolean>;
  dispose(): void;
}

export function followProjectFiles(
  { session, configuration: { projects } }: ServerContext,
  renew: () => void,
): ProjectFiles {
  const savedTexts = new SavedTexts(async (uri) => projects?.read(uri));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const renewSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(renew, PAUSE);
  };
  const isReached = (uri: string): boolean => projects?.has(uri) === true && isProjectFile(uri);
  const overlay = (uri: string, text: string | undefined): void => {
    if (!projects || !isReached(uri)) return;
    projects.overlay(uri, text);
    renewSoon();
  };
  const touched = (uri: string): void => {
    if (isReached(uri)) savedTexts.touched(uri);
    const text = session.document(uri)?.text;
    // While somebody types, a text may be no JSON for a moment: what it said before holds.
    if (text !== undefined && isProjectFile(uri) && isJson(text)) overlay(uri, text);
  };
  return {
    touched,
    saved(uri) {
      const document = session.document(uri);
      if (document && isReached(uri)) savedTexts.saved(document);
    },
    closed(uri) {
      savedTexts.closed(uri);
      overlay(uri, undefined);
    },
    changedOnDisk(uri) {
      savedTexts.changedOnDisk(projectFileIn(uri) ?? uri);
      const text = session.document(uri)?.text;
      if (text === undefined) projects?.overlay(uri, undefined);
      else if (isProjectFile(uri) && isJson(text)) projects?.overlay(uri, text);
    },
    deletedOnDisk(uri) {
      const file = projectFileIn(uri) ?? uri;
      projects?.overlay(file, undefined);
      const document = session.document(file);
      if (!document || !isReached(file)) return;
      void savedTexts.isGone(document).then((isGone) => {
        if (!isGone) touched(file);
      });
    },
    isGone: (document) => savedTexts.isGone(document),
    dispose: () => clearTimeout(timer),
  };
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
