import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type {
  ApplyWorkspaceEditParams,
  ClientCapabilities,
  Diagnostic,
  Hover,
  TextDocumentPositionParams,
  TextEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { PATIENCE, type TestClient } from './client.ts';
import { withWorkspace } from './fixtures.ts';

/** A folder of a workspace on disk. */
export interface Project {
  readonly path: string;
  readonly uri: string;
  /** The URI of a source in it, and of its project file. */
  readonly source: string;
  readonly config: string;
  /** Writes a file by its path in the folder. */
  write(name: string, content: string): void;
  read(name: string): string;
  /** Removes a file or folder by its path. */
  remove(name: string): void;
}

export const CONFIG = '.galley/config.json';

/** Gives a folder that is gone afterwards. */
export async function inProject(run: (project: Project) => Promise<void>): Promise<void> {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'galley-')));
  const uriOf = (name: string) => pathToFileURL(join(path, name)).href;
  try {
    await run({
      path,
      uri: pathToFileURL(path).href,
      source: uriOf('seeds/page.txt'),
      config: uriOf(CONFIG),
      write(name, content) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), content);
      },
      read: (name) => readFileSync(join(path, name), 'utf8'),
      remove: (name) => rmSync(join(path, name), { recursive: true }),
    });
  } finally {
    rmSync(path, { recursive: true });
  }
}

/** A client that can create files. */
export const CREATES: ClientCapabilities = withWorkspace({
  workspaceEdit: {
    documentChanges: true,
    changeAnnotationSupport: {},
    resourceOperations: ['create', 'rename', 'delete'],
  },
});

/** Files by URI. */
export interface Place {
  read(uri: string): string;
  write(uri: string, content: string): void;
}

/** Carries out an edit of the server on files, as an editor that saves at once. */
export function applyTo(
  place: Place,
  { edit }: ApplyWorkspaceEditParams,
): { readonly applied: boolean } {
  for (const change of edit.documentChanges ?? []) {
    if (!('edits' in change)) {
      if ('uri' in change) place.write(change.uri, '');
      continue;
    }
    const { uri } = change.textDocument;
    const document = TextDocument.create('', '', 0, place.read(uri));
    place.write(uri, TextDocument.applyEdits(document, change.edits as TextEdit[]));
  }
  return { applied: true };
}

const DISK: Place = {
  read: (uri) => readFileSync(fileURLToPath(uri), 'utf8'),
  write(uri, content) {
    mkdirSync(dirname(fileURLToPath(uri)), { recursive: true });
    writeFileSync(fileURLToPath(uri), content);
  },
};

export function applyToDisk(params: ApplyWorkspaceEditParams): { readonly applied: boolean } {
  return applyTo(DISK, params);
}

export async function diagnosticsAt(client: TestClient, uri: string): Promise<Diagnostic[]> {
  const textDocument = { uri };
  const report = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', {
    textDocument,
  });
  return report.items;
}

/**
 * What a hover says, once it says what it is to say: each waits a moment for the files of the workspace,
 * but the first ones may not have all files yet.
 */
export async function hoverSaying(
  client: TestClient,
  params: TextDocumentPositionParams,
  pattern: RegExp,
): Promise<string> {
  const deadline = Date.now() + PATIENCE;
  let said = '';
  while (!pattern.test(said) && Date.now() < deadline) {
    const hover = await client.request<Hover>('textDocument/hover', params);
    said = JSON.stringify(hover.contents);
  }
  return said;
}
