import type { Kind } from '../core/kinds.ts';

/** Where the pages on the kinds of section are. */
const KIND_PAGES = 'https://github.com/galley-tools/galley/blob/main/docs/kinds/';

/** The page on a kind. */
export function pageOf(kind: Kind): string {
  return `${KIND_PAGES}${kind}.md`;
}

/** An error as the log shows it. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
