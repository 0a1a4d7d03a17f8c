import type { Kind } from './kinds.ts';
import type { Lines } from './lines.ts';

/** What stands inside a line, `[start, end)` in UTF-16 offsets of the text. */
export type Span =
  | {
      readonly type: 'dateline' | 'agency' | 'person' | 'url' | 'email';
      readonly start: number;
      readonly end: number;
    }
  | { readonly type: 'votes'; readonly start: number; readonly end: number; readonly votes: Votes };

/** A comment's votes. */
export interface Votes {
  /** What the page shows as the sum. */
  readonly score: number;
  readonly up?: number;
  readonly down?: number;
}

/** Only so much of a line is searched, in UTF-16 units, so that a line without end costs little. */
const REACH = 20_000;
/** A dateline ends within this many UTF-16 units. */
const DATELINE_REACH = 90;
/** What every dateline has: most paragraphs are ruled out by its absence. */
const DATELINE_MARK = /[—–―【［[]|--| - /u;

const URL_PATTERN =
  /https?:\/\/[^\s<>"'“”‘’「」()（）]{2,2000}|www\.[\p{L}\p{N}-]{1,63}\.[^\s<>"'“”‘’()]{2,2000}/giu;
const EMAIL_PATTERN = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu;
const NAME = String.raw`\p{Lu}[\p{L}\p{M}'’.-]{0,30}`;
const PARTICLE =
  '(?:(?:de|del|della|di|da|van|von|der|den|la|le|el|al|bin|ibn|zu|af|av|y|e) ){0,2}';
const PERSON_PATTERN = new RegExp(`${NAME}(?: ${PARTICLE}${NAME}){1,4}`, 'gu');
/** Words that introduce a name and are written with a capital at the start of a line. */
const INTRODUCES = /^(?:by|von|par|por|di|da|od|от|av|door|af|text|foto|photo|words|story)[ :]+/iu;
const FULL_VOTES = /(?<!\S)([+-]?\d{1,7}) ?\( ?\+(\d{1,7}) ?\/ ?[-−–](\d{1,7}) ?\)/u;
const PAIR_OF_VOTES = /(?<!\S)\+(\d{1,7}) ?\/? ?[-−–](\d{1,7})(?!\S)/u;
const SIGNED_VOTES = /^\s{0,20}([+−–-]\d{1,7})\s{0,20}$/u;
const THUMBS = /(?:👍|▲|⬆|♥|❤)\uFE0F? ?(\d{1,7})(?:\D{0,6}(?:👎|▼|⬇)\uFE0F? ?(\d{1,7}))?/u;
const AGENCY = /[(（[［]([^()（）[\]［］]{2,40})[)）\]］]\s?$/u;

/** The spans of a text in order of their offsets. */
export function spansOf(lines: Lines, kinds: readonly (Kind | null)[]): Span[] {
  const spans: Span[] = [];
  kinds.forEach((kind, line) => {
    if (!kind) return;
    const start = lines.start(line);
    const text = lines.text.slice(start, Math.min(lines.end(line), start + REACH));
    spans.push(...spansOfLine(text, kind).map((span) => shifted(span, start)));
  });
  return spans.sort((a, b) => a.start - b.start || b.end - a.end);
}

function shifted(span: Span, by: number): Span {
  return { ...span, start: span.start + by, end: span.end + by };
}

function spansOfLine(text: string, kind: Kind): Span[] {
  const spans: Span[] = [];
  if (text.includes('://') || text.includes('www.'))
    spans.push(...matches(text, URL_PATTERN, 'url'));
  if (text.includes('@')) spans.push(...matches(text, EMAIL_PATTERN, 'email'));
  if (kind === 'body') spans.push(...datelineOf(text));
  if (kind === 'byline') spans.push(...peopleOf(text));
  if (kind === 'comment-meta') spans.push(...votesOf(text));
  return spans;
}

function matches(text: string, pattern: RegExp, type: 'url' | 'email'): Span[] {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => {
    const end = index + found.replace(/[.,;:!?…]{1,9}$/u, '').length;
    return { type, start: index, end };
  });
}

/** Names of two words and more: language-neutral as far as capitals go. */
function peopleOf(text: string): Span[] {
  const introduced = INTRODUCES.exec(text)?.[0].length ?? 0;
  return Array.from(text.slice(introduced).matchAll(PERSON_PATTERN), ({ 0: name, index }) => {
    const start = introduced + index;
    return { type: 'person', start, end: start + name.length };
  });
}

/**
 * A dateline opens a paragraph: place, perhaps a date, perhaps an agency in brackets, and a dash
 * (`Tokyo, Sept. 10 (Jiji Press)—`, `BERLIN (dpa) -`), or brackets around it all (`【東京】`).
 */
function datelineOf(text: string): Span[] {
  const head = text.slice(0, DATELINE_REACH);
  if (!DATELINE_MARK.test(head)) return [];
  const bracketed = /^\s{0,20}[【［[][^【】［］[\]]{1,40}[】］\]]/u.exec(text);
  if (bracketed) {
    const start = text.search(/\S/u);
    return [{ type: 'dateline', start, end: bracketed[0].length }];
  }
  const dash = /\s?(?:—|–|―|--| - )/u.exec(head);
  if (!dash) return [];
  const before = head.slice(0, dash.index);
  const agency = AGENCY.exec(before);
  if (!agency && !isShouted(before)) return [];
  const start = before.search(/\S/u);
  if (start < 0) return [];
  const dateline: Span = { type: 'dateline', start, end: dash.index + dash[0].trimEnd().length };
  if (!agency) return [dateline];
  const name = agency.index + 1;
  return [dateline, { type: 'agency', start: name, end: name + (agency[1]?.length ?? 0) }];
}

/** Whether a place is set in capitals, as agencies do; what follows a comma may be a date. */
function isShouted(text: string): boolean {
  const place = text.split(',', 1)[0]?.trim() ?? '';
  return /^\p{Lu}[\p{Lu}\s.'’-]{1,40}$/u.test(place) && place.length <= 40;
}

function votesOf(text: string): Span[] {
  const full = FULL_VOTES.exec(text);
  if (full) return [votes(full, Number(full[1]), Number(full[2]), Number(full[3]))];
  const pair = PAIR_OF_VOTES.exec(text) ?? THUMBS.exec(text);
  if (pair) {
    const up = Number(pair[1]);
    const down = pair[2] === undefined ? undefined : Number(pair[2]);
    return [votes(pair, up - (down ?? 0), up, down)];
  }
  const signed = SIGNED_VOTES.exec(text);
  return signed ? [votes(signed, Number((signed[1] ?? '').replace(/[−–]/u, '-')))] : [];
}

function votes(match: RegExpExecArray, score: number, up?: number, down?: number): Span {
  const start = match.index + match[0].search(/\S/u);
  const end = match.index + match[0].trimEnd().length;
  const counted = {
    score,
    ...(up === undefined ? {} : { up }),
    ...(down === undefined ? {} : { down }),
  };
  return { type: 'votes', start, end, votes: counted };
}

/** The index of the first span at an offset or after it; spans are in order. */
export function firstSpanFrom(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.start ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
