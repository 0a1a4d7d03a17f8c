import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';

const PROJECT = join(__dirname, '../..');

/** The command line that is tested, as the build leaves it. */
const CLI = join(PROJECT, 'dist/cli.js');

/** How long an editor may take for all that a script tells it, in milliseconds. */
const PATIENCE = 240_000;

/** A driver that runs inside an editor, from this folder. */
export function driver(name: string): string {
  return join(PROJECT, 'test/interop', name);
}

/** A source of `samples/`. */
export function sample(name: string): string {
  return readFileSync(join(PROJECT, 'samples/seeds', name), 'utf8');
}

/** Why the tests of an editor are skipped: undefined where a call of it succeeds. */
export function missing(command: string, args: readonly string[]): string | undefined {
  if (spawnSync(command, args, { stdio: 'ignore' }).status === 0) return undefined;
  return `${command} is not here: apt-get install neovim emacs-nox elpa-eglot elpa-lsp-mode`;
}

/**
 * A fresh home folder with one source in `seeds/`, and `galley` on the PATH as npm would put it
 * there; nothing else is installed.
 */
export class Workspace {
  readonly home = mkdtempSync(join(tmpdir(), 'galley-interop-'));
  /** The source that the editor opens. */
  readonly source: string;
  /** A copy for the command line, which no editor touches. */
  readonly #original: string;

  constructor(name: string, text: string) {
    mkdirSync(join(this.home, 'bin'));
    symlinkSync(CLI, join(this.home, 'bin', 'galley'));
    this.source = this.write(join('seeds', name), text);
    this.#original = this.write(join('original', name), text);
  }

  /** Writes a file; returns its absolute path. */
  write(path: string, text: string): string {
    const absolute = join(this.home, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, text);
    return absolute;
  }

  /** The source as it stands on the disk now. */
  text(): string {
    return readFileSync(this.source, 'utf8');
  }

  /** A file by its path in the home folder. */
  read(path: string): string {
    return readFileSync(join(this.home, path), 'utf8');
  }

  /** Where a file is: which folder an editor takes for the project's is up to it. */
  find(name: string): string {
    const paths = readdirSync(this.home, { recursive: true, encoding: 'utf8' });
    const [path, ...more] = paths.filter((each) => basename(each) === name);
    assert.ok(path !== undefined && more.length === 0, `${name}: ${path ?? 'nowhere'} ${more}`);
    return path;
  }

  /** What `galley` says of the source as it was before an editor touched it. */
  galley(...args: readonly string[]): string {
    return this.#call(...args, this.#original);
  }

  /** What `galley` says of the source as it stands now, with what was decided about it. */
  galleyNow(...args: readonly string[]): string {
    return this.#call(...args, this.source);
  }

  #call(...args: readonly string[]): string {
    const call = [CLI, ...args];
    const { stdout, status, stderr } = spawnSync(process.execPath, call, { encoding: 'utf8' });
    assert.ok(status === 0 || status === 1, stderr);
    return stdout;
  }

  /** Runs an editor with a driver, and returns the report that the driver wrote. */
  async drive<Report extends { readonly failure?: string }>(
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<Report> {
    const report = join(this.home, 'report.json');
    const child = spawn(command, args, {
      cwd: this.home,
      env: { ...this.#environment(), ...env, GALLEY_REPORT: report },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PATIENCE,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        said += data;
      });
    }
    const [status] = await once(child, 'close');
    const written = reportIn(report) as Report | undefined;
    assert.ok(written && status === 0, `${command}: ${written?.failure ?? status}\n${said}`);
    return written;
  }

  dispose(): void {
    rmSync(this.home, { recursive: true, force: true });
  }

  #environment(): NodeJS.ProcessEnv {
    const { home } = this;
    const path = [join(home, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter);
    return {
      PATH: path,
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_DATA_HOME: join(home, '.local/share'),
      XDG_STATE_HOME: join(home, '.local/state'),
      XDG_CACHE_HOME: join(home, '.cache'),
      LC_ALL: 'C.UTF-8',
      TERM: 'dumb',
    };
  }
}

function reportIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Runs a test in a workspace of its own. */
export async function withWorkspace(
  name: string,
  text: string,
  run: (workspace: Workspace) => Promise<void>,
): Promise<void> {
  const workspace = new Workspace(name, text);
  try {
    await run(workspace);
  } finally {
    workspace.dispose();
  }
}
