// Opens VS Code's workbench with Galley on a fresh folder of the samples, for a test to drive.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { makeWorkspace } from './test-workspace.mjs';
import { findChromium, NO_CHROMIUM } from './vscode-host/chromium.mjs';
import { installHost } from './vscode-host/install.mjs';
import { remoteUri, startServer, workbenchUrl } from './vscode-host/server.mjs';

export const SHOTS = path.resolve('out/screenshots');

const SOURCE = 'seeds/000_harbour-bridge.txt';

export const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
};

export const node = (...args) =>
  spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;

/** Bundles the tests; ends the process where there is no browser to run them in. */
export function prepareUi() {
  if (!findChromium()) {
    console.error(NO_CHROMIUM);
    process.exit(1);
  }
  installHost();
  return node('scripts/build-tests.mjs', 'ui');
}

/**
 * Runs a bundled test in a theme, or of it what has a title; its screenshots go to a folder of the
 * theme's name.
 */
export async function runUi(name, theme, bundle, title) {
  console.log(`\n— ${theme} —`);
  const { root, folder, dispose } = makeWorkspace();
  const settings = { 'workbench.colorTheme': theme, 'window.autoDetectHighContrast': false };
  const server = await startServer({ data: path.join(root, 'server'), settings });
  const payload = [
    ['skipWelcome', 'true'],
    ['extensionDevelopmentPath', remoteUri(server.origin, '.')],
    ['openFile', remoteUri(server.origin, path.join(folder, SOURCE))],
  ];
  Object.assign(process.env, {
    GALLEY_UI_URL: workbenchUrl(server.origin, { folder, payload }),
    GALLEY_UI_FOLDER: folder,
    GALLEY_UI_SOURCE: SOURCE,
    GALLEY_UI_SHOTS: path.join(SHOTS, name),
    CHROME_PATH: findChromium(),
  });
  try {
    const some = title ? [`--test-name-pattern=${title}`] : [];
    return node('--test', '--test-reporter=spec', ...some, `out/ui/${bundle}.test.cjs`);
  } finally {
    await server.stop();
    dispose();
  }
}
