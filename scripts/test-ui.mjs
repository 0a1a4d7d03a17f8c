// `npm run test:ui`: drives VS Code's workbench with Galley as a person would, in a dark and in a
// light theme (`--theme=NAME` for another); screenshots go to out/screenshots.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { makeWorkspace } from './test-workspace.mjs';
import { findChromium, NO_CHROMIUM } from './vscode-host/chromium.mjs';
import { installHost } from './vscode-host/install.mjs';
import { remoteUri, startServer, workbenchUrl } from './vscode-host/server.mjs';

const SHOTS = path.resolve('out/screenshots');
const SOURCE = 'seeds/000_harbour-bridge.txt';
const THEMES = { dark: 'Default Dark Modern', light: 'Default Light Modern' };

const node = (...args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;

async function run(name, theme) {
  const { root, folder, dispose } = makeWorkspace();
  const settings = { 'workbench.colorTheme': theme };
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
    return node('--test', '--test-reporter=spec', 'out/ui/workbench.test.cjs');
  } finally {
    await server.stop();
    dispose();
  }
}

if (!findChromium()) {
  console.error(NO_CHROMIUM);
  process.exit(1);
}
installHost();
mkdirSync(SHOTS, { recursive: true });
process.exitCode = node('scripts/build-tests.mjs', 'ui');
const theme = process.argv.find((each) => each.startsWith('--theme='))?.slice('--theme='.length);
for (const [name, id] of Object.entries(theme ? { [theme]: theme } : THEMES)) {
  if (process.exitCode) break;
  console.log(`\n— ${id} —`);
  process.exitCode = await run(name, id);
}
