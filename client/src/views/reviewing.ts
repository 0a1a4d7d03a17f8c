import { commands, type Disposable, l10n, Uri, window } from 'vscode';
import { AnnotationCommand, type ReviewArguments } from '../../../server/src/annotationProtocol.ts';
import { Command } from '../commandIds.ts';
import { basename, say } from '../messages.ts';
import type { Server } from '../server.ts';
import { act } from './acts.ts';
import { SELECTED } from './selected.ts';
import type { FileNode } from './sourceTree.ts';

/**
 * *Mark as Reviewed* and its opposite, for the sources that are clicked or selected in the view, or
 * else the one in the active editor.
 */
export function registerReviewing(
  server: Server,
  selection: () => readonly unknown[],
): Disposable[] {
  const register = (id: string, reviewed: boolean): Disposable =>
    commands.registerCommand(id, async (target: unknown, several: unknown) => {
      const given = target === SELECTED ? selection() : Array.isArray(several) ? several : [target];
      const uris = urisOf(given);
      if (uris.length === 0) say(l10n.t('open a source first.'));
      for (const uri of uris) await setReviewed(server, uri, reviewed);
    });
  return [register(Command.markReviewed, true), register(Command.unmarkReviewed, false)];
}

/** The sources among what a command was called with; of nothing, the one in the active editor. */
function urisOf(given: readonly unknown[]): readonly string[] {
  const found = given.flatMap((each) =>
    each instanceof Uri ? [each.toString()] : isFile(each) ? [each.uri] : [],
  );
  const { document } = window.activeTextEditor ?? {};
  const isGiven = given.some((each) => each !== undefined);
  return isGiven || !document ? found : [document.uri.toString()];
}

async function setReviewed(server: Server, uri: string, reviewed: boolean): Promise<void> {
  const args: ReviewArguments = { uri, reviewed };
  const name = basename(Uri.parse(uri, true));
  const done = reviewed ? l10n.t('{0} is reviewed.', name) : l10n.t('{0} is to be reviewed.', name);
  await act(server, AnnotationCommand.review, args, done);
}

function isFile(target: unknown): target is FileNode {
  return (target as Partial<FileNode> | undefined)?.type === 'source';
}
