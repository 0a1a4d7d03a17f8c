import { groupOf, type Kind } from '../server/src/core/kinds.ts';
import type { Row } from './alter.ts';
import type { Phrases } from './phrases.ts';

type Next = () => number;

/** Names inside a sentence, where letters have case; runs of characters, where words have no spaces. */
const NAMES = /(?<=[\p{L}\p{N},;]\s)\p{Lu}[\p{L}\p{N}'’-]+(?:\s\p{Lu}[\p{L}\p{N}'’-]+){0,2}/gu;
const LONG = /(?<![\p{L}\p{N}])\p{L}{6,14}(?![\p{L}\p{N}])/gu;
const DENSE = /[\p{sc=Han}]{2,4}|[\p{sc=Katakana}ー]{3,8}|[\p{sc=Hangul}]{2,5}/gu;

/** In how many ways `written` sets a list of topics. */
const WAYS = 9;

/**
 * The document with topics of its own after its article, as pages list them: few documents have any, and without
 * their page's marks they look like a menu. What tells them from one are an opening phrase, words of the article,
 * and where they stand. Returns the rows as they are where the article is too short to have topics.
 */
export function withTopics(
  rows: readonly Row[],
  next: Next,
  language: string,
  phrases: Phrases,
): Row[] {
  const at = afterArticle(rows, next);
  const topics = at > 0 ? topicsOf(rows, next) : [];
  if (topics.length < 2) return [...rows];
  const opener = next() < 0.65 ? phrases.said('Tags', language, next) : undefined;
  const lines = written(topics, opener, next).map((t): Row => ({ t, k: 'tags', sure: 1 }));
  const blank: Row = { t: '', k: null, sure: 1 };
  const around = next() < 0.5 ? [blank] : [];
  return [...rows.slice(0, at), ...around, ...lines, ...around, ...rows.slice(at)];
}

/** Where topics would stand: mostly behind the last line of the article, at times behind the share bar under it. */
function afterArticle(rows: readonly Row[], next: Next): number {
  const last = rows.findLastIndex((row) => row.k === 'body' || row.k === 'credit');
  if (rows.filter((row) => row.k === 'body').length < 4 || rows.some((row) => row.k === 'tags'))
    return 0;
  let at = last + 1;
  if (next() < 0.4) while (at < rows.length && isBeside(rows[at]?.k ?? null)) at++;
  return at;
}

function isBeside(kind: Kind | null): boolean {
  return kind === null || kind === 'share' || kind === 'byline' || kind === 'credit';
}

function topicsOf(rows: readonly Row[], next: Next): string[] {
  const text = rows
    .flatMap((row) => (row.k && groupOf(row.k) === 'article' ? [row.t] : []))
    .join('\n');
  const own = [...repeated(text, NAMES), ...repeated(text, DENSE)];
  const long = repeated(text, LONG);
  const general = rows.flatMap((row) =>
    (row.k === 'navigation' || row.k === 'kicker') && row.t.trim().length < 24 ? [bare(row.t)] : [],
  );
  const count = 2 + Math.floor(next() ** 2 * 12);
  const found = new Set<string>();
  for (let i = 0; i < count * 2 && found.size < count; i++) {
    const way = next();
    const from =
      way < 0.55 && own.length > 3 ? own : way < 0.8 || general.length < 4 ? long : general;
    const topic = from[Math.floor(next() * from.length)];
    if (topic && topic.length > 1) found.add(topic);
  }
  return cased([...found], next);
}

/** Found words, those that stand more than once first. */
function repeated(text: string, what: RegExp): string[] {
  const times = new Map<string, number>();
  for (const [word] of text.matchAll(what)) times.set(word, (times.get(word) ?? 0) + 1);
  const twice = [...times].filter(([, n]) => n > 1).map(([word]) => word);
  return twice.length >= 6 ? twice : [...times.keys()].slice(0, 40);
}

function bare(text: string): string {
  return text.replace(/^[\s\-*•+·#>»|\d.[\]]+/u, '').trim();
}

function cased(topics: readonly string[], next: Next): string[] {
  const way = next();
  if (way < 0.15) return topics.map((topic) => topic.toLowerCase());
  if (way < 0.25) return topics.map((topic) => topic.toUpperCase());
  if (way < 0.7) return topics.map((topic) => topic.charAt(0).toUpperCase() + topic.slice(1));
  return [...topics];
}

/** The lines of a list of topics: one a line behind some sign, or all on one. */
function written(topics: readonly string[], opener: string | undefined, next: Next): string[] {
  const way = Math.floor(next() * WAYS);
  if (way === 0)
    return [opener ? `${opener.replace(/[:：]$/u, '')}: ${topics.join(', ')}` : topics.join(', ')];
  const head = opener === undefined ? [] : [next() < 0.2 ? `### ${opener}` : opener];
  return [...head, ...listed(topics, way, next)];
}

function listed(topics: readonly string[], way: number, next: Next): string[] {
  const sign = ['*', '-', '•', '+'][Math.floor(next() * 4)];
  const indent = ' '.repeat(Math.floor(next() * 4));
  if (way === 1) return topics.flatMap((topic) => ['-', topic]);
  if (way === 2) return topics.map((topic) => `#${topic.replaceAll(' ', '')}`);
  if (way === 3) return topics.map((topic, i) => `${indent}${i + 1}. ${topic}`);
  if (way === 4) return topics.map((topic, i) => (i < topics.length - 1 ? `${topic},` : topic));
  if (way === 5) return [topics.join(next() < 0.5 ? ' ' : ' | ')];
  if (way === 6 || way === 7) return topics.map((topic) => `${indent}${sign} ${topic}`);
  return [...topics];
}
