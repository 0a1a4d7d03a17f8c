/** A file of annotations that cannot be read; nothing of it is used, and nothing overwrites it. */
export class AnnotationError extends Error {
  /** Where in the file, as a JSON pointer; empty for the whole of it. */
  readonly pointer: string;
  /** What is wrong there, in words. */
  readonly what: string;
  /** The file's path; undefined where it is not known. */
  readonly path: string | undefined;

  constructor(pointer: string, what: string, path?: string) {
    const where = whereOf(what, pointer);
    super(path === undefined ? where : `${path}: ${where}`);
    this.name = 'AnnotationError';
    this.pointer = pointer;
    this.what = what;
    this.path = path;
  }

  /** What is wrong, and where in the file, without the file's path. */
  get where(): string {
    return whereOf(this.what, this.pointer);
  }

  /** The same error with the line of the file in which the JSON stands that is pointed into, counted from 1. */
  inLine(line: number): AnnotationError {
    return new AnnotationError(this.pointer, `line ${line}: ${this.what}`, this.path);
  }

  /** The same error with the path of the file. */
  in(path: string): AnnotationError {
    return new AnnotationError(this.pointer, this.what, path);
  }
}

function whereOf(what: string, pointer: string): string {
  return pointer ? `${what} at ${pointer}` : what;
}

/** A JSON object whose members are still to be looked at. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object, or an {@link AnnotationError} that names the place. */
export function fields(value: unknown, pointer: string): Fields {
  if (isFields(value)) return value;
  throw new AnnotationError(pointer, 'expected an object');
}

export function string(value: unknown, pointer: string): string {
  if (typeof value === 'string') return value;
  throw new AnnotationError(pointer, 'expected a string');
}

export function count(value: unknown, pointer: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new AnnotationError(pointer, 'expected a whole number');
}

export function list(value: unknown, pointer: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new AnnotationError(pointer, 'expected a list');
}

/** An optional member: undefined where it is missing or null. */
export function optional<T>(
  value: unknown,
  pointer: string,
  read: (value: unknown, pointer: string) => T,
): T | undefined {
  return value === undefined || value === null ? undefined : read(value, pointer);
}

/** A number from 0 to 1. */
export function share(value: unknown, pointer: string): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw new AnnotationError(pointer, 'expected a number from 0 to 1');
}

/** JSON, or an {@link AnnotationError} that says what is wrong with it. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // Of a text that is one line of a file, “line 1” would be taken for the file's.
    const what = text.includes('\n') ? said : said.replace('(line 1 column', '(column');
    throw new AnnotationError('', `not JSON: ${what}`);
  }
}
