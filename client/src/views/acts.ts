import { Uri, workspace } from 'vscode';
import type { SourceArguments } from '../../../server/src/annotationProtocol.ts';
import { execute } from '../annotating/execute.ts';
import { say } from '../messages.ts';
import type { Server } from '../server.ts';

/**
 * Has the server carry out what a person decided in a view, on the text that the user sees where the
 * source is open, else on the one that is stored. `done` is said where the server says nothing; true
 * where it was carried out.
 */
export async function act<A extends SourceArguments>(
  server: Server,
  command: string,
  args: A,
  done: string,
): Promise<boolean> {
  await server.start();
  const key = Uri.parse(args.uri, true).toString();
  const open = workspace.textDocuments.find(({ uri }) => uri.toString() === key);
  const { applied, message } = await execute(command, {
    ...(open && { version: open.version }),
    ...args,
  });
  if (applied && !message) say(done);
  return applied;
}
