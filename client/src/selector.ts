import { workspace } from 'vscode';
import type { TextDocumentFilter } from 'vscode-languageclient';
import { LANGUAGE_ID } from '../../server/src/protocol.ts';
import { anywhere } from './anywhere.ts';

/** A filter that VS Code and the language client understand alike. */
export type DocumentFilter = TextDocumentFilter & { readonly language: string; pattern?: string };

/**
 * Which documents the server is told of: sources by language, plain text that a glob of
 * `galley.sources` names, and project files. The server has the last word on each document.
 */
export function documentSelector(): DocumentFilter[] {
  const globs = [undefined, ...(workspace.workspaceFolders ?? [])].flatMap((folder) =>
    workspace.getConfiguration('galley', folder).get<unknown>('sources'),
  );
  const patterns = new Set(globs.flatMap((glob) => anywhere(glob) ?? []));
  return [
    { language: LANGUAGE_ID },
    ...[...patterns].map((pattern) => ({ language: 'plaintext', pattern })),
    ...PROJECT_FILES,
  ];
}

/** Project files while they are edited: the server checks them. */
const PROJECT_FILES: readonly DocumentFilter[] = ['json', 'jsonc'].map((language) => ({
  language,
  pattern: '**/.galley/config.json',
}));

/** Those filters of a selector that are of sources. */
export function sourcesOf(selector: readonly DocumentFilter[]): DocumentFilter[] {
  return selector.filter((filter) => !PROJECT_FILES.includes(filter));
}

/** Whether two selectors name the same documents. */
export function equalSelectors(
  one: readonly DocumentFilter[],
  other: readonly DocumentFilter[],
): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
