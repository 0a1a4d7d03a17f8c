import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { diskFiles } from './diskFiles.ts';
import { createServer } from './server.ts';

/** Who is at work in a folder. */
async function author(folder: string): Promise<string | undefined> {
  // Not imported above: it is needed after the start.
  const { personAt } = await import('./corpus/person.ts');
  return personAt(URI.parse(folder).fsPath);
}

/** Starts the server over the transport that the process's arguments name. */
export function start(): void {
  createServer(createConnection(), {
    loadModel: () => readFile(join(__dirname, 'model.bin')),
    files: diskFiles,
    author,
  });
}

// Editors run this file as a process of its own; the command line requires it and calls the above.
if (require.main === module) start();
