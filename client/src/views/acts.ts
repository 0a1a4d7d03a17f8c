import { Uri, workspace } from 'vscode';
import type { SourceArguments } from '../../../server/src/annotationProtocol.ts';
import { execute } from '../annotating/execute.ts';
import { say } from '../messages.ts';
import type { Server } from '../server.ts';

/**
 * Has the server carry out what a person decided in a view. The source is opened for it, unseen: an
 * act is one on the text as it stands. `done` is said where the server says nothing; true where it
 * was carried out.
 */
export async function act<A extends SourceArguments>(
  server: Server,
  command: string,
  args: A,
  done: string,
): Promise<boolean> {
  await server.start();
  const { version } = await workspace.openTextDocument(Uri.parse(args.uri, true));
  const { applied, message } = await execute(command, { version, ...args });
  if (applied && !message) say(done);
  return applied;
}
