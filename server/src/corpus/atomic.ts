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
import { threadId } from 'node:worker_threads';
import { codeOf } from './problem.ts';

let written = 0;

/**
 * Writes a file, all or nothing: a temporary file in the same folder, fsync, rename. Where the path
 * is a symbolic link, its target is replaced; an existing file's owner and permissions are kept.
 * Throws the system's error; what stood at the path is then as it was, and nothing is left beside it.
 * Unlike the libraries for this, it also notices a disk that takes only a part.
 */
export function writeAtomically(path: string, text: string): void {
  const target = realPath(path);
  const before = statSync(target, { throwIfNoEntry: false });
  const name = `.galley-${process.pid}-${threadId}-${written++}.tmp`;
  const temporary = join(dirname(target), name);
  // Nobody else may read it before it has the permissions of what it replaces.
  const file = openSync(temporary, 'wx', before ? 0o600 : 0o666);
  try {
    try {
      writeAll(file, Buffer.from(text, 'utf8'));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (before) keepRights(temporary, before);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
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
