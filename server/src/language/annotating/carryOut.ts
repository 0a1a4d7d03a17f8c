import type { ActResult } from '../../annotationProtocol.ts';
import type { Act } from '../../annotations/entries.ts';
import type { FileSystem } from '../../files.ts';
import type { Configuration } from '../configuration.ts';
import type { Messages } from '../messages.ts';
import type { Session } from '../session.ts';
import type { Asked, Outcome } from './acts.ts';
import { type KeptPage, type Pages, reasonOf, type Stored } from './pages.ts';

/** What acts are carried out with. */
export interface ActTools {
  readonly pages: Pages;
  readonly session: Session;
  readonly configuration: Configuration;
  readonly files: FileSystem;
  readonly messages: Messages;
  /** Is told of a source whose annotations are others now, before they are stored. */
  readonly changed: (uri: string) => void;
}

/** Who is at work in a folder, where that is known. */
export type Author = (folder: string) => Promise<string | undefined>;

/** Who is at work in each folder, asked once. */
export class Authors {
  readonly #author: Author;
  readonly #names = new Map<string, Promise<string | undefined>>();

  constructor(author: Author = async () => undefined) {
    this.#author = author;
  }

  of(root: string): Promise<string | undefined> {
    const name = this.#names.get(root) ?? this.#author(root).catch(() => undefined);
    this.#names.set(root, name);
    return name;
  }
}

/**
 * Carries out what a person asks for, and stores it. It holds at once; where it cannot be stored the
 * answer says so, and it stays until it can.
 */
export async function carryOut(
  asked: Asked,
  authors: Authors,
  tools: ActTools,
): Promise<ActResult> {
  const { messages, pages } = tools;
  const place = await pages.places.of(asked.uri);
  if (!place) return refused(messages.notKept);
  const own = await tools.configuration.annotator(asked.uri);
  const who = own || (await authors.of(place.root));
  if (!who) return refused(messages.noName);
  const open = await tools.session.source(asked.uri);
  if (open && asked.version !== undefined && asked.version !== open.version) {
    return refused(messages.actMovedOn);
  }
  if (open && asked.byLine && !open.isCountedAlike) return refused(messages.countedOtherwise);
  if (!open && asked.needsOpen) return refused(messages.notOpen);
  const kept = open ? pages.get(asked.uri) : await closedPage(asked.uri, tools);
  if (!kept) return refused(await whyNone(asked.uri, tools));
  const { page } = kept.opened;
  const { text } = page;
  const gathered = await asked.gather(tools.files, { ...place, text });
  if (page.text !== text) return refused(messages.actMovedOn);
  // From here on nothing is awaited until the act is done: the text is the one that was looked at.
  const outcome = asked.carryOut({ page, open, act: actOf(who), messages, gathered });
  if ('refused' in outcome) return refused(outcome.refused);
  if (outcome.changed > 0) tools.changed(asked.uri);
  // Nothing is shown of a source that is not open, and whoever lists it reads its file.
  return resultOf(outcome, await (open ? pages.saveSoon(kept) : pages.save(kept)), messages);
}

function actOf(who: string): Act {
  return { who, when: new Date().toISOString() };
}

/** The page of a source that is not open in the client, read from its file. */
async function closedPage(uri: string, { files, pages }: ActTools): Promise<KeptPage | undefined> {
  const text = await files.read(uri);
  const kept = await pages.remembered(uri, text ?? '');
  // Of a source that is gone there may be orphans left.
  return text === undefined && kept?.opened.page.isEmpty ? undefined : kept;
}

async function whyNone(uri: string, { pages, messages, session }: ActTools): Promise<string> {
  const problem = pages.problem(uri);
  if (problem !== undefined) return messages.unreadable(reasonOf(problem));
  return session.document(uri) ? messages.notOpen : messages.notThere;
}

export function refused(message: string): ActResult {
  return { applied: false, changed: 0, message };
}

function resultOf(
  outcome: Exclude<Outcome, { readonly refused: string }>,
  stored: Stored,
  messages: Messages,
): ActResult {
  const result = { applied: true, ...outcome };
  switch (stored.type) {
    case 'failed':
      return { ...result, applied: false, message: messages.notStored(reasonOf(stored.error)) };
    case 'busy':
      return { ...result, applied: false, message: messages.notStored(messages.busy) };
    case 'saved':
      if (stored.conflicts.length === 0) return result;
      return { ...result, message: messages.conflicts(stored.conflicts.length) };
    case 'unchanged':
      return result;
  }
}
