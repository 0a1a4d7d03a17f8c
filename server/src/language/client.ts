import type { ClientCapabilities } from 'vscode-languageserver';
import { DiagnosticTag } from 'vscode-languageserver';
import { type Messages, messagesFor } from './messages.ts';

/** What a client can do, as far as it matters here. What it does not declare it cannot do. */
export interface Client {
  /** What is said to its user, in their language. */
  readonly messages: Messages;
  /** Asks for diagnostics by itself. */
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesTokens: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  readonly refreshesFolding: boolean;
  /** Shows a diagnostic faded. */
  readonly fades: boolean;
  /** Shows a link at a diagnostic's code. */
  readonly linksCodes: boolean;
  readonly nestsSymbols: boolean;
  /** How many folding ranges it takes. */
  readonly foldingLimit: number;
  /** Takes code actions that are not mere commands. */
  readonly takesActions: boolean;
  readonly showsDisabledActions: boolean;
  /** Asks for the edit of a code action once the action is chosen. */
  readonly resolvesEdits: boolean;
  /** Takes edits that name the version they were made for. */
  readonly checksVersions: boolean;
  /** Can ask the user before it applies an edit. */
  readonly asksBeforeEdits: boolean;
  /** Puts a question of the server to the user. */
  readonly asksQuestions: boolean;
  readonly appliesEdits: boolean;
  /** Can write a decision into a project's file, which an edit may have to create. */
  readonly keepsDecisions: boolean;
  /** Has the user pick a kind for lines by itself: see `PICK_LABEL`. */
  readonly picksLabels: boolean;
  /** Answers `workspace/configuration`. */
  readonly hasConfiguration: boolean;
  /** Wants to be asked to say when its configuration changes. */
  readonly registersConfiguration: boolean;
  /** Tells of changes of the files that it is asked to watch. */
  readonly watchesFiles: boolean;
  readonly hasFolders: boolean;
  readonly showsMarkdown: boolean;
  /** Shows how far something is that the server does, and lets its user end it. */
  readonly showsProgress: boolean;
  /** Shows documents whose content the server has. */
  readonly asksForContent: boolean;
}

export function clientOf(
  { textDocument, workspace, window }: ClientCapabilities,
  locale?: string,
  picksLabels = false,
): Client {
  const diagnostics = [textDocument?.diagnostic, textDocument?.publishDiagnostics];
  const documentChanges = workspace?.workspaceEdit?.documentChanges === true;
  return {
    messages: messagesFor(locale),
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesTokens: workspace?.semanticTokens?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesFolding: workspace?.foldingRange?.refreshSupport === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    fades: diagnostics.some((each) =>
      each?.tagSupport?.valueSet?.includes(DiagnosticTag.Unnecessary),
    ),
    linksCodes: diagnostics.some((each) => each?.codeDescriptionSupport === true),
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    foldingLimit: textDocument?.foldingRange?.rangeLimit ?? Number.POSITIVE_INFINITY,
    takesActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    showsDisabledActions: textDocument?.codeAction?.disabledSupport === true,
    resolvesEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
    checksVersions: documentChanges,
    asksBeforeEdits:
      documentChanges && workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    asksQuestions: window?.showMessage !== undefined,
    appliesEdits: workspace?.applyEdit === true,
    // Files are created by `documentChanges` only: some declare just what these can hold.
    keepsDecisions:
      workspace?.applyEdit === true &&
      workspace.workspaceEdit?.resourceOperations?.includes('create') === true,
    picksLabels,
    hasConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    hasFolders: workspace?.workspaceFolders === true,
    showsProgress: window?.workDoneProgress === true,
    showsMarkdown: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    asksForContent: workspace?.textDocumentContent !== undefined,
  };
}
