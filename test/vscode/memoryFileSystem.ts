import * as vscode from 'vscode';

interface Entry {
  readonly bytes: Uint8Array;
  readonly mtime: number;
}

const { FileChangeType, FileSystemError, FileType } = vscode;

/** Files that are on no disk, as another extension may bring them. */
export class MemoryFileSystem implements vscode.FileSystemProvider {
  readonly #files = new Map<string, Entry>();
  readonly #folders = new Set<string>(['/']);
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  #time = 0;

  readonly onDidChangeFile = this.#changed.event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const file = this.#files.get(path);
    if (file) return { type: FileType.File, ctime: 0, mtime: file.mtime, size: file.bytes.length };
    if (!this.#folders.has(path)) throw FileSystemError.FileNotFound(path);
    return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readDirectory(folder: vscode.Uri): [string, vscode.FileType][] {
    if (!this.#folders.has(folder.path)) throw FileSystemError.FileNotFound(folder);
    const start = `${folder.path}/`.replace('//', '/');
    const isIn = (path: string) =>
      path.startsWith(start) && !path.slice(start.length).includes('/');
    const named = (paths: Iterable<string>, type: vscode.FileType) =>
      [...paths]
        .filter((path) => path !== '/' && isIn(path))
        .map((path): [string, vscode.FileType] => [path.slice(start.length), type]);
    return [
      ...named(this.#files.keys(), FileType.File),
      ...named(this.#folders, FileType.Directory),
    ];
  }

  createDirectory({ path }: vscode.Uri): void {
    this.#folders.add(path);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const file = this.#files.get(uri.path);
    if (!file) throw FileSystemError.FileNotFound(uri);
    return file.bytes;
  }

  writeFile(uri: vscode.Uri, bytes: Uint8Array): void {
    const type = this.#files.has(uri.path) ? FileChangeType.Changed : FileChangeType.Created;
    this.#files.set(uri.path, { bytes, mtime: ++this.#time });
    this.#changed.fire([{ type, uri }]);
  }

  delete(uri: vscode.Uri): void {
    const isBelow = (path: string) => `${path}/`.startsWith(`${uri.path}/`);
    for (const path of this.#folders) if (isBelow(path)) this.#folders.delete(path);
    const gone = [...this.#files.keys()].filter(isBelow);
    for (const path of gone) this.#files.delete(path);
    this.#changed.fire(
      gone.map((path) => ({ type: FileChangeType.Deleted, uri: uri.with({ path }) })),
    );
  }

  rename(): void {
    throw FileSystemError.NoPermissions();
  }
}
