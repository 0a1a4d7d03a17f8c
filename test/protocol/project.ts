import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type {
  ApplyWorkspaceEditParams,
  ClientCapabilities,
  Diagnostic,
  TextEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TestClient } from './client.ts';
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

/** Carries out an edit of the server on the files on disk, as an editor that saves at once. */
export function applyToDisk({ edit }: ApplyWorkspaceEditParams): { applied: boolean } {
  for (const change of edit.documentChanges ?? []) {
    if (!('edits' in change)) {
      const path = 'uri' in change ? fileURLToPath(change.uri) : '';
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, '');
      continue;
    }
    const path = fileURLToPath(change.textDocument.uri);
    const document = TextDocument.create('', '', 0, readFileSync(path, 'utf8'));
    writeFileSync(path, TextDocument.applyEdits(document, change.edits as TextEdit[]));
  }
  return { applied: true };
}

export async function diagnosticsAt(client: TestClient, uri: string): Promise<Diagnostic[]> {
  const textDocument = { uri };
  const report = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', {
    textDocument,
  });
  return report.items;
}
