import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection } from 'vscode-languageserver/node';
import { diskFiles } from './diskFiles.ts';
import { createServer } from './server.ts';

/** Starts the server over the transport that the process's arguments name. */
export function start(): void {
  createServer(createConnection(), {
    loadModel: () => readFile(join(__dirname, 'model.bin')),
    files: diskFiles,
  });
}

// Editors run this file as a process of its own; the command line requires it and calls the above.
if (require.main === module) start();
