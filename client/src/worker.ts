import { Uri, workspace } from 'vscode';

// The project's types are those of Node; this is what is used of a browser's.
declare const Worker: new (url: string) => { terminate(): void };

export interface ServerWorker {
  readonly worker: InstanceType<typeof Worker>;
  /** Where the worker fetches the model's weights. */
  readonly modelUri: string;
  dispose(): void;
}

/**
 * Starts the server in a worker. Script and weights go through blobs: where the extension itself
 * came through a remote file system, its URIs mean nothing to a worker.
 */
export async function startWorker(extension: Uri): Promise<ServerWorker> {
  const [script, modelUri] = await Promise.all([
    blobUrl(Uri.joinPath(extension, 'dist/server.browser.js'), 'text/javascript'),
    blobUrl(Uri.joinPath(extension, 'dist/model.bin'), 'application/octet-stream'),
  ]);
  const worker = new Worker(script);
  return {
    worker,
    modelUri,
    dispose: () => {
      worker.terminate();
      URL.revokeObjectURL(script);
      URL.revokeObjectURL(modelUri);
    },
  };
}

async function blobUrl(file: Uri, type: string): Promise<string> {
  return URL.createObjectURL(new Blob([await workspace.fs.readFile(file)], { type }));
}
