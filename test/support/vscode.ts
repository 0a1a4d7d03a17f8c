/**
 * What of VS Code the tested parts of the client need, over files in memory: the tests' bundles have
 * it in place of `vscode`.
 */
import { URI, Utils } from 'vscode-uri';

export * from './vscode-tabs.ts';
export * from './vscode-window.ts';

export const Uri = {
  parse: URI.parse,
  from: URI.from,
  joinPath: (uri: URI, ...paths: string[]) => Utils.joinPath(uri, ...paths),
};

export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };

export class FileSystemError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

interface Entry {
  bytes: Uint8Array;
  time: number;
  link: boolean;
}

/** The files that there are, by URI; and the workspace's folder. */
export class Memory {
  readonly folder = URI.parse('memfs://corpus/work');
  /** What VS Code's file system was asked for, as `readFile /work/…`. */
  readonly asked: string[] = [];
  readonly #entries = new Map<string, Entry>();
  #time = 0;

  uri(path: string): string {
    return Utils.joinPath(this.folder, path).toString();
  }

  write(path: string, content: string | Uint8Array, link = false): void {
    this.put(Utils.joinPath(this.folder, path), content, link);
  }

  put(uri: URI, content: string | Uint8Array, link = false): void {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.#entries.set(uri.toString(), { bytes, time: ++this.#time, link });
  }

  read(path: string): string | undefined {
    const bytes = this.bytes(Utils.joinPath(this.folder, path));
    return bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }

  bytes(uri: URI): Uint8Array | undefined {
    return this.#entries.get(uri.toString())?.bytes;
  }

  /** Removes a file, or a folder with all that is in it. */
  remove(path: string): void {
    const uri = Utils.joinPath(this.folder, path).toString();
    for (const each of this.#entries.keys()) {
      if (`${each}/`.startsWith(`${uri}/`)) this.#entries.delete(each);
    }
  }

  clear(): void {
    this.#entries.clear();
    this.asked.length = 0;
  }

  async stat(uri: URI) {
    this.asked.push(`stat ${uri.path}`);
    const entry = this.#entries.get(uri.toString());
    if (entry) {
      const type = FileType.File | (entry.link ? FileType.SymbolicLink : 0);
      return { type, mtime: entry.time, ctime: 0, size: entry.bytes.length };
    }
    if (this.#below(uri).length === 0) throw new FileSystemError('FileNotFound');
    return { type: FileType.Directory, mtime: 0, ctime: 0, size: 0 };
  }

  async readFile(uri: URI) {
    this.asked.push(`readFile ${uri.path}`);
    const entry = this.#entries.get(uri.toString());
    if (!entry) throw new FileSystemError('FileNotFound');
    return entry.bytes;
  }

  async writeFile(uri: URI, bytes: Uint8Array) {
    this.asked.push(`writeFile ${uri.path}`);
    this.put(uri, bytes);
  }

  async createDirectory(_: URI) {}

  async delete(uri: URI) {
    this.asked.push(`delete ${uri.path}`);
    this.#entries.delete(uri.toString());
  }

  async readDirectory(uri: URI) {
    const below = this.#below(uri);
    if (below.length === 0) throw new FileSystemError('FileNotFound');
    const found = new Map<string, number>();
    for (const [path, { link }] of below) {
      const [name = '', ...rest] = path.split('/');
      const type = rest.length > 0 ? FileType.Directory : FileType.File;
      found.set(name, type | (link && rest.length === 0 ? FileType.SymbolicLink : 0));
    }
    return [...found];
  }

  /** What is in a folder and below, by path relative to it. */
  #below(folder: URI): [string, Entry][] {
    const start = `${folder.toString().replace(/\/$/, '')}/`;
    return [...this.#entries].flatMap(([uri, entry]): [string, Entry][] =>
      uri.startsWith(start) ? [[decodeURIComponent(uri.slice(start.length)), entry]] : [],
    );
  }
}

export const memory = new Memory();

export const workspace = {
  fs: memory,
  getWorkspaceFolder: ({ scheme, authority, path }: URI) => {
    const { folder } = memory;
    const isSame = scheme === folder.scheme && authority === folder.authority;
    return isSame && `${path}/`.startsWith(`${folder.path}/`) ? { uri: folder } : undefined;
  },
};
