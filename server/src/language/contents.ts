import { URI } from 'vscode-uri';
import { CLEAN_SCHEME, cleanUri } from '../protocol.ts';
import type { ServerContext } from '../server.ts';
import { cleanTextOf } from './clean.ts';
import type { Sync } from './sync.ts';
import { describe } from './words.ts';

/** Serves clean views as documents of their own, and says when one is out of date (LSP 3.18). */
export function registerContents({ connection, session }: ServerContext, sync: Sync): void {
  const { textDocumentContent } = connection.workspace;
  const shown = new Set<string>();
  const refreshing = new Set<string>();
  textDocumentContent.on(async ({ uri }) => {
    const of = sourceUri(uri);
    if (of === undefined) return null;
    shown.add(of);
    const open = await session.source(of);
    return { text: open ? await cleanTextOf(open) : '' };
  });
  sync.onTouch((uri) => {
    if (!shown.has(uri) || refreshing.has(uri)) return;
    refreshing.add(uri);
    textDocumentContent
      .refresh(cleanUri(uri))
      .catch((error: unknown) => connection.console.warn(describe(error)))
      .finally(() => refreshing.delete(uri));
  });
  sync.onClose((uri) => shown.delete(uri));
}

/** The source of which a URI is the clean view. */
function sourceUri(uri: string): string | undefined {
  const { scheme, query } = URI.parse(uri);
  return scheme === CLEAN_SCHEME && query ? query : undefined;
}
