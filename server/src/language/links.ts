import type { DocumentLink } from 'vscode-languageserver';
import type { Source } from '../core/source.ts';
import { rangeOf } from './positions.ts';

/** The web and mail addresses of a source. */
export function linksOf({ lines, spans, text }: Source): DocumentLink[] {
  return spans.flatMap(({ type, start, end }) => {
    if (type !== 'url' && type !== 'email') return [];
    return [{ range: rangeOf(lines, start, end), target: targetOf(type, text.slice(start, end)) }];
  });
}

function targetOf(type: 'url' | 'email', words: string): string {
  if (type === 'email') return `mailto:${words}`;
  return /^https?:/i.test(words) ? words : `https://${words}`;
}
