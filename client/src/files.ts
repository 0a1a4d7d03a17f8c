import { type CancellationToken, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  FILE_LIMITS,
  type FileParams,
  FileRequest,
  type ListParams,
  type ListResult,
  type ReadResult,
  type Refusal,
  type RemoveParams,
  type RemoveResult,
  type StatParams,
  type StatResult,
  type WriteParams,
  type WriteResult,
} from '../../server/src/fileProtocol.ts';
import { isLink, list, read, refusal, remove, stat, write } from './workspaceFiles.ts';

/** Where the server may write: the folder of what people decide. */
const OWN = '.galley';

/**
 * Reads and writes files for the server, through VS Code, which also has those of a browser or of a
 * remote machine. Whatever the server asks for, nothing outside of the workspace's folders is
 * touched, and nothing but `.galley` written.
 */
export function serveFiles(client: Pick<BaseLanguageClient, 'onRequest'>): void {
  const inTurn = turns();
  const on = <P, R>(method: string, handler: Handler<P, R>) =>
    client.onRequest<unknown, void>(method, handler);
  on(FileRequest.read, ({ uri }: FileParams): Promise<ReadResult> => {
    return reaching(uri, read);
  });
  on(FileRequest.write, (params: WriteParams): Promise<WriteResult> => {
    const { uri, content, expected } = params;
    return inTurn(() => reachingOwn(uri, (file) => write(file, content, expected)));
  });
  on(FileRequest.remove, (params: RemoveParams): Promise<RemoveResult> => {
    const { uri, expected } = params;
    return inTurn(() => reachingOwn(uri, (file) => remove(file, expected)));
  });
  on(FileRequest.list, ({ uri, all }: ListParams, token): Promise<ListResult> => {
    return reaching(uri, (folder) => list(folder, all, token));
  });
  on(FileRequest.stat, async ({ uris }: StatParams): Promise<StatResult> => {
    const some = uris.slice(0, FILE_LIMITS.stats);
    return { stats: await Promise.all(some.map((uri) => reaching(uri, stat))) };
  });
}

type Handler<P, R> = (params: P, token: CancellationToken) => Promise<R>;

/** Acts on a file or folder of the workspace; on no other. Every failure is an answer. */
async function reaching<T>(text: string, act: (uri: Uri) => Promise<T>): Promise<T | Refusal> {
  try {
    const uri = Uri.parse(text, true);
    if (folderOf(uri)) return await act(uri);
    return refusal('outside', 'it is in no folder of the workspace');
  } catch (error) {
    return refusal('failed', String(error));
  }
}

/** The same for what the server may write: files in `.galley`, to which no link leads. */
function reachingOwn<T>(text: string, act: (uri: Uri) => Promise<T>): Promise<T | Refusal> {
  return reaching(text, async (uri) => {
    const way = wayTo(uri);
    if (!way.slice(0, -1).some((each) => each.path.endsWith(`/${OWN}`))) {
      return refusal('outside', `it is not in ${OWN}`);
    }
    const links = await Promise.all(way.map(isLink));
    return links.includes(true) ? refusal('outside', 'a link leads there') : act(uri);
  });
}

/** The workspace's folder that a URI lies in, once it is sure that its path goes nowhere else. */
function folderOf({ path, scheme, authority }: Uri): Uri | undefined {
  if (/\\|(?:^|\/)\.{1,2}(?:\/|$)/.test(path)) return undefined;
  return workspace.getWorkspaceFolder(Uri.from({ scheme, authority, path }))?.uri;
}

/** The folders from the workspace's to a file, and the file. */
function wayTo(uri: Uri): Uri[] {
  const folder = folderOf(uri);
  if (!folder) return [];
  const names = uri.path.slice(folder.path.length).split('/').filter(Boolean);
  return names.map((_, index) => Uri.joinPath(folder, ...names.slice(0, index + 1)));
}

/** Has acts follow one another: between the comparison and the write nothing of the server's comes. */
function turns(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act);
    last = turn.catch(() => {});
    return turn;
  };
}
