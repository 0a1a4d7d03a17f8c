import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser/lib/esm/main.js';
import { settingMistakes } from './mistakes.ts';
import { isRecord, readSettings, type Settings } from './settings.ts';

/** What a project file's text says. */
export type ProjectText =
  | {
      readonly type: 'read';
      readonly settings: Settings;
      /** As it stands there. */
      readonly said: unknown;
      /** Names and values that no setting has, in words: they are passed over. */
      readonly mistakes: readonly string[];
    }
  /** It is not a JSON object; line and column (UTF-16 units) are one-based. */
  | {
      readonly type: 'malformed';
      readonly line: number;
      readonly column: number;
      readonly what: string;
      readonly remedy: string;
    };

/** Reads the text of a project file: one meaning for the command line and for every editor. */
export function readProject(source: string): ProjectText {
  const text = source.replace(/^\uFEFF/u, '');
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { disallowComments: true });
  const [error] = errors;
  if (error) {
    const what = inWords(error);
    return { type: 'malformed', ...position(text, error.offset), what, remedy: 'it must be JSON' };
  }
  if (!isRecord(value)) {
    const remedy = 'write settings between { and }';
    return { type: 'malformed', line: 1, column: 1, what: 'not a JSON object', remedy };
  }
  return {
    type: 'read',
    settings: readSettings(value),
    said: value,
    mistakes: settingMistakes(value),
  };
}

/** What stops JSON from being read, `ValueExpected` as `value expected`. */
export function inWords({ error }: ParseError): string {
  return printParseErrorCode(error)
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .toLowerCase();
}

function position(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/u);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
