import { bulletLength, isBareBullet } from './bullets.ts';
import type { Kind } from './kinds.ts';
import type { Lines } from './lines.ts';
import { leavesOf, type Section, type SectionType, trimmedEnd } from './sections.ts';
import type { Source } from './source.ts';
import { firstSpanFrom, type Votes } from './spans.ts';

/** One entry of the outline, as an editor or the command line shows it. */
export interface OutlineItem {
  readonly name: string;
  /** Counts and votes, in words; may be empty. */
  readonly detail: string;
  readonly type: SectionType;
  readonly kind: Kind | null;
  /** Lines `[first, end)`, the blank ones at the end left out. */
  readonly first: number;
  readonly end: number;
  readonly children: readonly OutlineItem[];
}

/** A name is cut to this many UTF-16 units. */
const LONGEST_NAME = 80;

/** The outline of a source: what its sections hold, without the single paragraphs. */
export function outlineOf(source: Source): OutlineItem[] {
  return source.sections.children.map((section) => itemOf(source, section));
}

function itemOf(source: Source, section: Section): OutlineItem {
  const children = section.children
    .filter((child) => isListed(source, section, child))
    .map((child) => itemOf(source, child));
  return {
    name: nameOf(source, section),
    detail: detailOf(source, section),
    type: section.type,
    kind: section.kind,
    first: section.first,
    end: trimmedEnd(source.kinds, section),
    children,
  };
}

/** What names a section is not listed in it again; the parts of a comment add nothing. */
function isListed({ lines }: Source, parent: Section, child: Section): boolean {
  if (child.type === 'heading' || parent.type === 'comment') return false;
  if (parent.type === 'division') return child.kind !== 'subheading';
  if (child.type === 'item')
    return !isBareBullet(lines, child.first) || child.end > child.first + 1;
  return !(parent.type === 'article' && child.kind === 'headline' && isFirst(parent, child));
}

function isFirst(parent: Section, child: Section): boolean {
  return parent.children.find(({ kind }) => kind === 'headline') === child;
}

/** What a section is called: the words that stand for it in the text. */
function nameOf(source: Source, section: Section): string {
  const line = titleLine(source, section);
  return line === undefined ? section.type : textOf(source, line);
}

function titleLine(source: Source, section: Section): number | undefined {
  const { first, end } = titled(section);
  for (let line = first; line < end; line++) {
    if (source.kinds[line] && /[\p{L}\p{N}]/u.test(textOf(source, line))) return line;
  }
  for (let line = first; line < end; line++) if (source.kinds[line]) return line;
  return undefined;
}

/** The part of a section in which its name is looked for. */
function titled(section: Section): Section {
  switch (section.type) {
    case 'article':
      return titledBy(section, ['headline', 'subheading', 'body']);
    case 'comment':
    case 'thread':
      return titledBy(section, ['comment']);
    default:
      return section;
  }
}

/** The first leaf of the first of some kinds that there is one of. */
function titledBy(section: Section, kinds: readonly Kind[]): Section {
  const leaves = [...leavesOf(section)];
  for (const kind of kinds) {
    const leaf = leaves.find((each) => each.kind === kind);
    if (leaf) return leaf;
  }
  return section;
}

/** What lines are called, by line: the same in every source over the same lines. */
const called = new WeakMap<Lines, (string | undefined)[]>();

function textOf({ lines }: Source, line: number): string {
  const known = called.get(lines) ?? [];
  called.set(lines, known);
  const text = known[line] ?? nameOfLine(lines, line);
  known[line] = text;
  return text;
}

function nameOfLine(lines: Lines, line: number): string {
  const start = lines.start(line);
  const end = Math.min(lines.end(line), start + LONGEST_NAME * 4);
  const text = lines.text.slice(start, end);
  const bare = text.slice(bulletLength(lines, line)).replace(/\s+/gu, ' ').trim() || text.trim();
  return bare.length > LONGEST_NAME ? `${bare.slice(0, LONGEST_NAME - 1).trimEnd()}…` : bare;
}

function detailOf(source: Source, section: Section): string {
  switch (section.type) {
    case 'thread':
      return counted(section.children.filter(({ type }) => type === 'comment').length, 'comment');
    case 'comment':
      return votesIn(source, section).map(voteText).join(', ');
    case 'block': {
      const items = section.children.filter(({ type }) => type === 'item').length;
      const label = section.kind ?? '';
      return items > 0 ? `${label} · ${counted(items, 'item')}` : label;
    }
    default:
      return section.kind ?? section.type;
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function votesIn({ lines, spans }: Source, { first, end }: Section): Votes[] {
  const to = lines.start(end);
  const votes: Votes[] = [];
  for (let index = firstSpanFrom(spans, lines.start(first)); index < spans.length; index++) {
    const span = spans[index];
    if (!span || span.start >= to) break;
    if (span.type === 'votes') votes.push(span.votes);
  }
  return votes;
}

function voteText({ score, up, down }: Votes): string {
  return up === undefined ? `${score} votes` : `${score} votes (+${up} / -${down ?? 0})`;
}
