import type { WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { KeepArguments, KeepResult } from '../protocol.ts';
import { globOf, type KeepRule } from '../settings/keep.ts';
import { PROJECT_FILE } from '../settings/projectFile.ts';
import { joined } from '../uris.ts';
import type { Client } from './client.ts';
import type { Configuration, Projects } from './configuration.ts';
import type { OpenDocument } from './documents.ts';
import type { OpenSource, Session } from './session.ts';
import type { ApplyEdit } from './stripCommand.ts';

/** The arguments of `galley.keep`, or undefined where a client sends something else. */
export function keepArgumentsOf(given: unknown): KeepArguments | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { uri, version, line, endLine, scope } = given as Readonly<Record<string, unknown>>;
  if (typeof uri !== 'string' || typeof line !== 'number') return undefined;
  if (scope !== 'line' && scope !== 'source' && scope !== 'workspace') return undefined;
  return {
    uri,
    line,
    scope,
    ...(typeof version === 'number' ? { version } : {}),
    ...(typeof endLine === 'number' ? { endLine } : {}),
  };
}

/** What a decision is carried out with. */
export interface KeepTools {
  readonly client: Client;
  readonly session: Session;
  readonly configuration: Configuration;
  readonly apply: ApplyEdit;
  /** Is told when a project file is about to say something else. */
  readonly renew: () => void;
  /** Whether an open project file is gone from disk, and has nothing in it that was never saved. */
  readonly isGone: (document: OpenDocument) => Promise<boolean>;
}

/** Keeps lines of a source: writes it into the project's file through the client. */
export async function keep(
  open: OpenSource | undefined,
  given: KeepArguments,
  tools: KeepTools,
): Promise<KeepResult> {
  const { messages, keepsDecisions } = tools.client;
  const { projects } = tools.configuration;
  if (!open) return refused(messages.notOpen);
  if (given.version !== undefined && given.version !== open.version)
    return refused(messages.keepMovedOn);
  if (!keepsDecisions || !projects) return refused(messages.cannotApply);
  const { project } = await tools.configuration.of(open.uri);
  const root = project?.root ?? tools.session.folderOf(open.uri);
  if (root === undefined || !open.canKeep) return refused(messages.noProject);
  const rules = rulesOf(open, given, tools.session.relative(open.uri, root));
  if (rules.length === 0) return refused(messages.nothingToKeep);
  const file = project?.file ?? joined(root, PROJECT_FILE);
  return write(file, rules, projects, tools);
}

function refused(message: string): KeepResult {
  return { applied: false, rules: 0, message };
}

/** A rule for each text among the lines that strip could take. */
function rulesOf(open: OpenSource, given: KeepArguments, path: string): KeepRule[] {
  const { source, findings } = open;
  const { line, endLine = line, scope } = given;
  const texts = new Set<string>();
  for (const block of findings.blocks) {
    const end = Math.min(block.end - 1, endLine);
    for (let each = Math.max(block.first, line); each <= end; each++) {
      if (source.kinds[each]) texts.add(source.lines.textOf(each).trim());
    }
  }
  return [...texts].map((text) => ({
    text,
    ...(scope === 'workspace' ? {} : { sources: globOf(path) }),
    ...(scope === 'line' ? {} : { like: true }),
  }));
}

/** A project file as a decision finds it. */
interface Found {
  /** The text that edits are of; undefined where there is no file. */
  readonly text: string | undefined;
  /** What the client has open of it. */
  readonly version?: number;
  /** Whether it is a document whose file was deleted: what it says no longer holds. */
  readonly isGone?: boolean;
}

async function find(
  file: string,
  projects: Projects,
  { session, isGone }: KeepTools,
): Promise<Found> {
  const document = session.document(file);
  if (!document) return { text: await projects.read(file) };
  const gone = await isGone(document);
  return { text: document.text, version: document.version, isGone: gone };
}

async function write(
  file: string,
  rules: readonly KeepRule[],
  projects: Projects,
  tools: KeepTools,
): Promise<KeepResult> {
  const { client, session, apply, renew } = tools;
  // Not imported above: it is needed seldom, and brings a parser of JSON along.
  const { withRules } = await import('./keepFile.ts');
  const { text, version = null, isGone = false } = await find(file, projects, tools);
  const edits = withRules(isGone ? '' : (text ?? ''), rules);
  if (!edits) return refused(client.messages.brokenProject);
  if (edits.length === 0) return refused(client.messages.keptAlready);
  const before = TextDocument.create(file, 'json', 0, text ?? '');
  const changes = edits.map(({ offset, length, content }) => ({
    range: {
      start: before.positionAt(offset),
      end: before.positionAt(isGone ? before.getText().length : offset + length),
    },
    newText: content,
  }));
  const change = { textDocument: { uri: file, version }, edits: changes };
  // Not of an open document: clients may empty it, so that the change would be of another version.
  const create = { kind: 'create', uri: file, options: { ignoreIfExists: true } } as const;
  const edit: WorkspaceEdit = { documentChanges: text === undefined ? [create, change] : [change] };
  const { applied, failureReason } = await apply({ label: PROJECT_FILE, edit });
  if (!applied) return refused(failureReason ?? client.messages.notApplied);
  // A client that has the file open says so itself, where the edit made its text another one; for
  // others it holds from now on, saved or not.
  if (isGone || !session.document(file))
    projects.overlay(file, TextDocument.applyEdits(before, changes));
  renew();
  return { applied, rules: rules.length, file };
}
