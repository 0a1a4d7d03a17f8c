import {
  applyEdits,
  type Edit,
  type FormattingOptions,
  modify,
  type ParseError,
  parse,
} from 'jsonc-parser/lib/esm/main.js';
import { isKeepRule, type KeepRule } from '../settings/keep.ts';
import { isRecord } from '../settings/settings.ts';

const BOM = '\uFEFF';

/**
 * The edits that add rules to a project file's text, whose other content and whose form stay as they
 * are; none where it has them all, undefined where the text is not what a project file is.
 */
export function withRules(text: string, rules: readonly KeepRule[]): Edit[] | undefined {
  if (text.startsWith(BOM)) {
    const edits = withRules(text.slice(1), rules);
    return edits?.map((edit) => ({ ...edit, offset: edit.offset + 1 }));
  }
  const said = saidBy(text);
  if (!said) return undefined;
  const before: readonly unknown[] = Array.isArray(said.keep) ? said.keep : [];
  const known = new Set(before.filter(isKeepRule).map(keyOf));
  const added = rules.filter((rule) => !known.has(keyOf(rule)));
  if (added.length === 0) return [];
  if (text.trim() === '') {
    const content = `${JSON.stringify({ keep: added }, undefined, 2)}\n`;
    return [{ offset: 0, length: text.length, content }];
  }
  return [smallest(text, added.reduce(withRule, text))];
}

function withRule(text: string, rule: KeepRule): string {
  const formattingOptions = formOf(text);
  const said = saidBy(text);
  if (!Array.isArray(said?.keep)) {
    return applyEdits(text, modify(text, ['keep'], [rule], { formattingOptions }));
  }
  const end = ['keep', said.keep.length];
  return applyEdits(text, modify(text, end, rule, { formattingOptions, isArrayInsertion: true }));
}

/** One edit of whole lines, from the first that differs to the last. */
function smallest(before: string, after: string): Edit {
  let offset = 0;
  while (offset < before.length && before[offset] === after[offset]) offset++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - offset;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  while (offset > 0 && before[offset - 1] !== '\n') offset--;
  while (tail > 0 && before[before.length - tail - 1] !== '\n') tail--;
  const length = before.length - tail - offset;
  return { offset, length, content: after.slice(offset, after.length - tail) };
}

function saidBy(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { disallowComments: true });
  return errors.length === 0 && isRecord(value) ? value : undefined;
}

function keyOf({ text, sources, like = false }: KeepRule): string {
  return JSON.stringify([text, sources, like]);
}

/** How the file is written already. */
function formOf(text: string): FormattingOptions {
  const indent = /^([ \t]+)\S/mu.exec(text)?.[1] ?? '  ';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return { insertSpaces: !indent.startsWith('\t'), tabSize: indent.length, eol };
}
