import type { Comment, NewsArticle, Person, WithContext } from 'schema-dts';
import type { Kind } from '../core/kinds.ts';
import type { Section } from '../core/sections.ts';
import type { Source } from '../core/source.ts';
import type { ExportFormat } from './document.ts';

/**
 * schema.org: a `NewsArticle` with its `Comment`s, as JSON-LD. Only what the text says for sure; its
 * times are left out, for they are written in as many ways as there are sites.
 */
export const schemaOrg: ExportFormat = {
  name: 'schema.org',
  layout: 'lines',
  write: ({ id, source }) => JSON.stringify(articleOf(id, source)),
};

function articleOf(id: string, source: Source): WithContext<NewsArticle> {
  const [headline, ...otherHeadlines] = linesOf(source, ['headline']);
  const comments = commentsOf(source);
  return compact<WithContext<NewsArticle>>({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    identifier: id,
    headline,
    alternativeHeadline: otherHeadlines.find((other) => other !== headline),
    abstract: paragraphs(source, ['deck']),
    articleSection: linesOf(source, ['kicker']),
    author: authorsOf(source),
    dateline: spanText(source, 'dateline'),
    articleBody: paragraphs(source, ['body', 'subheading']),
    creditText: paragraphs(source, ['credit']),
    keywords: linesOf(source, ['tags']),
    associatedMedia: linesOf(source, ['caption']).map((caption) => ({
      '@type': 'ImageObject',
      caption,
    })),
    inLanguage: source.language === 'und' ? undefined : source.language,
    commentCount: comments.length || undefined,
    comment: comments,
  });
}

/** People that bylines name; where they name none, what they say. */
function authorsOf(source: Source): Person[] {
  const people = source.spans.filter(({ type }) => type === 'person');
  const names = people.map(({ start, end }) => source.text.slice(start, end));
  const found = names.length > 0 ? names : linesOf(source, ['byline']);
  return [...new Set(found)].map((name) => ({ '@type': 'Person', name }));
}

function commentsOf(source: Source): Comment[] {
  return sectionsOfType(source.sections, 'comment').map((section) => {
    const [from, to] = [source.lines.start(section.first), source.lines.start(section.end)];
    const votes = source.spans.find(
      ({ type, start }) => type === 'votes' && start >= from && start < to,
    );
    return compact<Comment>({
      '@type': 'Comment',
      text: paragraphs(source, ['comment'], section),
      upvoteCount: votes?.type === 'votes' ? votes.votes.up : undefined,
      downvoteCount: votes?.type === 'votes' ? votes.votes.down : undefined,
    });
  });
}

function sectionsOfType(section: Section, type: Section['type']): Section[] {
  if (section.type === type) return [section];
  return section.children.flatMap((child) => sectionsOfType(child, type));
}

function linesOf(
  source: Source,
  kinds: readonly Kind[],
  { first, end }: Pick<Section, 'first' | 'end'> = source.sections,
): string[] {
  const found: string[] = [];
  for (let line = first; line < end; line++) {
    const kind = source.kinds[line];
    if (kind && kinds.includes(kind)) found.push(source.lines.textOf(line).trim());
  }
  return found;
}

function paragraphs(
  source: Source,
  kinds: readonly Kind[],
  within?: Pick<Section, 'first' | 'end'>,
): string | undefined {
  return linesOf(source, kinds, within).join('\n') || undefined;
}

function spanText(source: Source, type: 'dateline'): string | undefined {
  const span = source.spans.find((each) => each.type === type);
  return span && source.text.slice(span.start, span.end);
}

/** A thing of which some members may say nothing. */
type Sparse<T> = { [Member in keyof T]: T[Member] | undefined };

/** Without members that say nothing. */
function compact<T extends object>(thing: Sparse<T>): T {
  const says = ([, value]: [string, unknown]): boolean =>
    value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(thing).filter(says)) as T;
}
