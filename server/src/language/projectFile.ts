import type { Diagnostic } from 'vscode-languageserver';
import { DiagnosticSeverity } from 'vscode-languageserver';
import { DIAGNOSTIC_SOURCE } from './diagnostics.ts';
import type { OpenDocument } from './documents.ts';
import type { Messages } from './messages.ts';

/** What is wrong with an open project file, at the place where it is. */
export async function projectFileDiagnostics(
  document: OpenDocument,
  messages: Messages,
): Promise<Diagnostic[]> {
  // Not imported above: it is needed seldom, and brings a parser of JSON along.
  const { problemsOf } = await import('./projectFileProblems.ts');
  return problemsOf(document.text, messages).map(({ code, message, start, end, severity }) => ({
    range: document.rangeOf(start, end),
    severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: DIAGNOSTIC_SOURCE,
    code,
    message,
  }));
}
