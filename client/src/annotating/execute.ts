import { commands } from 'vscode';
import type { ActResult } from '../../../server/src/annotationProtocol.ts';

/** Runs a command of the server that is an act; what it says the user hears by {@link Acts}. */
export async function execute(command: string, args: object): Promise<ActResult> {
  const result = await commands.executeCommand<ActResult | undefined>(command, args);
  return result ?? { applied: false, changed: 0 };
}
