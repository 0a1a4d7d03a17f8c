import type { Middleware } from 'vscode-languageclient';
import type { Acts } from './acts.ts';

/** Has acts heard of, whoever carries them out. */
export function actsMiddleware(acts: Acts): NonNullable<Middleware['executeCommand']> {
  return async (command, args, next) => {
    const run = async (): Promise<unknown> => next(command, args);
    return acts.handles(command) ? acts.report(command, args[0], run) : run();
  };
}
