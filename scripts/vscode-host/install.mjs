// Where the test host stands, and how it gets there.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Where the host is installed: outside of git, or wherever `VSCODE_HOST_DIR` says. */
export const HOST =
  process.env.VSCODE_HOST_DIR ?? path.resolve(HERE, '../../.vscode-test/server-host');

/** The `code` executable that runs the host. */
export const CODE = path.join(HERE, 'code.mjs');

/** Installs the host where it is missing or made from other packages; says so when it does. */
export function installHost(log = console.log) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The VS Code server host runs on Linux x64 only: use the desktop VS Code here.',
    );
  }
  const stamp = path.join(HOST, 'stamp');
  const wanted = fingerprint();
  if (read(stamp) === wanted) return;
  log(`Installing the VS Code server host into ${HOST} (once; about 300 MB) …`);
  mkdirSync(HOST, { recursive: true });
  rmSync(stamp, { force: true });
  for (const name of ['package.json', 'package-lock.json']) {
    copyFileSync(path.join(HERE, name), path.join(HOST, name));
  }
  const npm = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', npm, { cwd: HOST, stdio: 'inherit' });
  prepare(HOST);
  writeFileSync(stamp, wanted);
}

/** Changes with everything that the installed host is made from. */
function fingerprint() {
  const hash = createHash('sha256');
  const stubs = readdirSync(path.join(HERE, 'stubs')).sort();
  const files = ['package-lock.json', 'prepare.mjs', ...stubs.map((name) => `stubs/${name}`)];
  for (const name of files) hash.update(readFileSync(path.join(HERE, name)));
  return hash.digest('hex');
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
