import { KINDS, type Kind } from '../core/kinds.ts';
import type { Span } from '../core/spans.ts';

/** A semantic token type: what the server sends and what the manifest contributes. */
export interface TokenType {
  /** Id in the legend and in `semanticTokenTypes`. */
  readonly type: string;
  /** The standard type that stands in where a theme has no colour for the scopes. */
  readonly superType: string;
  /** TextMate scopes for `semanticTokenScopes`, best first. */
  readonly scopes: readonly string[];
  readonly description: string;
}

type Look = Omit<TokenType, 'type'>;

function look(superType: string, scopes: readonly string[], description: string): Look {
  return { superType, scopes: scopes.map((scope) => `${scope}.source-text`), description };
}

/** Boilerplate looks like comments in code, in every theme: there, but not what one reads. */
function faded(kind: Kind, description: string): Look {
  return look('comment', [`comment.block.${kind}`], description);
}

const LOOK_OF_KIND: Readonly<Record<Kind, Look>> = {
  headline: look(
    'class',
    ['markup.heading.headline', 'entity.name.section.headline'],
    "The piece's own title",
  ),
  kicker: look('keyword', ['keyword.other.kicker'], 'Short label at the headline'),
  deck: look('parameter', ['markup.italic.deck', 'variable.parameter.deck'], 'Summary, standfirst'),
  byline: look('property', ['entity.other.attribute-name.byline'], 'Who made the piece'),
  timestamp: look('number', ['constant.numeric.timestamp'], 'When it was published or updated'),
  caption: look(
    'macro',
    ['markup.quote.caption', 'support.constant.caption'],
    'Words of a picture',
  ),
  body: look('label', ['meta.body'], 'Paragraphs of the piece'),
  subheading: look(
    'class',
    ['markup.heading.subheading', 'entity.name.section.subheading'],
    'Heading inside the body',
  ),
  credit: look('decorator', ['markup.italic.credit', 'storage.type.credit'], 'Source, correction'),
  tags: look('enumMember', ['entity.name.tag.topics'], 'Topics of the piece'),
  comment: look('string', ['string.unquoted.reader'], "Text of a reader's comment"),
  'comment-meta': look(
    'property',
    ['support.type.property-name.reader'],
    'Names, times, votes and controls of comments',
  ),
  masthead: faded('masthead', 'Name, slogan and date line of the site'),
  navigation: faded('navigation', 'Menus, section links, search, paging'),
  ranking: faded('ranking', 'Lists picked by popularity or time'),
  related: faded('related', 'Lists picked for the piece or the reader'),
  promo: faded('promo', 'Newsletters, offers, advertisements'),
  share: faded('share', 'Share, follow, print and save controls'),
  account: faded('account', 'Log-in, paywall and comment forms'),
  consent: faded('consent', 'Cookie and privacy notices'),
  legal: faded('legal', 'Copyright, terms, imprint'),
  widget: faded('widget', 'Players, counters, tickers, loading text'),
};

const LOOK_OF_SPAN: Readonly<Record<Span['type'], Look>> = {
  dateline: look('enumMember', ['constant.other.dateline'], 'Place and date that open a paragraph'),
  agency: look('namespace', ['entity.name.namespace.agency'], 'News agency'),
  person: look('variable', ['variable.other.person', 'entity.name.person'], 'Name in a byline'),
  votes: look('number', ['constant.numeric.votes'], 'Votes of a comment'),
  url: look('string', ['markup.underline.link.url', 'string.other.link.url'], 'Web address'),
  email: look(
    'string',
    ['markup.underline.link.email', 'string.other.link.email'],
    'E-mail address',
  ),
};

const SPANS = Object.keys(LOOK_OF_SPAN) as Span['type'][];

/**
 * Every token type, in the order of the legend: the kinds, then what stands inside lines. The one
 * origin for the server and the manifest (`semanticTokenTypes`, `semanticTokenScopes`).
 */
export const TOKEN_TYPES: readonly TokenType[] = [
  ...KINDS.map((kind) => ({ type: typeId(kind), ...LOOK_OF_KIND[kind] })),
  ...SPANS.map((span) => ({ type: typeId(span), ...LOOK_OF_SPAN[span] })),
];

/** The id of a kind's or span's token type: `comment-meta` → `sourceCommentMeta`. */
export function typeId(name: Kind | Span['type']): string {
  return `source-${name}`.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

const indices = new Map<string, number>(
  [...KINDS, ...SPANS].map((name, index) => [name, index] as const),
);

/** The index of a kind's or span's token type in the legend. */
export function typeIndex(name: Kind | Span['type']): number {
  return indices.get(name) ?? 0;
}

/** What a kind is, in a few words. */
export function descriptionOf(kind: Kind): string {
  return LOOK_OF_KIND[kind].description;
}
