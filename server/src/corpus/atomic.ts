import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  fsync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  write,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from './problem.ts';

/** How many names are tried for a temporary file. */
const ATTEMPTS = 8;

const syncLater = promisify(fsync);
const writeLater = promisify(write);

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

/**
 * A file's next text, whole on the disk beside it, that takes its place in one step. The same as
 * {@link writeAtomically} for who must not stand still while a disk does its work.
 */
export class Draft {
  readonly #target: string;
  readonly #temporary: string;

  private constructor(target: string, temporary: string) {
    this.#target = target;
    this.#temporary = temporary;
  }

  /** Writes the text beside the file; rejects with the system's error, and leaves nothing there then. */
  static async of(path: string, text: string): Promise<Draft> {
    const target = realPath(path);
    const before = statSync(target, { throwIfNoEntry: false });
    const { file, path: temporary } = openBeside(target, before ? 0o600 : 0o666);
    const draft = new Draft(target, temporary);
    try {
      try {
        await writeAllLater(file, Buffer.from(text, 'utf8'));
        await syncLater(file);
      } finally {
        closeSync(file);
      }
      if (before) keepRights(temporary, before);
      return draft;
    } catch (error) {
      draft.discard();
      throw error;
    }
  }

  /** Puts the text in its place, at once. */
  replace(): void {
    renameSync(this.#temporary, this.#target);
  }

  /** Makes that last over a loss of power, where the system can. */
  async settle(): Promise<void> {
    await syncFolderLater(dirname(this.#target));
  }

  /** Takes the text away where it took nothing's place. */
  discard(): void {
    rmSync(this.#temporary, { force: true });
  }
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

async function writeAllLater(file: number, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await writeLater(file, bytes, at)).bytesWritten;
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

async function syncFolderLater(path: string): Promise<void> {
  try {
    const folder = openSync(path, 'r');
    try {
      await syncLater(folder);
    } finally {
      closeSync(folder);
    }
  } catch {
    // As above.
  }
}

function tolerating(code: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (codeOf(error) !== code) throw error;
  }
}
