/** The kinds of section, by group. The order is part of the weights' format: append, never reorder. */
const GROUPS = {
  article: [
    'headline',
    'kicker',
    'deck',
    'byline',
    'timestamp',
    'caption',
    'body',
    'subheading',
    'credit',
    'tags',
  ],
  comments: ['comment', 'comment-meta'],
  boilerplate: [
    'masthead',
    'navigation',
    'ranking',
    'related',
    'promo',
    'share',
    'account',
    'consent',
    'legal',
    'widget',
  ],
} as const;

/** What an author, a reader, or the page itself put there. */
export type Group = keyof typeof GROUPS;

export const GROUP_NAMES = Object.keys(GROUPS) as readonly Group[];

/** What a non-blank line is. Every non-blank line of a source has exactly one kind. */
export type Kind = (typeof GROUPS)[Group][number];

/** All kinds; a kind's index in this list stands for it in typed arrays. */
export const KINDS: readonly Kind[] = [
  ...GROUPS.article,
  ...GROUPS.comments,
  ...GROUPS.boilerplate,
];

const groups = new Map<string, Group>(
  GROUP_NAMES.flatMap((group) => GROUPS[group].map((kind) => [kind, group] as const)),
);

export function isKind(value: unknown): value is Kind {
  return typeof value === 'string' && groups.has(value);
}

export function groupOf(kind: Kind): Group {
  return groups.get(kind) as Group;
}

export function isBoilerplate(kind: Kind): boolean {
  return groupOf(kind) === 'boilerplate';
}

/** The kinds of one group, in the order of {@link KINDS}. */
export function kindsOf(group: Group): readonly Kind[] {
  return GROUPS[group];
}
