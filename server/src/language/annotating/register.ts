import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import {
  type ActResult,
  ANNOTATIONS_CHANGED,
  AnnotationCommand,
  type AnnotationsChangedParams,
} from '../../annotationProtocol.ts';
import type { ServerContext } from '../../server.ts';
import { keyOf } from '../../uris.ts';
import type { Sync } from '../sync.ts';
import { describe } from '../words.ts';
import type { ActCommand } from './acts.ts';
import { adjudicate } from './adjudicate.ts';
import { type Author, Authors, carryOut } from './carryOut.ts';
import { accept, label, unlabel } from './labelActs.ts';
import { addNote, changeNote, reattach, remove } from './noteActs.ts';
import { Renaming } from './renaming.ts';
import { type Answers, registerRequests } from './requests.ts';
import { redo, review, undo } from './sourceActs.ts';

const ACTS: ReadonlyMap<string, ActCommand> = new Map([
  [AnnotationCommand.label, label],
  [AnnotationCommand.unlabel, unlabel],
  [AnnotationCommand.accept, accept],
  [AnnotationCommand.undo, undo],
  [AnnotationCommand.redo, redo],
  [AnnotationCommand.review, review],
  [AnnotationCommand.addNote, addNote],
  [AnnotationCommand.changeNote, changeNote],
  [AnnotationCommand.remove, remove],
  [AnnotationCommand.reattach, reattach],
  [AnnotationCommand.adjudicate, adjudicate],
]);

/** What others ask about annotations. */
export interface Annotating {
  /** Carries out a command; undefined where it is not one about annotations. */
  execute(command: string, given: unknown): Promise<ActResult> | undefined;
}

/** Has pages follow their sources, files and names, and answers what is asked about them. */
export function registerAnnotating(
  server: ServerContext,
  sync: Sync,
  author: Author | undefined,
): Annotating {
  const answers = registerRequests(server, sync);
  const changed = changing(server, sync, answers);
  server.pages.onMerge(changed);
  followFiles(server, sync, changed);
  new Renaming(server, changed).register();
  const acts = actsOf(server, author, changed);
  return {
    execute(command, given) {
      const act = ACTS.get(command);
      return act && acts(command, act, given);
    },
  };
}

/** Tells who shows a source that its annotations are others now. */
function changing(server: ServerContext, sync: Sync, answers: Answers): (uri?: string) => void {
  const { connection, options, session } = server;
  return (uri) => {
    if (uri !== undefined && session.document(uri)) sync.relabelled(uri);
    else answers.renew();
    if (!options.annotations) return;
    const params: AnnotationsChangedParams = uri === undefined ? {} : { uri };
    void connection.sendNotification(ANNOTATIONS_CHANGED, params);
  };
}

function actsOf(server: ServerContext, author: Author | undefined, changed: (uri: string) => void) {
  const { pages, session, configuration, client, files } = server;
  const authors = new Authors(author);
  return async (command: string, act: ActCommand, given: unknown): Promise<ActResult> => {
    const asked = act.read(given);
    if (!asked) {
      const message = `${command} needs other arguments: ${act.usage}.`;
      throw new ResponseError(LSPErrorCodes.RequestFailed, message);
    }
    const { messages } = client;
    const tools = { pages, session, configuration, files, messages, changed };
    return carryOut(asked, authors, tools);
  };
}

/** Stores pages when their sources are saved, and reads again what others stored. */
function followFiles(
  { connection, pages, session }: ServerContext,
  sync: Sync,
  changed: (uri?: string) => void,
): void {
  const failed = (error: unknown): void => connection.console.error(describe(error));
  sync.onSave((uri) => {
    const kept = pages.get(uri);
    if (kept) pages.save(kept).catch(failed);
  });
  sync.onClose((uri) => void pages.close(uri).catch(failed));
  sync.onEnd(() => pages.settle());
  sync.onAnnotationFiles((uris) => {
    const open = new Set(pages.open.map(({ file }) => keyOf(file)));
    if (uris.some((uri) => !open.has(keyOf(uri)))) changed();
    // Whoever asks before they are read waits for them.
    for (const uri of session.uris) session.reread(uri);
    pages
      .refresh()
      .then(() => pages.unreadable.forEach(changed))
      .catch(failed);
  });
}
