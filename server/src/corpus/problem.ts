/**
 * Something that a person can put right: where, what, and how. Told in one line; the run goes on
 * with the other files.
 */
export class SourceError extends Error {
  /** The file, or `file:line:column`. */
  readonly path: string;
  readonly what: string;
  readonly remedy: string;

  constructor(path: string, what: string, remedy: string) {
    super(`${path}: ${what} (${remedy})`);
    this.name = 'SourceError';
    this.path = path;
    this.what = what;
    this.remedy = remedy;
  }

  /** The error that a problem was sent for. */
  static of({ path, what, remedy }: Problem): SourceError {
    return new SourceError(path, what, remedy);
  }
}

/** A {@link SourceError} that can be sent between threads. */
export interface Problem {
  readonly path: string;
  readonly what: string;
  readonly remedy: string;
}

export function problemOf(error: unknown, path: string): Problem {
  if (error instanceof SourceError) {
    return { path: error.path, what: error.what, remedy: error.remedy };
  }
  const known = systemProblem(error);
  if (known) return { path, ...known };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    path,
    what: `internal error: ${text.replace(/\s+/gu, ' ')}`,
    remedy: 'please report it',
  };
}

/** The error code of a failed system call, or undefined. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

const CALLS: Readonly<Record<string, Omit<Problem, 'path'>>> = {
  ENOENT: { what: 'no such file or directory', remedy: 'check the name' },
  ENOTDIR: { what: 'a part of the path is not a directory', remedy: 'check the name' },
  EISDIR: { what: 'is a directory', remedy: 'name a file in it' },
  EACCES: { what: 'permission denied', remedy: 'change its permissions' },
  EPERM: { what: 'operation not permitted', remedy: 'change its permissions' },
  EROFS: { what: 'the file system is read-only', remedy: 'write elsewhere with --out' },
  ELOOP: { what: 'its symbolic links form a loop', remedy: 'mend the links' },
  ENAMETOOLONG: { what: 'the name is too long', remedy: 'check the name' },
  EFBIG: { what: 'larger than a file may be here', remedy: 'raise the limit' },
  EDQUOT: { what: 'over the quota', remedy: 'make room' },
  ENOSPC: { what: 'no space left on the device', remedy: 'make room' },
  EMFILE: { what: 'too many open files', remedy: 'raise the limit or lower --jobs' },
  ERR_WORKER_OUT_OF_MEMORY: { what: 'a thread ran out of memory', remedy: 'lower --jobs' },
  ERR_STRING_TOO_LONG: { what: 'too large to be read as one text', remedy: 'split it' },
  ERR_FS_FILE_TOO_LARGE: { what: 'too large to be read as one text', remedy: 'split it' },
};

function systemProblem(error: unknown): Omit<Problem, 'path'> | undefined {
  const code = codeOf(error);
  if (code === undefined) return undefined;
  return CALLS[code] ?? { what: `failed with ${code}`, remedy: 'check the file' };
}
