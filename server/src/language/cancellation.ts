import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Ends a request whose answer nobody waits for any more. */
export function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw cancelled();
}

/** How a request ends that its user has cancelled. */
export function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}
