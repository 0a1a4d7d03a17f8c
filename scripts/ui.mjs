// Opens VS Code's workbench with Galley on a fresh folder of the samples, for a test to drive.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
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

/** Bundles the tests; ends the process where there is no browser to run them in. */
export function prepareUi() {
  if (!findChromium()) {
    console.error(NO_CHROMIUM);
    process.exit(1);
  }
  installHost();
  const options = { stdio: 'inherit' };
  const { status } = spawnSync(process.execPath, ['scripts/build-tests.mjs', 'ui'], options);
  return status ?? 1;
}

/**
 * Runs a bundled test in a theme, or of it what has a title, in English or in another `locale`; its
 * screenshots go to the folder `name`. Resolves to the titles of what failed.
 */
export async function runUi(name, theme, bundle, { title, locale } = {}) {
  console.log(`\n— ${bundle}: ${theme}${locale ? `, ${locale}` : ''} —`);
  const { root, folder, dispose } = makeWorkspace();
  const settings = { 'workbench.colorTheme': theme, 'window.autoDetectHighContrast': false };
  const server = await startServer({ data: path.join(root, 'server'), settings, locale });
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
    return await failuresIn(path.resolve(`out/ui/${bundle}.test.cjs`), title);
  } finally {
    await server.stop();
    dispose();
  }
}

/** Runs a file of tests and tells of it; where this process is told to end, the tests end first. */
async function failuresIn(file, title) {
  const ending = new AbortController();
  const end = () => ending.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, end);
  const failed = [];
  const testNamePatterns = title ? [title] : undefined;
  const tests = run({ files: [file], testNamePatterns, signal: ending.signal });
  tests.on('test:fail', ({ name }) => failed.push(name));
  const told = tests.compose(spec);
  told.pipe(process.stdout, { end: false });
  await finished(told);
  for (const signal of signals) process.off(signal, end);
  ending.signal.throwIfAborted();
  return failed;
}
