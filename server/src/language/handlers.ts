import {
  type CancellationToken,
  ResponseError,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import type { ServerContext } from '../server.ts';
import { throwIfCancelled } from './cancellation.ts';
import type { OpenSource } from './session.ts';
import { describe } from './words.ts';

/** Answers a request; of most, how far it is can be told. */
export type Handler<P, R, Rest extends readonly unknown[] = [WorkDoneProgressReporter]> = (
  params: P,
  token: CancellationToken,
  ...rest: Rest
) => Promise<R>;

/** A handler whose errors are logged before the client hears of them. */
export function logged<P, R, Rest extends readonly unknown[] = [WorkDoneProgressReporter]>(
  { connection }: Pick<ServerContext, 'connection'>,
  handler: Handler<P, R, Rest>,
): Handler<P, R, Rest> {
  return async (params, token, ...rest) => {
    try {
      return await handler(params, token, ...rest);
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
