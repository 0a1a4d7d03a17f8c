import { type Disposable, type Event, EventEmitter, l10n } from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { ServerCommand, type StripArguments, type StripResult } from '../../server/src/protocol.ts';
import { reportKeep } from './keep.ts';

/** What a strip did to a document. */
export interface StripReport {
  readonly uri: string;
  readonly done: boolean;
  /** For the user. */
  readonly text: string;
}

type ExecuteCommand = NonNullable<Middleware['executeCommand']>;

export interface Reporter extends Disposable {
  readonly middleware: Middleware;
  readonly onDidStrip: Event<StripReport>;
}

/**
 * Hears of what the server's commands did, whoever called them: a command, a code lens, a quick fix,
 * a key binding. None ends in silence. `others` hears of those that are neither strip nor keep.
 */
export function createReporter(others: ExecuteCommand): Reporter {
  const emitter = new EventEmitter<StripReport>();
  const middleware: Middleware = {
    executeCommand: async (command, args, next) => {
      const run = async (): Promise<unknown> => next(command, args);
      if (command === ServerCommand.keep) return reportKeep(run);
      if (command !== ServerCommand.strip) return others(command, args, next);
      const result = await run();
      emitter.fire(reportOf(args[0], result));
      return result;
    },
  };
  return { middleware, onDidStrip: emitter.event, dispose: () => emitter.dispose() };
}

function reportOf(args: StripArguments, result: unknown): StripReport {
  const stripped = result as StripResult | null | undefined;
  const done = stripped?.applied === true;
  return { uri: args.uri, done, text: done ? summaryOf(stripped) : failureOf(stripped) };
}

function failureOf(result: StripResult | null | undefined): string {
  return result?.message ?? l10n.t('Nothing was stripped: see the output of Galley.');
}

/** “3 blocks stripped, 2 left as unsure”. */
function summaryOf({ blocks, unsure }: StripResult): string {
  const stripped =
    blocks === 0
      ? l10n.t('Nothing to strip')
      : blocks === 1
        ? l10n.t('1 block stripped')
        : l10n.t('{0} blocks stripped', blocks);
  return unsure === 0 ? stripped : l10n.t('{0}, {1} left as unsure', stripped, unsure);
}
