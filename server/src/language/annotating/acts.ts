import type { SourceArguments } from '../../annotationProtocol.ts';
import type { Label } from '../../annotations/annotation.ts';
import type { Act } from '../../annotations/entries.ts';
import type { Page } from '../../annotations/page.ts';
import type { FileSystem } from '../../files.ts';
import type { Messages } from '../messages.ts';
import type { OpenSource } from '../session.ts';
import { asGiven, asSource, type Given } from './arguments.ts';

/** What an act is carried out on. */
export interface Desk {
  readonly page: Page;
  /** The source; undefined where it is not open in the client. */
  readonly open: OpenSource | undefined;
  readonly act: Act;
  readonly messages: Messages;
  /** Labels of elsewhere that were asked for, as they stand in this text. */
  readonly gathered: readonly Label[];
}

/** A text in which labels of elsewhere are looked up. */
export interface GatherIn {
  /** Path of the source in the folder that holds its annotations, and that folder. */
  readonly source: string;
  readonly root: string;
  readonly text: string;
}

/** What an act did to a page, or why it did nothing. */
export type Outcome =
  | { readonly changed: number; readonly id?: string; readonly message?: string }
  | { readonly refused: string };

/** An act that a client asks for, with its arguments. */
export interface Asked extends SourceArguments {
  /** Whether it is about lines as the client counts them. */
  readonly byLine: boolean;
  /** Whether it needs the source open in the client. */
  readonly needsOpen: boolean;
  /** Looks up labels of elsewhere that it needs. */
  gather(files: FileSystem, text: GatherIn): Promise<readonly Label[]>;
  carryOut(desk: Desk): Outcome;
}

/** A command, and what it makes of what a client sends. */
export interface ActCommand {
  /** What it takes, as an error tells it. */
  readonly usage: string;
  /** Undefined where a client sends something else. */
  read(given: unknown): Asked | undefined;
}

interface Definition<A> {
  readonly usage: string;
  readonly byLine?: boolean;
  readonly needsOpen?: boolean;
  /** Reads what the act takes besides the source. */
  readonly read: (given: Given) => A | undefined;
  readonly gather?: (files: FileSystem, text: GatherIn, args: A) => Promise<readonly Label[]>;
  readonly carryOut: (desk: Desk, args: A) => Outcome;
}

/** A command whose arguments are read and whose act is carried out as said. */
export function actCommand<A>({
  usage,
  byLine = false,
  needsOpen = false,
  read,
  gather = async () => [],
  carryOut,
}: Definition<A>): ActCommand {
  return {
    usage: `{ uri, version?${usage} }`,
    read(said) {
      const given = asGiven(said);
      const source = given && asSource(given);
      const args = given && read(given);
      if (!source || args === undefined) return undefined;
      return {
        ...source,
        byLine,
        needsOpen,
        gather: (files, text) => gather(files, text, args),
        carryOut: (desk) => carryOut(desk, args),
      };
    },
  };
}
