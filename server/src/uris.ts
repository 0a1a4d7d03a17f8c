import { URI, Utils } from 'vscode-uri';

/** One spelling of a URI: clients escape more or less, and some send paths. */
export function keyOf(uri: string): string {
  return parsed(uri)?.toString() ?? uri;
}

/** The path of a URI, with `/`; what is no URI is taken for a path. */
export function pathOf(uri: string): string {
  return parsed(uri)?.path ?? uri;
}

/**
 * The path of a URI relative to a folder, with `/`, empty for the folder itself; undefined where it
 * does not lie in it.
 */
export function pathIn(folder: string, uri: string): string | undefined {
  const [outer, inner] = [parsed(folder), parsed(uri)];
  if (!outer || !inner) return undefined;
  if (outer.scheme !== inner.scheme || outer.authority !== inner.authority) return undefined;
  const start = `${outer.path.replace(/\/+$/, '')}/`;
  if (`${inner.path}/` === start) return '';
  return inner.path.startsWith(start) ? inner.path.slice(start.length) : undefined;
}

/** The folder that a file or folder is in; undefined for a root and for what is no URI. */
export function parentOf(uri: string): string | undefined {
  const inner = parsed(uri);
  if (!inner?.path.startsWith('/')) return undefined;
  const outer = Utils.dirname(inner);
  return outer.path === inner.path ? undefined : outer.toString();
}

/** The URI of a path relative to a folder. */
export function joined(folder: string, path: string): string {
  return Utils.joinPath(URI.parse(folder), path).toString();
}

/** A URI as its user knows it: a file by its path, as the system writes it. */
export function shownPath(uri: string): string {
  const inner = parsed(uri);
  return inner?.scheme === 'file' ? inner.fsPath : uri;
}

function parsed(uri: string): URI | undefined {
  try {
    return URI.parse(uri);
  } catch {
    return undefined;
  }
}
