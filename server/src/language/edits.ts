import type { ChangeAnnotation, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Client } from './client.ts';
import type { Plan } from './findings.ts';
import { rangeOf } from './positions.ts';
import type { OpenSource } from './session.ts';

/** The id of the one annotation that an edit has. */
const ANNOTATION = 'galley.strip';

/**
 * A plan as an edit of the version that it was made for. `ask` is why the user should see it
 * before it is applied, where the client can show it.
 */
export function workspaceEditOf(
  { uri, version, source }: OpenSource,
  client: Client,
  plan: Plan,
  label: string,
  ask?: string,
): WorkspaceEdit {
  const edits: TextEdit[] = plan.edits.map(({ start, end, newText }) => ({
    range: rangeOf(source.lines, start, end),
    newText,
  }));
  if (!client.checksVersions) return { changes: { [uri]: edits } };
  const textDocument = { uri, version };
  if (!client.asksBeforeEdits) return { documentChanges: [{ textDocument, edits }] };
  const annotation: ChangeAnnotation =
    ask === undefined ? { label } : { label, needsConfirmation: true, description: ask };
  return {
    documentChanges: [
      { textDocument, edits: edits.map((edit) => ({ ...edit, annotationId: ANNOTATION })) },
    ],
    changeAnnotations: { [ANNOTATION]: annotation },
  };
}
