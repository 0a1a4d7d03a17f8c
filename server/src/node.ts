import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection } from 'vscode-languageserver/node';
import { diskLabels } from './diskLabels.ts';
import { fileProjects } from './projects.ts';
import { createServer } from './server.ts';
import { workspaceFiles } from './workspaceFiles.ts';

/** Starts the server over the transport that the process's arguments name. */
export function start(): void {
  const connection = createConnection();
  createServer(connection, {
    loadModel: () => readFile(join(__dirname, 'model.bin')),
    files: workspaceFiles,
    labels: diskLabels((message) => connection.console.warn(message)),
    projects: fileProjects((message) => connection.console.warn(message)),
  });
}

// Editors run this file as a process of its own; the command line requires it and calls the above.
if (require.main === module) start();
