import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection } from 'vscode-languageserver/node';
import { createServer } from './server.ts';

/** Starts the server over the transport that the process's arguments name, or standard streams. */
export function startServer({ stdio = false }: { readonly stdio?: boolean } = {}): void {
  if (stdio && !process.argv.includes('--stdio')) process.argv.push('--stdio');
  createServer(createConnection(), {
    loadModel: () => readFile(join(__dirname, 'model.bin')),
  });
}

// Run by VS Code as a process of its own; the command line requires this file and calls the above.
if (require.main === module) startServer();
