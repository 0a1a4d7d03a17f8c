import { type Dirent, readdirSync, statSync } from 'node:fs';
import {
  basename,
  dirname,
  extname,
  isAbsolute,
  join,
  normalize,
  relative,
  resolve,
} from 'node:path';
import { matcher } from '../settings/files.ts';
import type { Config, Configs } from './config.ts';
import { type Problem, problemOf } from './problem.ts';
import { isWithin } from './write.ts';

/** A file to work on. */
export interface SourceFile {
  /** As named on the command line, or found below a folder named there. */
  readonly path: string;
  /** Where it lies in a copy of the tree: relative, never leading out of it. */
  readonly place: string;
}

export type Found =
  | { readonly type: 'file'; readonly file: SourceFile }
  | { readonly type: 'problem'; readonly problem: Problem }
  /** A folder in which there is no source. */
  | { readonly type: 'empty'; readonly path: string };

/**
 * The files that paths stand for, each once, in the order of the paths; those of a folder sorted by
 * name, code unit by code unit. A file is taken as it is; a folder stands for its `.txt` files and
 * those that the setting `sources` names, without what `exclude` names. Links to folders are not
 * followed below a path, so that no loop can form. What lies in `except` is left out.
 */
export function findSources(
  paths: readonly string[],
  configs: Configs,
  except: string | undefined,
): Found[] {
  const walk = new Walk(configs, except);
  for (const path of paths) walk.add(path);
  return walk.found;
}

class Walk {
  readonly found: Found[] = [];
  readonly #seen = new Set<string>();
  /** Where project files are malformed. */
  readonly #malformed = new Set<string>();
  readonly #configs: Configs;
  readonly #except: string | undefined;

  constructor(configs: Configs, except: string | undefined) {
    this.#configs = configs;
    this.#except = except;
  }

  /** Adds what a path on the command line stands for. */
  add(path: string): void {
    const kind = this.#tried(path, () => statSync(path));
    if (!kind) return;
    const config = this.#configOf(kind.isDirectory() ? path : dirname(path));
    if (!config) return;
    if (!kind.isDirectory()) {
      this.#take(path, placeOf(path, basename(path)));
      return;
    }
    const before = this.found.length;
    this.#folder({ path: normalize(path), base: path }, new Rules(config, path));
    if (this.found.length === before) this.found.push({ type: 'empty', path });
  }

  #folder(folder: { readonly path: string; readonly base: string }, outer: Rules): void {
    const { path, base } = folder;
    if (this.#except !== undefined && isWithin(this.#except, path)) return;
    const entries = this.#tried(path, () => readdirSync(path, { withFileTypes: true })) ?? [];
    const config = this.#configOf(path);
    if (!config) return;
    const rules = outer.in(config);
    for (const entry of entries.sort(byName)) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) {
        if (!rules.leavesOut(inner)) this.#folder({ path: inner, base }, rules);
      } else if (rules.takes(inner) && isFile(entry, inner)) {
        this.#take(inner, placeOf(inner, relative(base, inner)));
      }
    }
  }

  /** What holds in a folder; undefined where its project file is malformed, which is told once. */
  #configOf(folder: string): Config | undefined {
    try {
      return this.#configs.for(folder);
    } catch (error) {
      const problem = problemOf(error, folder);
      if (!this.#malformed.has(problem.path)) this.found.push({ type: 'problem', problem });
      this.#malformed.add(problem.path);
      return undefined;
    }
  }

  #take(path: string, place: string): void {
    const key = resolve(path);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.found.push({ type: 'file', file: { path, place } });
  }

  #tried<T>(path: string, act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      this.found.push({ type: 'problem', problem: problemOf(error, path) });
      return undefined;
    }
  }
}

/** A relative path keeps its place; one that leads elsewhere is placed by what it was named for. */
function placeOf(path: string, fallback: string): string {
  return isAbsolute(path) || !isWithin('.', path) ? fallback : normalize(path);
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** Whether an entry is a file or leads to one; a broken link counts, so that it is complained of. */
function isFile(entry: Dirent, path: string): boolean {
  if (entry.isFile()) return true;
  if (!entry.isSymbolicLink()) return false;
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true;
}

/** Which paths of a folder are sources, by the project's globs. */
class Rules {
  readonly #config: Config;
  readonly #root: string;
  readonly #sources: (path: string) => boolean;
  readonly #excluded: (path: string) => boolean;
  readonly #closed: (path: string) => boolean;

  constructor(config: Config, root: string) {
    const { sources, exclude } = config.settings;
    this.#config = config;
    this.#root = config.root ?? root;
    this.#sources = matcher(sources);
    this.#excluded = matcher(exclude);
    // Such a glob names the folder itself, too.
    this.#closed = matcher(exclude.filter((glob) => glob.endsWith('/**')));
  }

  /** The rules in a folder below, whose config may be another. */
  in(config: Config): Rules {
    return config === this.#config ? this : new Rules(config, this.#root);
  }

  takes(path: string): boolean {
    const name = this.#name(path);
    return (extname(path) === '.txt' || this.#sources(name)) && !this.#excluded(name);
  }

  /** Whether nothing below a folder can be a source. */
  leavesOut(folder: string): boolean {
    return this.#closed(this.#name(folder));
  }

  #name(path: string): string {
    return slashed(relative(this.#root, path));
  }
}

/** A path as it is written in output: with `/` on every system. */
export function slashed(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}
