import { isGlob } from './glob.ts';
import { isKeepRule } from './keep.ts';
import {
  isMemberOf,
  isNameIn,
  isRecord,
  isValid,
  PROJECT_SETTINGS,
  type SettingDescription,
} from './settings.ts';

/** Something in settings that has no effect as it stands, and where. */
export interface Mistake {
  readonly type: 'unknown' | 'notAGroup' | 'badValue';
  /** The members that lead there, as in the JSON. */
  readonly path: readonly (string | number)[];
  /** The same as one dotted key. */
  readonly key: string;
  readonly value: unknown;
  /** What would be allowed, in the notation of JSON. */
  readonly allowed: string;
}

/** The settings that are lists of globs, and what a glob looks like. */
const GLOBS: ReadonlySet<string> = new Set(['sources', 'exclude']);
const GLOB = '"folder/**", "*.txt"';

/**
 * What is wrong with settings that read well as JSON: names that no setting has, and values that it
 * cannot have. `readSettings` passes over them; whoever shows them spares a person a search.
 */
export function findMistakes(raw: Readonly<Record<string, unknown>>): Mistake[] {
  return mistakesIn(raw, []);
}

/** The same in words. */
export function settingMistakes(raw: Readonly<Record<string, unknown>>): string[] {
  return findMistakes(raw).map(({ type, key, value }) => {
    if (type === 'unknown') return `no setting is called ${key}`;
    if (type === 'notAGroup') return `${key} must hold settings between { and }`;
    return `${key} cannot be ${shortened(value)}`;
  });
}

function mistakesIn(raw: Readonly<Record<string, unknown>>, outer: readonly string[]): Mistake[] {
  return Object.entries(raw).flatMap(([name, value]) => {
    const path = [...outer, name];
    const key = path.join('.');
    if (key === '$schema') return [];
    const setting = PROJECT_SETTINGS.find((each) => each.key === key);
    if (setting) return mistakesOf(value, setting, path);
    const isGroup = PROJECT_SETTINGS.some((each) => each.key.startsWith(`${key}.`));
    if (isGroup && isRecord(value)) return mistakesIn(value, path);
    return [{ type: isGroup ? 'notAGroup' : 'unknown', path, key, value, allowed: '{ … }' }];
  });
}

function mistakesOf(
  value: unknown,
  { key, schema }: SettingDescription,
  path: readonly string[],
): Mistake[] {
  const bad = (more: readonly (string | number)[], inner: unknown, allowed: string): Mistake => ({
    type: 'badValue',
    path: [...path, ...more],
    key: [key, ...more].join('.'),
    value: inner,
    allowed,
  });
  if (key === 'keep' && Array.isArray(value)) {
    return value.flatMap((rule: unknown, index) => {
      if (!isKeepRule(rule)) return [bad([index], rule, '{ "text": "…" }')];
      const { sources } = rule;
      return sources === undefined || isGlob(sources)
        ? []
        : [bad([index, 'sources'], sources, GLOB)];
    });
  }
  if (!isValid(value, schema)) return [bad([], value, allowedBy(schema))];
  if (GLOBS.has(key) && Array.isArray(value)) {
    const wrong = (glob: string, index: number) => (isGlob(glob) ? [] : [bad([index], glob, GLOB)]);
    return value.flatMap(wrong);
  }
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (!isNameIn(name, schema)) {
      return [{ ...bad([name], inner, ''), type: 'unknown' as const }];
    }
    if (isMemberOf(inner, schema)) return [];
    return [bad([name], inner, allowedBy(schema.additionalProperties))];
  });
}

/** What a schema allows, in a notation that needs no translation. */
function allowedBy(schema: unknown): string {
  if (!isRecord(schema)) return '';
  if (Array.isArray(schema.enum)) {
    return schema.enum.map((each) => JSON.stringify(each)).join(', ');
  }
  switch (schema.type) {
    case 'array':
      return '["…"]';
    case 'boolean':
      return 'true, false';
    case 'object':
      return '{ … }';
    case 'string':
      return '"…"';
    default:
      return `${schema.minimum ?? '…'} – ${schema.maximum ?? '…'}`;
  }
}

function shortened(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}
