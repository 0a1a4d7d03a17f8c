import { URI } from 'vscode-uri';
import { CLEAN_SCHEME, cleanUri } from '../protocol.ts';
import type { ServerContext } from '../server.ts';
import { throwIfCancelled } from './cancellation.ts';
import { cleanTextOf } from './clean.ts';
import type { Sync } from './sync.ts';
import { describe } from './words.ts';

/** Serves clean views as documents of their own, and says when one is out of date (LSP 3.18). */
export function registerContents({ connection, session }: ServerContext, sync: Sync): void {
  const { textDocumentContent } = connection.workspace;
  const shown = new Set<string>();
  const refreshing = new Set<string>();
  textDocumentContent.on(async ({ uri }, token) => {
    const of = sourceUri(uri);
    if (of === undefined) return null;
    throwIfCancelled(token);
    if (session.document(of)) shown.add(of);
    const open = await session.source(of);
    throwIfCancelled(token);
    // What is no source strip leaves as it is.
    return { text: open ? await cleanTextOf(open) : (session.document(of)?.text ?? '') };
  });
  const refresh = (uri: string): void => {
    if (!shown.has(uri) || refreshing.has(uri)) return;
    refreshing.add(uri);
    textDocumentContent
      .refresh(cleanUri(uri))
      .catch((error: unknown) => connection.console.warn(describe(error)))
      .finally(() => refreshing.delete(uri));
  };
  sync.onTouch((uri) => {
    // A view that a client shows is a document, too, where its language is a source's.
    const of = sourceUri(uri);
    if (of === undefined) refresh(uri);
    else if (session.document(of)) shown.add(of);
  });
  sync.onRenew(() => shown.forEach(refresh));
  sync.onClose((uri) => shown.delete(sourceUri(uri) ?? uri));
}

/** The source of which a URI is the clean view. */
function sourceUri(uri: string): string | undefined {
  if (!uri.startsWith(`${CLEAN_SCHEME}:`)) return undefined;
  return URI.parse(uri).query || undefined;
}
