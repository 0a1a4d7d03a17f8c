import { type CancellationToken, FileSystemError, FileType, Uri, workspace } from 'vscode';
import {
  FILE_LIMITS,
  type ListResult,
  type ReadResult,
  type Refusal,
  type RemoveResult,
  type Stat,
  type WriteResult,
} from '../../server/src/fileProtocol.ts';
import { isSkipped } from '../../server/src/files.ts';

const { fs } = workspace;

export function refusal(reason: Refusal['reason'], message: string): Refusal {
  return { type: 'refused', reason, message };
}

export async function read(uri: Uri): Promise<ReadResult> {
  try {
    const { size } = await fs.stat(uri);
    if (size > FILE_LIMITS.size) return tooLarge(size);
    return { type: 'text', text: UTF_8.decode(await fs.readFile(uri)) };
  } catch (error) {
    if (isMissing(error)) return { type: 'missing' };
    if (error instanceof TypeError) return refusal('notText', 'it is not UTF-8');
    throw error;
  }
}

/** Its `TypeError` is how it says that bytes are not UTF-8. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Writes a file where its content is the expected one; null: where there is none. */
export async function write(
  uri: Uri,
  content: string,
  expected: string | null,
): Promise<WriteResult> {
  const bytes = new TextEncoder().encode(content);
  if (bytes.length > FILE_LIMITS.size) return tooLarge(bytes.length);
  const refused = await compare(uri, expected);
  if (refused) return refused;
  await fs.createDirectory(Uri.joinPath(uri, '..'));
  await fs.writeFile(uri, bytes);
  return { type: 'written' };
}

export async function remove(uri: Uri, expected: string): Promise<RemoveResult> {
  const refused = await compare(uri, expected);
  if (refused) return refused;
  await fs.delete(uri);
  return { type: 'removed' };
}

/** Why a file cannot be replaced: its content is not the expected one, or nobody can tell. */
async function compare(
  uri: Uri,
  expected: string | null,
): Promise<Refusal | { readonly type: 'changed' } | undefined> {
  const found = await read(uri);
  if (found.type === 'refused') return found;
  const content = found.type === 'text' ? found.text : null;
  return content === expected ? undefined : { type: 'changed' };
}

export async function stat(uri: Uri): Promise<Stat> {
  try {
    const { type, mtime, size } = await fs.stat(uri);
    if (type & FileType.Directory) return { type: 'folder' };
    return { type: 'file', stamp: `${mtime} ${size}`, size };
  } catch (error) {
    if (isMissing(error)) return { type: 'missing' };
    throw error;
  }
}

/** Whether a file or folder is a symbolic link. */
export async function isLink(uri: Uri): Promise<boolean> {
  try {
    return ((await fs.stat(uri)).type & FileType.SymbolicLink) !== 0;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** The files in a folder and below; `all`: in hidden folders and `node_modules` too. */
export async function list(uri: Uri, all: boolean, token: CancellationToken): Promise<ListResult> {
  const paths: string[] = [];
  let folders: readonly string[] = [''];
  let entries = 0;
  for (let depth = 0; folders.length > 0; depth++) {
    if (depth > FILE_LIMITS.depth) return { type: 'paths', paths, isPartial: true };
    const below: string[] = [];
    for (const folder of folders) {
      for (const [name, type] of await entriesOf(Uri.joinPath(uri, folder))) {
        if (token.isCancellationRequested || ++entries > FILE_LIMITS.entries) {
          return { type: 'paths', paths, isPartial: true };
        }
        const path = folder === '' ? name : `${folder}/${name}`;
        // What is a link, too, is of another type.
        if (type === FileType.File) paths.push(path);
        else if (type === FileType.Directory && (all || !isSkipped(name))) below.push(path);
      }
    }
    folders = below;
  }
  return { type: 'paths', paths, isPartial: false };
}

/** What is in a folder; nothing where it is missing, or not to be read. */
async function entriesOf(folder: Uri): Promise<[string, FileType][]> {
  try {
    return await fs.readDirectory(folder);
  } catch {
    return [];
  }
}

function tooLarge(size: number): Refusal {
  return refusal('tooLarge', `it has ${size} bytes; the limit is ${FILE_LIMITS.size}`);
}

function isMissing(error: unknown): boolean {
  if (!(error instanceof FileSystemError)) return false;
  return error.code === 'FileNotFound' || error.code === 'FileNotADirectory';
}
