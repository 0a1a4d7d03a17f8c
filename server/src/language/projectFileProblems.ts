import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  parse,
  parseTree,
} from 'jsonc-parser/lib/esm/main.js';
import { findMistakes, type Mistake } from '../settings/mistakes.ts';
import { inWords } from '../settings/projectText.ts';
import { isRecord } from '../settings/settings.ts';
import type { Messages } from './messages.ts';

/** Something wrong in a project file, at `[start, end)` in UTF-16 offsets. */
export interface ProjectFileProblem {
  readonly code: 'malformed' | Mistake['type'];
  /** An error takes the whole file's settings away, a warning only this one. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

const OPTIONS = { disallowComments: true };

/** What is wrong with a project file's text: what stops it from being read, or each mistake in it. */
export function problemsOf(source: string, messages: Messages): ProjectFileProblem[] {
  const text = source.replace(/^\uFEFF/u, ' ');
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, OPTIONS);
  const [error] = errors;
  if (error) {
    const message = messages.malformed(inWords(error));
    return [malformed(message, error.offset, error.offset + Math.max(1, error.length))];
  }
  const tree = parseTree(text, [], OPTIONS);
  if (!tree || !isRecord(value)) {
    const { offset = 0, length = text.length } = tree ?? {};
    return [malformed(messages.notAnObject, offset, offset + length)];
  }
  return findMistakes(value).map((mistake) => problemOf(mistake, tree, messages));
}

function malformed(message: string, start: number, end: number): ProjectFileProblem {
  return { code: 'malformed', severity: 'error', message, start, end };
}

function problemOf(mistake: Mistake, tree: Node, messages: Messages): ProjectFileProblem {
  const { type, path, key, allowed } = mistake;
  const value = findNodeAtLocation(tree, [...path]);
  const name = value?.parent?.type === 'property' ? value.parent.children?.[0] : undefined;
  const { offset, length } = (type === 'unknown' ? name : undefined) ?? value ?? tree;
  const message =
    type === 'unknown'
      ? messages.unknownSetting(key)
      : type === 'notAGroup'
        ? messages.notAGroup(key)
        : messages.badValue(key, allowed);
  return { code: type, severity: 'warning', message, start: offset, end: offset + length };
}
