import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { ServerContext } from '../../server.ts';
import {
  type FolderArguments,
  type ForgetResult,
  TRAINING_CHANGED,
  TrainingCommand,
  TrainingRequest,
  type TrainingStatus,
  type TrainResult,
} from '../../trainingProtocol.ts';
import { joined, keyOf, shownPath } from '../../uris.ts';
import { asBoolean, asGiven, asString, isWrong } from '../annotating/arguments.ts';
import { type Author, Authors } from '../annotating/carryOut.ts';
import { cancelled, throwIfCancelled } from '../cancellation.ts';
import { logged } from '../handlers.ts';
import type { Sync } from '../sync.ts';
import { TRAINING_FILE } from './parsers.ts';
import { type LongRequest, show } from './progress.ts';
import { failed, refused, told } from './results.ts';

/** Commands about what is learned from labels. */
export interface TrainingActs {
  /** Carries out a command; undefined where it is not one about training. */
  execute(
    command: string,
    given: unknown,
    request: LongRequest,
  ): Promise<TrainResult | ForgetResult> | undefined;
}

interface TrainGiven extends FolderArguments {
  readonly dryRun: boolean;
}

/** Trains on the labels of folders, forgets it, and says how things are. */
export function registerTraining(
  server: ServerContext,
  sync: Sync,
  author: Author | undefined,
): TrainingActs {
  const { connection, parsers } = server;
  sync.onRenew(() => parsers.forget());
  sync.onAnnotationFiles(() => parsers.forget());
  const changed = (): void => {
    parsers.forget();
    sync.renew();
    if (server.options.annotations) void connection.sendNotification(TRAINING_CHANGED, {});
  };
  connection.onRequest<TrainingStatus, unknown>(
    TrainingRequest.status,
    logged<unknown, TrainingStatus>(server, async (given) =>
      statusOf(server, argumentsOf(TrainingRequest.status, given)),
    ),
  );
  const authors = new Authors(author);
  return {
    execute(command, given, request) {
      if (command === TrainingCommand.train) {
        const asked = argumentsOf(command, given);
        return train(server, asked, { authors, changed, request });
      }
      if (command !== TrainingCommand.forget) return undefined;
      return forget(server, argumentsOf(command, given), changed);
    },
  };
}

function argumentsOf(command: string, said: unknown): TrainGiven {
  const given = asGiven(said ?? {});
  if (!given || isWrong(given.uri, asString) || isWrong(given.dryRun, asBoolean)) {
    const message = `${command} needs other arguments: { uri?, dryRun? }.`;
    throw new ResponseError(LSPErrorCodes.RequestFailed, message);
  }
  const uri = asString(given.uri);
  return { dryRun: given.dryRun === true, ...(uri === undefined ? {} : { uri }) };
}

interface TrainTools {
  readonly authors: Authors;
  readonly changed: () => void;
  readonly request: LongRequest;
}

async function train(
  server: ServerContext,
  { uri, dryRun }: TrainGiven,
  { authors, changed, request }: TrainTools,
): Promise<TrainResult> {
  const { connection, client, configuration, files, loadModel } = server;
  const { messages } = client;
  const root = await rootOf(server, uri);
  throwIfCancelled(request.token);
  if (root === undefined) return refused('noFolder', messages);
  const loaded = await loadModel();
  if ('failure' in loaded) return { outcome: 'failed', message: loaded.failure };
  const who = (await configuration.annotator(root)) || (await authors.of(root)) || '';
  await server.pages.settle();
  const shown = show(server, messages.training, request);
  try {
    // Not imported above: the start shall not wait for what is seldom asked for.
    const { trainFolder } = await import('../../learning/folder.ts');
    const { outcome, failures } = await trainFolder(loaded.model, files.at(root), {
      who,
      when: new Date().toISOString(),
      dryRun,
      signal: shown.signal,
      progress: (share) => shown.report(share),
    });
    for (const { source, error } of failures) connection.console.warn(`${source}: ${error}`);
    if (outcome.type === 'gain' && !dryRun) changed();
    return told(outcome, dryRun ? undefined : joined(root, TRAINING_FILE), messages);
  } catch (error) {
    if (shown.signal.aborted) throw cancelled();
    return failed(error, messages);
  } finally {
    shown.done();
  }
}

async function forget(
  server: ServerContext,
  { uri }: TrainGiven,
  changed: () => void,
): Promise<ForgetResult> {
  const { messages } = server.client;
  const root = await rootOf(server, uri);
  const { forgetTraining } = await import('../../learning/folder.ts');
  const forgotten = root !== undefined && (await forgetTraining(server.files.at(root)));
  if (forgotten) changed();
  return { forgotten, message: forgotten ? messages.forgotten : messages.nothingLearned };
}

async function statusOf(server: ServerContext, { uri }: TrainGiven): Promise<TrainingStatus> {
  const root = await rootOf(server, uri);
  const loaded = await server.loadModel();
  if (root === undefined || 'failure' in loaded) return { state: 'none' };
  const known = await server.parsers.training(root, loaded.model);
  if (!known || known.state === 'none') return { state: 'none' };
  const { file } = known;
  if (known.state === 'broken') return { state: 'broken', file, message: known.message };
  if (known.state === 'outdated') {
    return {
      state: 'outdated',
      file,
      message: server.client.messages.trainedOnAnother(shownPath(file)),
    };
  }
  const { figures, who, when } = known.training;
  return { state: 'trained', file, figures, who, when };
}

/** The folder that keeps the labels of a source or of a folder; by default those of the first folder. */
async function rootOf(
  { session, pages }: ServerContext,
  uri = session.folders[0],
): Promise<string | undefined> {
  if (uri === undefined) return undefined;
  const isFolder = session.folders.includes(keyOf(uri));
  const place = await pages.places.of(isFolder ? joined(uri, 'source') : uri);
  return place?.root;
}
