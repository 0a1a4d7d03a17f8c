import { type Keep, keepTexts } from '../core/keep.ts';
import { matches } from './files.ts';

/** A decision of people, in a project file under `keep`: lines that no finding names and no strip takes. */
export interface KeepRule {
  readonly text: string;
  /** Glob of the sources in which it holds, relative to the project's folder; by default all. */
  readonly sources?: string;
  /** Whether numbers and the white space between words may differ. */
  readonly like?: boolean;
}

/** The schema of `keep`, for project files only: a decision is of a project, not of a person's editor. */
export const KEEP_SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    required: ['text'],
    additionalProperties: false,
    properties: {
      text: { type: 'string', minLength: 1, description: 'The words of the line.' },
      sources: {
        type: 'string',
        description: 'Glob of the sources in which it holds; by default all.',
      },
      like: {
        type: 'boolean',
        default: false,
        description: 'Whether numbers and the white space between words may differ.',
      },
    },
  },
  default: [],
} as const;

export const KEEP_DESCRIPTION =
  'Lines that people keep: no finding names them, and no strip takes them.';

export function isKeepRule(value: unknown): value is KeepRule {
  if (typeof value !== 'object' || value === null) return false;
  const { text, sources, like, ...rest } = value as Readonly<Record<string, unknown>>;
  return (
    typeof text === 'string' &&
    text.trim() !== '' &&
    (sources === undefined || typeof sources === 'string') &&
    (like === undefined || typeof like === 'boolean') &&
    Object.keys(rest).length === 0
  );
}

/** Which lines of a source stay; its path is relative to the project's folder, with `/`. */
export function keepOf(rules: readonly KeepRule[], path: string): Keep | undefined {
  const own = rules.filter(({ sources }) => sources === undefined || matches(path, sources));
  if (own.length === 0) return undefined;
  return keepTexts(own.map(({ text, like }) => ({ text, like: like === true })));
}

/** A glob that names one path. */
export function globOf(path: string): string {
  return `/${path.replace(/^\/+/, '').replace(/[\\*?[\]{}()!+@|]/g, '\\$&')}`;
}
