import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf } from './problem.ts';

/** How many names are tried for a temporary file. */
const ATTEMPTS = 8;

/**
 * Writes a file, all or nothing: a temporary file in the same folder, fsync, rename. Where the path
 * is a symbolic link, its target is replaced; an existing file's owner and permissions are kept.
 * Throws the system's error; what stood at the path is then as it was, and nothing is left beside it.
 * `lastLook` is called with the target before it is replaced; what it throws stops the write. Unlike
 * the libraries for this, it also notices a disk that takes only a part.
 */
export function writeAtomically(
  path: string,
  text: string,
  lastLook: (target: string) => void = () => {},
): void {
  const target = realPath(path);
  const before = statSync(target, { throwIfNoEntry: false });
  // Nobody else may read it before it has the permissions of what it replaces.
  const { file, path: temporary } = openBeside(target, before ? 0o600 : 0o666);
  try {
    try {
      writeAll(file, Buffer.from(text, 'utf8'));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (before) keepRights(temporary, before);
    lastLook(target);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}

/** Opens a new file in the folder of another: what a run that died left there is in nobody's way. */
function openBeside(
  target: string,
  mode: number,
): { readonly file: number; readonly path: string } {
  for (let attempt = 1; ; attempt++) {
    const path = join(dirname(target), `.galley-${randomBytes(8).toString('hex')}.tmp`);
    try {
      return { file: openSync(path, 'wx', mode), path };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || attempt === ATTEMPTS) throw error;
    }
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return path;
    throw error;
  }
}

/** Writes until everything is written: one call may take only a part, and the next one then fails. */
function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

function keepRights(path: string, { uid, gid, mode }: Stats): void {
  const own = statSync(path);
  // Only root can give a file away; for others the new file is theirs, as with any editor.
  if (own.uid !== uid || own.gid !== gid) tolerating('EPERM', () => chownSync(path, uid, gid));
  chmodSync(path, mode & 0o7777);
}

/** Makes the rename last over a loss of power, where the system can: the file is whole either way. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // Windows cannot, and some folders may be written but not read.
  }
}

function tolerating(code: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (codeOf(error) !== code) throw error;
  }
}
