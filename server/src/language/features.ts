import {
  type CancellationToken,
  LSPErrorCodes,
  MessageType,
  type Range,
  ResponseError,
  ShowMessageNotification,
  type TextDocumentIdentifier,
} from 'vscode-languageserver';
import { AnnotationRequest, type LineKinds, type LinesArguments } from '../annotationProtocol.ts';
import {
  CLEAN,
  type CleanParams,
  type CleanResult,
  CONFIGURATION,
  type ConfigurationParams,
  type ConfigurationResult,
  type KeepResult,
  ServerCommand,
  type StripResult,
} from '../protocol.ts';
import type { ServerContext } from '../server.ts';
import { colours } from '../settings/highlighting.ts';
import { isProjectFile } from '../settings/projectFile.ts';
import type { ForgetResult, TrainResult } from '../trainingProtocol.ts';
import { allActionsOf } from './allActions.ts';
import type { Annotating } from './annotating/register.ts';
import { throwIfCancelled } from './cancellation.ts';
import { cleanTextOf } from './clean.ts';
import { registerContents } from './contents.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { effectiveConfiguration } from './effective.ts';
import { foldingRangesOf } from './folding.ts';
import { type Handler, logged, sourceOf } from './handlers.ts';
import { highlightsOf } from './highlights.ts';
import { hintsOf } from './hints.ts';
import { hoverOf } from './hover.ts';
import { keep, keepArgumentsOf } from './keepCommand.ts';
import { lensesOf } from './lenses.ts';
import { lineKindsOf } from './lineKinds.ts';
import { linksOf } from './links.ts';
import { registerOutlines } from './outlines.ts';
import { lineOf } from './positions.ts';
import { projectFileDiagnostics } from './projectFile.ts';
import { DiagnosticReports } from './reports.ts';
import { resolvedAction } from './resolveAction.ts';
import { selectionRangesOf } from './selection.ts';
import type { OpenSource } from './session.ts';
import { type ApplyEdit, strip } from './stripCommand.ts';
import { stripArgumentsOf } from './stripPlan.ts';
import type { Sync } from './sync.ts';
import { TokenResults } from './tokenResults.ts';
import { tokensOf } from './tokens.ts';
import type { TrainingActs } from './training/register.ts';

/** Answers the client's requests. */
export function registerFeatures(
  server: ServerContext,
  sync: Sync,
  annotating: Annotating,
  training: TrainingActs,
): void {
  registerOutlines(server, sync);
  registerReading(server);
  registerLooking(server);
  if (server.client.asksForContent) registerContents(server, sync);
  registerTokens(server, sync);
  registerDiagnostics(server, sync);
  registerFixing(server, sync, annotating, training);
}

/** A handler for a document: `feature` for a source, `otherwise` for what is none or not open. */
function onSource<P extends { readonly textDocument: TextDocumentIdentifier }, R>(
  server: ServerContext,
  otherwise: R,
  feature: (open: OpenSource, params: P) => R,
): Handler<P, R> {
  return logged(server, async (params, token) => {
    const open = await sourceOf(server, params.textDocument.uri, token);
    return open ? feature(open, params) : otherwise;
  });
}

function registerReading(server: ServerContext): void {
  const { connection, client } = server;
  connection.onFoldingRanges(
    onSource(server, [], ({ source }) => foldingRangesOf(source, client.foldingLimit)),
  );
  connection.onRequest(
    CLEAN,
    logged<CleanParams, CleanResult>(server, async ({ uri, policy }, token) => {
      const open = await sourceOf(server, uri, token);
      const text = open && (await cleanTextOf(open, policy));
      throwIfCancelled(token);
      return open && text !== undefined ? { version: open.version, text } : null;
    }),
  );
  connection.onRequest(
    CONFIGURATION,
    logged<ConfigurationParams, ConfigurationResult>(server, async ({ uri }, token) => {
      throwIfCancelled(token);
      // Who asks which settings hold wants to know it now, even where no watcher told of a change.
      server.configuration.change(undefined);
      const effective = await server.configuration.of(uri);
      if (!server.session.document(uri)) server.configuration.forget(uri);
      throwIfCancelled(token);
      return effectiveConfiguration(effective, await server.configuration.personal(uri));
    }),
  );
}

function registerLooking(server: ServerContext): void {
  const { connection, client } = server;
  connection.onHover(
    logged(server, async ({ textDocument: { uri }, position }, token) => {
      const before = await sourceOf(server, uri, token);
      if (!before) return null;
      const sources = await server.repeats.count(before, lineOf(before.source.lines, position));
      // Files were read meanwhile: the document may be another by now.
      const open = await sourceOf(server, uri, token);
      return open ? hoverOf(open, client, position, sources) : null;
    }),
  );
  connection.onRequest(
    AnnotationRequest.kinds,
    logged<LinesArguments, LineKinds | null>(server, async (lines, token) => {
      const open = await sourceOf(server, lines.uri, token);
      return open ? lineKindsOf(open, lines) : null;
    }),
  );
  connection.onSelectionRanges(
    onSource(server, [], ({ source }, { positions }) => selectionRangesOf(source, positions)),
  );
  connection.onDocumentHighlight(
    onSource(server, null, ({ source }, { position }) => highlightsOf(source, position)),
  );
  connection.onCodeLens(onSource(server, [], (open) => lensesOf(open, client)));
  connection.languages.inlayHint.on(
    onSource(server, [], (open, { range }) => hintsOf(open, client, range)),
  );
  connection.onDocumentLinks(onSource(server, [], ({ source }) => linksOf(source)));
}

function registerTokens(server: ServerContext, sync: Sync): void {
  const { semanticTokens } = server.connection.languages;
  const results = new TokenResults();
  const tokens = ({ source, settings }: OpenSource, range?: Range) =>
    tokensOf(source, range, (kind) => colours(kind, settings));
  sync.onClose((uri) => results.forget(uri));
  semanticTokens.on(onSource(server, { data: [] }, (open) => results.full(open.uri, tokens(open))));
  semanticTokens.onDelta(
    onSource(server, { data: [] }, (open, { previousResultId }) =>
      results.delta(open.uri, tokens(open), previousResultId),
    ),
  );
  semanticTokens.onRange(
    onSource(server, { data: [] }, (open, { range }) => ({ data: tokens(open, range) })),
  );
}

function registerDiagnostics(server: ServerContext, sync: Sync): void {
  const { connection, client } = server;
  const reports = new DiagnosticReports();
  sync.onClose((uri) => reports.forget(uri));
  connection.languages.diagnostics.on(
    logged(server, async ({ textDocument: { uri }, previousResultId }, token) => {
      const document = server.session.document(uri);
      if (document && isProjectFile(uri)) {
        throwIfCancelled(token);
        const items = await projectFileDiagnostics(document, client.messages);
        throwIfCancelled(token);
        return { kind: 'full', items };
      }
      const open = await sourceOf(server, uri, token);
      // For what is not open nothing is remembered.
      if (!server.session.document(uri)) return { kind: 'full', items: [] };
      return reports.report(uri, open, (each) => diagnosticsOf(each, client), previousResultId);
    }),
  );
}

function registerFixing(
  server: ServerContext,
  sync: Sync,
  annotating: Annotating,
  training: TrainingActs,
): void {
  const { connection, client } = server;
  connection.onCodeAction(
    onSource(server, [], (open, { range, context }) => allActionsOf(open, client, range, context)),
  );
  connection.onCodeActionResolve(
    logged(server, (action, token) =>
      resolvedAction(action, client, (uri) => sourceOf(server, uri, token)),
    ),
  );
  connection.onExecuteCommand(
    logged(server, async ({ command, arguments: given = [] }, token, progress) => {
      const trained = training.execute(command, given[0], { token, progress });
      if (trained) return tellingOf(server, await trained);
      const act = annotating.execute(command, given[0]);
      const result = await (act ?? execute(server, sync, command, given[0], token));
      const isTold = act ? server.options.annotations : server.options.status;
      const isNews = !result.applied || act !== undefined;
      const type = result.applied ? MessageType.Info : MessageType.Warning;
      if (isNews && !isTold) await tell(server, type, result.message);
      return result;
    }),
  );
}

/** Tells what came of training. */
async function tellingOf<R extends TrainResult | ForgetResult>(
  server: ServerContext,
  result: R,
): Promise<R> {
  const hasFailed = 'outcome' in result && result.outcome === 'failed';
  const type = hasFailed ? MessageType.Error : MessageType.Info;
  if (!server.options.annotations) await tell(server, type, result.message);
  return result;
}

/** For clients that do not know the command, and so tell their users nothing of what it answers. */
async function tell(
  { connection }: ServerContext,
  type: MessageType,
  message: string | undefined,
): Promise<void> {
  if (!message) return;
  await connection.sendNotification(ShowMessageNotification.method, { type, message });
}

/** Whether the user agrees to what a message tells. */
async function ask({ connection }: ServerContext, message: string, yes: string): Promise<boolean> {
  const answer = await connection.window.showWarningMessage(message, { title: yes });
  return answer?.title === yes;
}

async function execute(
  server: ServerContext,
  sync: Sync,
  command: string,
  given: unknown,
  token: CancellationToken,
): Promise<StripResult | KeepResult> {
  const { connection, client, session, configuration } = server;
  const apply: ApplyEdit = (edit) => {
    throwIfCancelled(token);
    return connection.workspace.applyEdit(edit);
  };
  const toStrip = command === ServerCommand.strip ? stripArgumentsOf(given) : undefined;
  if (toStrip) {
    const open = () => sourceOf(server, toStrip.uri, token);
    return strip(toStrip, {
      client,
      open,
      apply,
      ask: (message, yes) => ask(server, message, yes),
    });
  }
  const toKeep = command === ServerCommand.keep ? keepArgumentsOf(given) : undefined;
  if (toKeep) {
    const { renew, isGone } = sync;
    const tools = { client, session, configuration, apply, renew, isGone };
    return keep(await sourceOf(server, toKeep.uri, token), toKeep, tools);
  }
  const known =
    command === ServerCommand.keep
      ? '{ uri, version?, line, endLine?, scope: "line" | "source" | "workspace" }'
      : '{ uri, version?, kind?, line?, policy?, force? }';
  const message = `${command} needs other arguments: ${known}.`;
  throw new ResponseError(LSPErrorCodes.RequestFailed, message);
}
