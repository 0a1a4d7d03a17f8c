import type { Kind } from '../core/kinds.ts';

/** Where the pages on the kinds of section are. */
const KIND_PAGES = 'https://github.com/galley-tools/galley/blob/main/docs/kinds/';

/** The page on a kind. */
export function pageOf(kind: Kind): string {
  return `${KIND_PAGES}${kind}.md`;
}

/** A number with its noun: `1 line`, `12 lines`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A share of 0..1 in whole percent; never all where it is not quite all. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  return rounded === 100 && share < 1 ? 'over 99%' : `${rounded}%`;
}

/** An error as the log shows it. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
