import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readProject } from '../settings/projectText.ts';
import { DEFAULTS, type Settings } from '../settings/settings.ts';
import { decode } from './decode.ts';
import { codeOf, problemOf, SourceError } from './problem.ts';

/** What holds for the files of a project. */
export interface Config {
  /** The folder that globs are relative to, absolute; undefined where no project file was found. */
  readonly root: string | undefined;
  readonly settings: Settings;
  /** What the project file says, as it stands there; undefined where none was found. */
  readonly said: unknown;
}

/** Where a project's settings stand, relative to its folder. */
const CONFIG_FILE = join('.galley', 'config.json');

const NONE: Config = { root: undefined, settings: DEFAULTS, said: undefined };

/** Hears of settings in a project file that are passed over. */
export type ConfigWarning = (path: string, mistake: string) => void;

/** Texts of project files, by path, that stand in for what the files hold. */
export type Overlay = ReadonlyMap<string, string>;

/** Finds the nearest project file above a folder, each read once. */
export class Configs {
  readonly #known = new Map<string, Config>();
  readonly #warn: ConfigWarning;
  readonly #overlay: Overlay;

  constructor(warn: ConfigWarning = () => {}, overlay: Overlay = new Map()) {
    this.#warn = warn;
    this.#overlay = overlay;
  }

  /** What holds in a folder. Throws a {@link SourceError} where the project file is malformed. */
  for(folder: string): Config {
    const absolute = resolve(folder);
    const known = this.#known.get(absolute);
    if (known) return known;
    const parent = dirname(absolute);
    const config =
      readConfig(absolute, this.#warn, this.#overlay) ??
      (parent === absolute ? NONE : this.for(parent));
    this.#known.set(absolute, config);
    return config;
  }
}

function readConfig(folder: string, warn: ConfigWarning, overlay: Overlay): Config | undefined {
  const path = join(folder, CONFIG_FILE);
  const text = overlay.get(path);
  if (text !== undefined) return { root: folder, ...parseConfig(text, path, warn) };
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const { what, remedy } = problemOf(error, path);
    throw new SourceError(path, what, remedy);
  }
  return { root: folder, ...parseConfig(decode(bytes, path), path, warn) };
}

function parseConfig(text: string, path: string, warn: ConfigWarning): Omit<Config, 'root'> {
  const project = readProject(text);
  if (project.type === 'malformed') {
    const { line, column, what, remedy } = project;
    throw new SourceError(`${path}:${line}:${column}`, what, remedy);
  }
  for (const mistake of project.mistakes) warn(path, mistake);
  return project;
}
