import type { ExtensionContext } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { type Galley, startClient } from './startClient.ts';
import { startWorker } from './worker.ts';

export { stopClient as deactivate } from './startClient.ts';

/** VS Code in a browser: the language server is a worker. */
export function activate(context: ExtensionContext): Galley {
  return startClient(context, async (id, name, options) => {
    const { worker, modelUri, dispose } = await startWorker(context.extensionUri);
    const client = new LanguageClient(id, name, worker, {
      ...options,
      initializationOptions: { ...options.initializationOptions, modelUri },
    });
    return { client, dispose };
  });
}
