import { commands, l10n, Uri, workspace } from 'vscode';
import type { ActResult, SourceArguments } from '../../../server/src/annotationProtocol.ts';
import { say } from '../messages.ts';
import type { Server } from '../server.ts';

/**
 * Has the server carry out what a person decided in a view. The source is opened for it, unseen: an
 * act is one on the text as it stands. `done` is said where nothing else was; true where it was
 * carried out.
 */
export async function act<A extends SourceArguments>(
  server: Server,
  command: string,
  args: A,
  done: string,
): Promise<boolean> {
  await server.start();
  const { version } = await workspace.openTextDocument(Uri.parse(args.uri, true));
  const result = await commands.executeCommand<ActResult | null | undefined>(command, {
    version,
    ...args,
  });
  const isApplied = result?.applied === true;
  say(
    result?.message ?? (isApplied ? done : l10n.t('Nothing was done: see the output of Galley.')),
  );
  return isApplied;
}
