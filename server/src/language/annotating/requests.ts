import {
  AnnotationRequest,
  type DisagreementsArguments,
  type DisagreementsResult,
  type NextArguments,
  type NextResult,
  type OrphansResult,
  type SourceAnnotations,
  type SourcesResult,
} from '../../annotationProtocol.ts';
import type { ServerContext } from '../../server.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { type Handler, logged, sourceOf } from '../handlers.ts';
import type { Sync } from '../sync.ts';
import { asGiven, asIndex, asSource, asString, type Given } from './arguments.ts';
import { disagreementsView } from './disagreements.ts';
import { NextToReview } from './nextToReview.ts';
import { orphansView, sourcesView } from './overviews.ts';
import { Records } from './records.ts';
import { annotationsOf } from './views.ts';

/** What requests about all sources are answered from. */
export interface Answers {
  /** Something changed: what was read of closed sources is to be looked at again. */
  renew(): void;
}

/** Answers what views ask about annotations. */
export function registerRequests(server: ServerContext, sync: Sync): Answers {
  const { connection, session, configuration, files, pages } = server;
  const warn = (message: string): void => connection.console.warn(message);
  const tools = { session, configuration, files, pages, records: new Records(pages, files, warn) };
  const parser = (uri: string) => session.parser(uri);
  const review = new NextToReview({ ...tools, parser, warn });
  registerAnnotations(server);
  const { sources, orphans, next, disagreements } = AnnotationRequest;
  connection.onRequest(
    sources,
    asked<SourcesResult>(server, (_, signal) => sourcesView(tools, signal)),
  );
  connection.onRequest(
    orphans,
    asked<OrphansResult>(server, (_, signal) => orphansView(tools, signal)),
  );
  connection.onRequest(
    disagreements,
    asked<DisagreementsResult>(server, (given, signal) =>
      disagreementsView(setsOf(given), tools, signal),
    ),
  );
  connection.onRequest(
    next,
    asked<NextResult>(server, (given, signal) => review.next(nextOf(given), signal)),
  );
  sync.onClose(() => review.renew());
  sync.onEnd(() => review.dispose());
  return { renew: () => review.renew() };
}

function registerAnnotations(server: ServerContext): void {
  server.connection.onRequest(
    AnnotationRequest.annotations,
    logged<unknown, SourceAnnotations | null>(server, async (given, token) => {
      const source = asSource(asGiven(given) ?? {});
      const open = source && (await sourceOf(server, source.uri, token));
      return open?.page ? annotationsOf(open.page, open.version) : null;
    }),
  );
}

/** A handler that stops what it does when the client no longer waits for it. */
function asked<R>(
  server: ServerContext,
  feature: (given: Given, signal: AbortSignal) => Promise<R>,
): Handler<unknown, R> {
  return logged(server, async (given, token) => {
    throwIfCancelled(token);
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => abort.abort());
    try {
      // It is about files too, which shall hold what was decided before.
      await server.pages.settle();
      const result = await feature(asGiven(given) ?? {}, abort.signal);
      throwIfCancelled(token);
      return result;
    } finally {
      listening.dispose();
    }
  });
}

function setsOf({ a: one, b: other }: Given): DisagreementsArguments {
  const [a, b] = [asString(one), asString(other)];
  return { ...(a === undefined ? {} : { a }), ...(b === undefined ? {} : { b }) };
}

function nextOf({ skip }: Given): NextArguments {
  const { uri, line } = asGiven(skip) ?? {};
  const [source, row] = [asString(uri), asIndex(line)];
  return source === undefined || row === undefined ? {} : { skip: { uri: source, line: row } };
}
