import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type Galley, startClient } from './startClient.ts';

export { stopClient as deactivate } from './startClient.ts';

/** VS Code on a desktop or a server: the language server is a process of its own. */
export function activate(context: ExtensionContext): Galley {
  const run = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6019'] } };
  return startClient(context, async (id, name, options) => ({
    client: new LanguageClient(id, name, { run, debug }, options),
  }));
}
