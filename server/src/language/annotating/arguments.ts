import type { Range } from 'vscode-languageserver';
import type { SourceArguments } from '../../annotationProtocol.ts';

/** What a client sent, still to be looked at. */
export type Given = Readonly<Record<string, unknown>>;

/** Reads one argument; undefined where it is not what it should be. */
export type Read<T> = (value: unknown) => T | undefined;

export const asString: Read<string> = (value) => (typeof value === 'string' ? value : undefined);

/** Words that say something. */
export const asWords: Read<string> = (value) =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

export const asBoolean: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** A zero-based line or character. */
export const asIndex: Read<number> = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;

export const asRange: Read<Range> = (value) => {
  const { start, end } = asGiven(value) ?? {};
  const from = asPosition(start);
  const to = asPosition(end);
  return from && to && { start: from, end: to };
};

function asPosition(value: unknown): Range['start'] | undefined {
  const { line, character } = asGiven(value) ?? {};
  const [row, column] = [asIndex(line), asIndex(character)];
  return row === undefined || column === undefined ? undefined : { line: row, character: column };
}

export function asGiven(value: unknown): Given | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Given)
    : undefined;
}

/** The source that a client names, and the version of it, where it says one. */
export function asSource(given: Given): SourceArguments | undefined {
  const { uri, version } = given;
  if (typeof uri !== 'string') return undefined;
  return { uri, ...(typeof version === 'number' ? { version } : {}) };
}

/** Whether a value is there though it is not what it should be. */
export function isWrong<T>(value: unknown, read: Read<T>): boolean {
  return value !== undefined && value !== null && read(value) === undefined;
}
