import { mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Draft, writeAtomically } from './atomic.ts';
import type { SourceBytes } from './decode.ts';
import { codeOf, SourceError } from './problem.ts';

/**
 * Replaces the text of a file, all or nothing: a temporary file beside it, fsync, rename. Where the
 * path is a symbolic link, its target is replaced and the link stays; owner and permissions are
 * kept. Throws when the decoded text would not give the same bytes again, when somebody else changed
 * the file since, or the system's error; the file is then as it was.
 */
export function replaceFile(path: string, before: SourceBytes, text: string): void {
  if (!Buffer.from(before.text, 'utf8').equals(before.bytes)) {
    throw new SourceError(path, 'its bytes do not survive decoding', 'save it as UTF-8');
  }
  writeAtomically(path, text, (target) => {
    if (readFileSync(target).equals(before.bytes)) return;
    throw new SourceError(path, 'changed while it was read', 'run again');
  });
}

/**
 * Writes a file into a folder, all or nothing; folders that are missing are made. Throws a
 * {@link SourceError} where a symbolic link leads out of the folder.
 */
export function writeInto(folder: string, name: string, text: string): void {
  writeAtomically(placeIn(folder, name), text);
}

/** The same in two steps: the draft is still to take its place. */
export async function draftInto(folder: string, name: string, text: string): Promise<Draft> {
  return Draft.of(placeIn(folder, name), text);
}

/** Where a file of a folder goes; the folders that it needs are there then. */
function placeIn(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true });
  const target = join(folder, name);
  if (!isWithin(realpathSync(folder), realEnd(target))) {
    throw new SourceError(target, `leads out of ${folder}`, 'remove the symbolic link');
  }
  mkdirSync(dirname(target), { recursive: true });
  return target;
}

/** The nearest thing at a path or above it that exists, symbolic links followed. */
function realEnd(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    return realEnd(dirname(path));
  }
}

/** Whether a path is a folder or lies in it, by name alone. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
