import type { CancellationToken } from 'vscode-languageserver-protocol';
import { serveFiles } from '../../client/src/files.ts';

export type Handlers = Record<
  string,
  (params: never, token: CancellationToken) => Promise<unknown>
>;

/** What the extension answers to the server's requests for files, over the files in memory. */
export function fileHandlers(): Handlers {
  const handlers: Handlers = {};
  const onRequest = (method: string, handler: Handlers[string]) => {
    handlers[method] = handler;
    return { dispose() {} };
  };
  serveFiles({ onRequest } as unknown as Parameters<typeof serveFiles>[0]);
  return handlers;
}
