import type { CodeAction, CodeActionContext, Command, Range } from 'vscode-languageserver';
import { CodeActionKind, CodeActionTriggerKind } from 'vscode-languageserver';
import {
  type AcceptArguments,
  AnnotationCommand,
  type LabelArguments,
  type LinesArguments,
} from '../annotationProtocol.ts';
import { PICK_LABEL } from '../protocol.ts';
import { blockAt } from './blocks.ts';
import type { Client } from './client.ts';
import { lineOf } from './positions.ts';
import type { OpenSource } from './session.ts';

/** The kind of the actions that decide what lines are. */
export const LABEL = `${CodeActionKind.Refactor}.label`;

/** How many other kinds are offered for a line. */
const OTHERS = 3;

/** What the actions at a range are about. */
interface Selected {
  readonly open: OpenSource;
  readonly first: number;
  readonly last: number;
  /** Its non-blank lines, and which of these have labels. */
  readonly lines: readonly number[];
  readonly labelled: readonly number[];
}

/**
 * What decides the lines at a range: accept them as they are, or their block; label them with the next
 * most likely kinds, or with one that the client lets the user pick; take their labels off. A light
 * bulb that nobody asked for has them only beside fixes (`hasFixes`): else it were on every line.
 */
export function labelActionsOf(
  open: OpenSource,
  client: Client,
  range: Range,
  { triggerKind }: Pick<CodeActionContext, 'triggerKind'>,
  hasFixes: boolean,
): CodeAction[] {
  const isUnasked = triggerKind === CodeActionTriggerKind.Automatic;
  const selected = selectedIn(open, range);
  if (!open.page || !open.isCountedAlike || selected.lines.length === 0) return [];
  if (isUnasked && !hasFixes && selected.labelled.length === 0) return [];
  return [
    ...removing(selected, client),
    ...accepting(selected, client),
    ...choosing(selected, client),
    ...picking(selected, client),
  ];
}

function selectedIn(open: OpenSource, { start, end }: Range): Selected {
  const { source } = open;
  const first = lineOf(source.lines, start);
  const last = lineOf(source.lines, end);
  const lines: number[] = [];
  for (let line = first; line <= last; line++) if (source.kinds[line]) lines.push(line);
  return { open, first, last, lines, labelled: lines.filter((line) => source.labels.has(line)) };
}

function removing({ open, first, last, labelled }: Selected, { messages }: Client): CodeAction[] {
  if (labelled.length === 0) return [];
  const args: LinesArguments = { ...versionOf(open), line: first, endLine: last };
  return [action(messages.unlabel(labelled.length), AnnotationCommand.unlabel, args)];
}

/** Accepts the lines, and the block that one line is in. */
function accepting({ open, first, last, lines, labelled }: Selected, client: Client) {
  const { messages } = client;
  const { source } = open;
  const kind = source.kinds[lines[0] ?? first];
  const actions: CodeAction[] = [];
  if (labelled.length < lines.length && kind) {
    const alike = lines.every((line) => source.kinds[line] === kind);
    const title = messages.accept(lines.length - labelled.length, alike ? kind : undefined);
    const args: AcceptArguments = {
      ...versionOf(open),
      scope: 'lines',
      line: first,
      endLine: last,
    };
    actions.push(action(title, AnnotationCommand.accept, args));
  }
  const block = lines.length === 1 ? blockAt(source, lines[0] ?? first) : { first, end: first };
  let size = 0;
  for (let line = block.first; line < block.end; line++) {
    if (source.kinds[line] && !source.labels.has(line)) size++;
  }
  if (size > 1 && kind) {
    const args: AcceptArguments = { ...versionOf(open), scope: 'block', line: first };
    actions.push(action(messages.acceptBlock(size, kind), AnnotationCommand.accept, args));
  }
  return actions;
}

/** The kinds that the lines are most likely else, by what the model says of the first. */
function choosing({ open, first, last, lines, labelled }: Selected, { messages }: Client) {
  const [line] = lines;
  if (line === undefined || labelled.length > 0) return [];
  return open.parser
    .alternatives(open.source, line)
    .slice(0, OTHERS)
    .map((kind) => {
      const args: LabelArguments = { ...versionOf(open), line: first, endLine: last, kind };
      return action(messages.labelAs(kind), AnnotationCommand.label, args);
    });
}

function picking({ open, first, last }: Selected, { messages, picksLabels }: Client): CodeAction[] {
  if (!picksLabels) return [];
  const args: LinesArguments = { ...versionOf(open), line: first, endLine: last };
  return [action(messages.labelAsOther, PICK_LABEL, args)];
}

function versionOf({ uri, version }: OpenSource): Pick<LinesArguments, 'uri' | 'version'> {
  return { uri, version };
}

function action(title: string, name: string, args: LinesArguments | AcceptArguments): CodeAction {
  const command: Command = { title, command: name, arguments: [args] };
  return { title, kind: LABEL, command };
}
