import { l10n } from 'vscode';
import {
  type ActResult,
  AnnotationCommand,
  type LinesArguments,
} from '../../../server/src/annotationProtocol.ts';
import { say } from '../messages.ts';
import { execute } from './execute.ts';

/** What was done in this window, and where. */
export interface Act {
  readonly uri: string;
  /** Zero-based; undefined where the act was not about lines. */
  readonly line: number | undefined;
  /** How many acts it is to the server, which takes one range of lines at a time. */
  readonly steps: number;
}

/** Those that the server can undo. */
const UNDOABLE: ReadonlySet<string> = new Set([
  AnnotationCommand.label,
  AnnotationCommand.unlabel,
  AnnotationCommand.accept,
  AnnotationCommand.addNote,
  AnnotationCommand.changeNote,
  AnnotationCommand.remove,
  AnnotationCommand.reattach,
  AnnotationCommand.adjudicate,
]);

const ALL: ReadonlySet<string> = new Set(Object.values(AnnotationCommand));

const NOTHING: ActResult = { applied: false, changed: 0 };

/**
 * The acts of this window, whoever asked for them: a command, a quick fix, a view. None fails in
 * silence, and the last is undone first, in whatever source it was.
 */
export class Acts {
  readonly #done: Act[] = [];
  readonly #undone: Act[] = [];
  #group: { steps: number } | undefined;

  /** Whether a command of the server is an act. */
  handles(command: string): boolean {
    return ALL.has(command);
  }

  /** Runs an act of the server, and tells the user what it says. */
  async report(command: string, args: unknown, run: () => Promise<unknown>): Promise<ActResult> {
    const result = await resultOf(run);
    const { applied, changed, message } = result;
    if (message) say(message);
    else if (!applied) say(l10n.t('Nothing was changed: see the output of Galley.'));
    // What could not be stored holds all the same, until it can.
    if (changed > 0 && UNDOABLE.has(command)) this.#note(args as LinesArguments);
    return result;
  }

  /** What `run` asks of the server is one act, to be undone as one; its sum. */
  async together(
    at: { readonly uri: string; readonly line: number },
    run: () => Promise<ActResult>,
  ): Promise<ActResult> {
    const group = { steps: 0 };
    this.#group = group;
    try {
      return await run();
    } finally {
      this.#group = undefined;
      if (group.steps > 0) this.#log({ uri: at.uri, line: at.line, steps: group.steps });
    }
  }

  /** Takes back the last act of this window, or else the last on the source given. */
  undo(uri: string | undefined): Promise<Act | undefined> {
    return this.#replay(AnnotationCommand.undo, this.#done, this.#undone, uri);
  }

  redo(uri: string | undefined): Promise<Act | undefined> {
    return this.#replay(AnnotationCommand.redo, this.#undone, this.#done, uri);
  }

  /** A server that ended took its history along. */
  forget(): void {
    this.#done.length = 0;
    this.#undone.length = 0;
  }

  #note({ uri, line }: LinesArguments): void {
    if (this.#group) this.#group.steps++;
    else this.#log({ uri, line, steps: 1 });
  }

  #log(act: Act): void {
    this.#done.push(act);
    this.#undone.length = 0;
  }

  async #replay(
    command: string,
    from: Act[],
    to: Act[],
    uri: string | undefined,
  ): Promise<Act | undefined> {
    const act = from.pop() ?? (uri ? { uri, line: undefined, steps: 1 } : undefined);
    if (!act) {
      say(l10n.t('nothing was done in this window.'));
      return undefined;
    }
    let changed = 0;
    let isTold = false;
    for (let step = 0; step < act.steps; step++) {
      const result = await execute(command, { uri: act.uri });
      changed += result.changed;
      isTold ||= result.message !== undefined;
    }
    if (changed === 0) return undefined;
    to.push(act);
    if (!isTold) say(command === AnnotationCommand.undo ? l10n.t('undone.') : l10n.t('redone.'));
    return act;
  }
}

async function resultOf(run: () => Promise<unknown>): Promise<ActResult> {
  try {
    return ((await run()) as ActResult | null | undefined) ?? NOTHING;
  } catch (error) {
    return { ...NOTHING, message: error instanceof Error ? error.message : String(error) };
  }
}
