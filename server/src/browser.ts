import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
} from 'vscode-languageserver/browser';
import { createServer } from './server.ts';

const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];

createServer(createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker)), {
  async loadModel(modelUri) {
    if (!modelUri) throw new Error('initializationOptions.modelUri is missing.');
    const response = await fetch(modelUri);
    if (!response.ok) throw new Error(`${modelUri}: ${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  },
});
