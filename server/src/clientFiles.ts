import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver';
import type { Files } from './annotations/store.ts';
import {
  FILE_LIMITS,
  FileRequest,
  type ListResult,
  type ReadResult,
  type RemoveResult,
  type StatResult,
  type WriteResult,
} from './fileProtocol.ts';
import { BOUNDS, type FileSystem, type FoundFile, type WalkOptions } from './files.ts';
import { joined } from './uris.ts';

/** Sends a request to the client. */
export type Ask = (method: string, params: object, token?: CancellationToken) => Promise<unknown>;

/**
 * The files that the client reads and writes for the server, in the folders of the workspace.
 * `isOpen` says whether a URI is in one of them: the client refuses all others.
 */
export function clientFiles(ask: Ask, isOpen: (uri: string) => boolean): FileSystem {
  const read = async (uri: string): Promise<string | undefined> => {
    const result = (await ask(FileRequest.read, { uri })) as ReadResult | null;
    if (result?.type === 'text') return result.text;
    return result?.type === 'missing' ? undefined : refused(uri, result);
  };
  return {
    has: isOpen,
    async exists(uri) {
      const [found] = await statsOf(ask, [uri]);
      return found?.type === 'file' || found?.type === 'folder';
    },
    read,
    walk: (folder, options = {}) => walk(ask, folder, options),
    at: (folder) => new ClientFolder(ask, read, folder),
  };
}

/** A folder of the client's for the store of annotations. */
class ClientFolder implements Files {
  readonly #ask: Ask;
  readonly #read: FileSystem['read'];
  readonly #root: string;

  constructor(ask: Ask, read: FileSystem['read'], root: string) {
    this.#ask = ask;
    this.#read = read;
    this.#root = root;
  }

  read(path: string): Promise<string | undefined> {
    return this.#read(joined(this.#root, path));
  }

  async write(
    path: string,
    content: string,
    expected: string | undefined,
  ): Promise<'written' | 'changed'> {
    const uri = joined(this.#root, path);
    const params = { uri, content, expected: expected ?? null };
    const result = (await this.#ask(FileRequest.write, params)) as WriteResult | null;
    if (result?.type === 'written' || result?.type === 'changed') return result.type;
    return refused(uri, result);
  }

  async remove(path: string, expected: string): Promise<'removed' | 'changed'> {
    const uri = joined(this.#root, path);
    const result = (await this.#ask(FileRequest.remove, { uri, expected })) as RemoveResult | null;
    if (result?.type === 'removed' || result?.type === 'changed') return result.type;
    return refused(uri, result);
  }

  async list(folder: string): Promise<readonly string[]> {
    const paths = await pathsOf(this.#ask, joined(this.#root, folder), { all: true });
    return paths.map((path) => `${folder}/${path}`);
  }
}

async function* walk(
  ask: Ask,
  folder: string,
  { wants = () => true, signal }: WalkOptions,
): AsyncGenerator<FoundFile> {
  const paths = await pathsOf(ask, folder, { all: false, signal });
  const wanted = paths.filter(wants).slice(0, BOUNDS.files);
  for (let first = 0; first < wanted.length; first += FILE_LIMITS.stats) {
    const some = wanted.slice(first, first + FILE_LIMITS.stats);
    const uris = some.map((path) => joined(folder, path));
    const stats = await statsOf(ask, uris);
    for (const [index, path] of some.entries()) {
      if (signal?.aborted) return;
      const [uri, stat] = [uris[index], stats[index]];
      if (uri === undefined || stat?.type !== 'file' || stat.size > BOUNDS.size) continue;
      yield { uri, path, stamp: stat.stamp };
    }
  }
}

async function pathsOf(
  ask: Ask,
  uri: string,
  { all, signal }: { readonly all: boolean; readonly signal?: AbortSignal | undefined },
): Promise<readonly string[]> {
  const source = new CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal?.addEventListener('abort', cancel);
  try {
    const params = { uri, all };
    const result = (await ask(FileRequest.list, params, source.token)) as ListResult | null;
    return result?.type === 'paths' ? result.paths : refused(uri, result);
  } finally {
    signal?.removeEventListener('abort', cancel);
    source.dispose();
  }
}

async function statsOf(ask: Ask, uris: readonly string[]): Promise<StatResult['stats']> {
  const result = (await ask(FileRequest.stat, { uris })) as StatResult | null;
  return result?.stats ?? [];
}

/** Rejects with what the client said; it may be of another version, and say something else. */
function refused(uri: string, result: { readonly type: string; message?: string } | null): never {
  throw new Error(`${uri}: ${result?.message ?? 'the client does not say what is there'}`);
}
