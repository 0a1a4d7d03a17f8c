import type { WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { KeepArguments, KeepResult } from '../protocol.ts';
import { globOf, type KeepRule } from '../settings/keep.ts';
import { PROJECT_FILE } from '../settings/projectFile.ts';
import { joined } from '../uris.ts';
import type { Client } from './client.ts';
import type { Configuration, Projects } from './configuration.ts';
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

async function write(
  file: string,
  rules: readonly KeepRule[],
  projects: Projects,
  { client, session, apply, renew }: KeepTools,
): Promise<KeepResult> {
  // Not imported above: it is needed seldom, and brings a parser of JSON along.
  const { withRules } = await import('./keepFile.ts');
  const document = session.document(file);
  const before = document ? document.text : await projects.read(file);
  const edits = withRules(before ?? '', rules);
  if (!edits) return refused(client.messages.brokenProject);
  if (edits.length === 0) return refused(client.messages.keptAlready);
  const text = TextDocument.create(file, 'json', 0, before ?? '');
  const changes = edits.map(({ offset, length, content }) => ({
    range: { start: text.positionAt(offset), end: text.positionAt(offset + length) },
    newText: content,
  }));
  const change = {
    textDocument: { uri: file, version: document?.version ?? null },
    edits: changes,
  };
  const create = { kind: 'create', uri: file, options: { ignoreIfExists: true } } as const;
  const edit: WorkspaceEdit = {
    documentChanges: before === undefined ? [create, change] : [change],
  };
  const { applied, failureReason } = await apply({ label: PROJECT_FILE, edit });
  if (!applied) return refused(failureReason ?? client.messages.notApplied);
  // A client that has the file open says so itself; for others it holds from now on, saved or not.
  if (!session.document(file)) projects.overlay(file, TextDocument.applyEdits(text, changes));
  renew();
  return { applied, rules: rules.length, file };
}
