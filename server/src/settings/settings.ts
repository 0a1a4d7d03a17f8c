import { GROUP_NAMES, type Group, type Kind, kindsOf } from '../core/kinds.ts';
import type { StripPolicy } from '../core/strip.ts';
import { isKeepRule, KEEP_DESCRIPTION, KEEP_SCHEMA, type KeepRule } from './keep.ts';

/** How serious a finding is shown; `off` hides it. */
export type Severity = 'error' | 'warning' | 'information' | 'hint' | 'off';

/** How a group of kinds is set off: by the colours of its kinds, and stray boilerplate by fading. */
export type Highlighting = 'both' | 'tokens' | 'fading' | 'off';

/** What a user can set: the one origin of the manifest, the server's and the command line's view. */
export interface Settings {
  /** Globs of files that are sources though no file name pattern of the language claims them. */
  readonly sources: readonly string[];
  /** Globs of files that Galley leaves alone. */
  readonly exclude: readonly string[];
  /** What strip removes: see {@link StripPolicy}. */
  readonly strip: StripPolicy & {
    /** The largest share of a source's characters, 0..1, that goes without a question. */
    readonly maximumShare: number;
  };
  readonly diagnostics: {
    readonly enabled: boolean;
    /** Severity of sure findings by kind; kinds that are not named are warnings. */
    readonly severity: Readonly<Partial<Record<Kind, Severity>>>;
    /** Severity of suspected findings. */
    readonly suspected: Severity;
  };
  /** How groups are set off; those that are not named by both. */
  readonly highlighting: Readonly<Partial<Record<Group, Highlighting>>>;
  /** Whether each block of sure boilerplate has a code lens that strips it. */
  readonly codeLens: boolean;
  /** Whether the kind stands as an inlay hint where lines of another kind begin. */
  readonly inlayHints: boolean;
  /** Sources longer than this many UTF-16 units are left alone. */
  readonly maximumSize: number;
  /** Lines that stay, as the project file says. */
  readonly keep: readonly KeepRule[];
}

/** A setting as the manifest describes it: JSON schema, default and description. */
export interface SettingDescription {
  readonly key: string;
  readonly schema: Readonly<Record<string, unknown>> & { readonly default: unknown };
  readonly description: string;
}

const HIGHLIGHTINGS: readonly Highlighting[] = ['both', 'tokens', 'fading', 'off'];
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint', 'off'];

/** The setting about the person at work: no project file says it, and none takes it away. */
const ANNOTATOR: SettingDescription = {
  key: 'annotator',
  schema: { type: 'string', default: '' },
  description:
    'The name that stands at the labels, notes and reviews that you make. Where it is empty: the name that Git has, or that of your account.',
};

/** Every setting, under its key after `galley.`. */
export const SETTINGS: readonly SettingDescription[] = [
  {
    key: 'sources',
    schema: { type: 'array', items: { type: 'string' }, default: [] },
    description:
      'Globs of files that are sources besides those whose language is Source Text, relative to the folder: `corpus/**/*.txt`.',
  },
  {
    key: 'exclude',
    schema: {
      type: 'array',
      items: { type: 'string' },
      default: ['**/node_modules/**', '**/.git/**'],
    },
    description: 'Globs of files that Galley leaves alone.',
  },
  {
    key: 'strip.policy',
    schema: { type: 'string', enum: ['safe', 'thorough'], default: 'safe' },
    description:
      'What *Strip* removes. `safe`: only lines that Galley is sure of. `thorough`: every line that it takes for boilerplate.',
  },
  {
    key: 'strip.comments',
    schema: { type: 'string', enum: ['keep', 'strip'], default: 'keep' },
    description: "Whether *Strip* removes readers' comments too.",
  },
  {
    key: 'strip.maximumShare',
    schema: { type: 'number', minimum: 0, maximum: 1, default: 0.8 },
    description:
      'The largest share of a source (0 to 1) that a fix removes without asking; a larger one opens the preview first.',
  },
  {
    key: 'diagnostics.enabled',
    schema: { type: 'boolean', default: true },
    description: 'Whether stray boilerplate is shown as problems.',
  },
  {
    key: 'diagnostics.severity',
    schema: {
      type: 'object',
      propertyNames: { enum: kindsOf('boilerplate') },
      additionalProperties: { type: 'string', enum: SEVERITIES },
      default: {},
    },
    description:
      'Severity of sure findings by kind, as in `{ "related": "information", "share": "off" }`; other kinds are warnings.',
  },
  {
    key: 'diagnostics.suspected',
    schema: { type: 'string', enum: SEVERITIES, default: 'hint' },
    description: 'Severity of findings that Galley is not sure of. No fix-all touches them.',
  },
  {
    key: 'highlighting',
    schema: {
      type: 'object',
      propertyNames: { enum: GROUP_NAMES },
      additionalProperties: { type: 'string', enum: HIGHLIGHTINGS },
      default: {},
    },
    description:
      'How `article`, `comments` and `boilerplate` are set off: by the colours of their kinds (`tokens`), by fading what is stray (`fading`), by `both` (the default) or not at all (`off`), as in `{ "boilerplate": "tokens" }`.',
  },
  {
    key: 'codeLens.enabled',
    schema: { type: 'boolean', default: false },
    description:
      'Whether a line over each block of sure boilerplate, and over the source, offers to strip it.',
  },
  {
    key: 'inlayHints.enabled',
    schema: { type: 'boolean', default: false },
    description: 'Whether the kind is shown where lines of another kind begin.',
  },
  {
    key: 'maximumSize',
    schema: { type: 'integer', minimum: 1, default: 10_000_000 },
    description: 'Sources longer than this many characters are left alone.',
  },
  ANNOTATOR,
];

/** Settings of the editor alone, under their keys after `galley.`: they change nothing about a source. */
export const EDITOR_SETTINGS: readonly SettingDescription[] = [
  {
    key: 'trace.server',
    schema: { type: 'string', enum: ['off', 'messages', 'verbose'], default: 'off' },
    description: 'What of the messages between VS Code and the language server the output shows.',
  },
];

/** Settings of the person at work, whatever a project says. */
export const PERSONAL_SETTINGS: readonly SettingDescription[] = [ANNOTATOR, ...EDITOR_SETTINGS];

/** Every setting of a project file: those of the editor, and what people decided there. */
export const PROJECT_SETTINGS: readonly SettingDescription[] = [
  ...SETTINGS.filter((setting) => setting !== ANNOTATOR),
  { key: 'keep', schema: KEEP_SCHEMA, description: KEEP_DESCRIPTION },
];

/** The settings that hold where nobody set anything. */
export const DEFAULTS: Settings = readSettings({});

/**
 * Settings out of what a client or a file says under `galley`, nested or with dotted keys. Whatever
 * is missing or of the wrong type has its default: a wrong setting never switches anything off.
 */
export function readSettings(raw: unknown): Settings {
  const values = new Map<string, unknown>();
  for (const { key, schema } of SETTINGS) {
    values.set(key, settingIn(raw, { key, schema }).value);
  }
  const get = (key: string): unknown => values.get(key);
  return {
    sources: strings(get('sources')),
    exclude: strings(get('exclude')),
    strip: {
      level: get('strip.policy') === 'thorough' ? 'thorough' : 'safe',
      comments: get('strip.comments') === 'strip' ? 'strip' : 'keep',
      maximumShare: Number(get('strip.maximumShare')),
    },
    diagnostics: {
      enabled: get('diagnostics.enabled') !== false,
      severity: get('diagnostics.severity') as Settings['diagnostics']['severity'],
      suspected: isSeverity(get('diagnostics.suspected'))
        ? (get('diagnostics.suspected') as Severity)
        : 'hint',
    },
    highlighting: get('highlighting') as Settings['highlighting'],
    codeLens: get('codeLens.enabled') === true,
    inlayHints: get('inlayHints.enabled') === true,
    maximumSize: Number(get('maximumSize')),
    keep: keepRules(lookUp(raw, ['keep'])),
  };
}

/** The name of the annotator in what a client says; empty where it says none. */
export function annotatorIn(raw: unknown): string {
  return String(settingIn(raw, ANNOTATOR).value).trim();
}

/** The value of a setting in what a client or a file says, and whether it says one that is allowed. */
export function settingIn(
  raw: unknown,
  { key, schema }: Pick<SettingDescription, 'key' | 'schema'>,
): { readonly value: unknown; readonly isSet: boolean } {
  const value = lookUp(raw, key.split('.'));
  const isSet = isValid(value, schema);
  return { value: isSet ? allowedIn(value, schema) : schema.default, isSet };
}

/** A value without those members that its schema does not allow; each stands for itself. */
function allowedIn(value: unknown, schema: SettingDescription['schema']): unknown {
  if (schema.type !== 'object' || !isRecord(value)) return value;
  const members = Object.entries(value);
  return Object.fromEntries(
    members.filter(([name, inner]) => isNameIn(name, schema) && isMemberOf(inner, schema)),
  );
}

/** Whether a value's schema knows a member of this name. */
export function isNameIn(name: string, { propertyNames }: SettingDescription['schema']): boolean {
  return isOneOf(name, propertyNames);
}

/** Whether a value's schema allows what a member holds. */
export function isMemberOf(
  inner: unknown,
  { additionalProperties }: SettingDescription['schema'],
): boolean {
  return isOneOf(inner, additionalProperties);
}

function isOneOf(value: unknown, schema: unknown): boolean {
  return !isRecord(schema) || !Array.isArray(schema.enum) || schema.enum.includes(value);
}

function lookUp(raw: unknown, path: readonly string[]): unknown {
  if (!isRecord(raw)) return undefined;
  const dotted = raw[path.join('.')];
  if (dotted !== undefined) return dotted;
  const [head = '', ...rest] = path;
  return rest.length === 0 ? raw[head] : lookUp(raw[head], rest);
}

/** Whether a value is one that a setting's schema allows; of an object, each member stands for itself. */
export function isValid(value: unknown, schema: SettingDescription['schema']): boolean {
  switch (schema.type) {
    case 'array':
      return Array.isArray(value) && value.every(isItem(schema));
    case 'integer':
    case 'number':
      return typeof value === 'number' && inRange(value, schema);
    case 'object':
      return isRecord(value);
    case 'string':
      return Array.isArray(schema.enum) ? schema.enum.includes(value) : typeof value === 'string';
    default:
      return typeof value === schema.type;
  }
}

function isItem({ items }: SettingDescription['schema']): (value: unknown) => boolean {
  return items === KEEP_SCHEMA.items ? isKeepRule : (value) => typeof value === 'string';
}

/** Each rule stands for itself: one that is wrong takes none of the others with it. */
function keepRules(value: unknown): readonly KeepRule[] {
  return Array.isArray(value) ? value.filter(isKeepRule) : [];
}

function inRange(value: number, schema: SettingDescription['schema']): boolean {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  return value >= Number(minimum) && value <= Number(maximum);
}

/** Whether a value is an object with members. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSeverity(value: unknown): value is Severity {
  return SEVERITIES.includes(value as Severity);
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
