import type { SourceArguments } from '../../annotationProtocol.ts';
import type { Act } from '../../annotations/entries.ts';
import type { Page } from '../../annotations/page.ts';
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
  readonly carryOut: (desk: Desk, args: A) => Outcome;
}

/** A command whose arguments are read and whose act is carried out as said. */
export function actCommand<A>({
  usage,
  byLine = false,
  needsOpen = false,
  read,
  carryOut,
}: Definition<A>): ActCommand {
  return {
    usage: `{ uri, version?${usage} }`,
    read(said) {
      const given = asGiven(said);
      const source = given && asSource(given);
      const args = given && read(given);
      if (!source || args === undefined) return undefined;
      return { ...source, byLine, needsOpen, carryOut: (desk) => carryOut(desk, args) };
    },
  };
}
