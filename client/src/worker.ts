import { Uri, workspace } from 'vscode';

// The project's types are those of Node; this is what is used of a browser's.
interface BrowserWorker {
  postMessage(message: unknown, transfer: readonly ArrayBufferLike[]): void;
  terminate(): void;
}
declare const Worker: new (url: string) => BrowserWorker;

export interface ServerWorker {
  readonly worker: BrowserWorker;
  /** Where the worker fetches the model's weights. */
  readonly modelUri: string;
  dispose(): void;
}

const MODEL_URI = 'galley:model.bin';

/**
 * What runs before the server's script: the first message to the worker brings the weights, and
 * `fetch` answers with them.
 */
const PRELUDE = `{
  const model = new Promise((resolve) => {
    addEventListener('message', (event) => {
      event.stopImmediatePropagation();
      resolve(event.data);
    }, { once: true });
  });
  const { fetch } = globalThis;
  globalThis.fetch = async (uri, ...rest) =>
    uri === '${MODEL_URI}' ? new Response(await model) : fetch(uri, ...rest);
}
`;

/**
 * Starts the server in a worker. VS Code reads the files: where the extension came through a remote
 * file system its URIs mean nothing to a worker, and a worker may not fetch what it likes.
 */
export async function startWorker(extension: Uri): Promise<ServerWorker> {
  const [script, model] = await Promise.all(
    ['server.browser.js', 'model.bin'].map((name) =>
      workspace.fs.readFile(Uri.joinPath(extension, 'dist', name)),
    ),
  );
  if (!script || !model) throw new Error('The extension is not complete.');
  const url = URL.createObjectURL(new Blob([PRELUDE, script], { type: 'text/javascript' }));
  const worker = new Worker(url);
  const weights = model.slice();
  worker.postMessage(weights, [weights.buffer]);
  const dispose = (): void => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
  return { worker, modelUri: MODEL_URI, dispose };
}
