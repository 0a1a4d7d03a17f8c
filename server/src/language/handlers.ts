import {
  type CancellationToken,
  ResponseError,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import type { ServerContext } from '../server.ts';
import { throwIfCancelled } from './cancellation.ts';
import type { OpenSource } from './session.ts';
import { describe } from './words.ts';

export type Handler<P, R> = (
  params: P,
  token: CancellationToken,
  progress: WorkDoneProgressReporter,
) => Promise<R>;

/** A handler whose errors are logged before the client hears of them. */
export function logged<P, R>(
  { connection }: Pick<ServerContext, 'connection'>,
  handler: Handler<P, R>,
): Handler<P, R> {
  return async (params, token, progress) => {
    try {
      return await handler(params, token, progress);
    } catch (error) {
      if (!(error instanceof ResponseError)) connection.console.error(describe(error));
      throw error;
    }
  };
}

/** The source at a URI, if the client still wants to know. */
export async function sourceOf(
  { session }: Pick<ServerContext, 'session'>,
  uri: string,
  token: CancellationToken,
): Promise<OpenSource | undefined> {
  throwIfCancelled(token);
  const open = await session.source(uri);
  throwIfCancelled(token);
  return open;
}
