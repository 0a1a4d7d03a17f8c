import { type CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver';
import type { ServerContext } from '../../server.ts';

/** A request for something that takes seconds. */
export interface LongRequest {
  readonly token: CancellationToken;
  /** Where the client wants to hear how far it is; does nothing where it does not say so. */
  readonly progress: WorkDoneProgressReporter;
}

/** How far something is, as the user sees it, who may also end it. */
export interface Shown {
  /** Aborted when the client cancels the request, or the user what is shown. */
  readonly signal: AbortSignal;
  /** How far it is, 0..1. */
  report(share: number): void;
  /** Takes it off again. */
  done(): void;
}

/**
 * Shows that something is under way: where the client wants to hear of it, or else, if the client can do that, in a
 * place of its own that the client makes for the server, once it has made one.
 */
export function show(
  { connection, client }: ServerContext,
  title: string,
  { token, progress }: LongRequest,
): Shown {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  const listening = [token.onCancellationRequested(abort)];
  if (token.isCancellationRequested) abort();
  let reporter = progress;
  let reached = 0;
  let over = false;
  reporter.begin(title, 0, undefined, true);
  const placed = async (): Promise<void> => {
    const own = await connection.window.createWorkDoneProgress();
    own.begin(title, reached, undefined, true);
    if (over) return own.done();
    listening.push(own.token.onCancellationRequested(abort));
    reporter = own;
  };
  // A client that makes no place for it after all shows nothing; the work waits for none.
  if (WorkDoneProgressReporter.isNullInstance(progress) && client.showsProgress) {
    placed().catch(() => undefined);
  }
  return {
    signal: stop.signal,
    report(share) {
      const percentage = Math.floor(100 * share);
      if (percentage > reached) reporter.report(percentage);
      reached = Math.max(reached, percentage);
    },
    done() {
      over = true;
      for (const each of listening) each.dispose();
      reporter.done();
    },
  };
}
