// `npm run test:vscode`: the suite of test/vscode in a real VS Code, in its Node extension host and
// in its web worker extension host; `--host=node|worker` runs one of them, `--grep=TITLE` some tests.

import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { makeWorkspace } from './test-workspace.mjs';
import { chooseTestHost } from './vscode.mjs';
import { CODE } from './vscode-host/install.mjs';

const option = (name) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
const only = option('host');
const grep = option('grep') ?? '';
const OUT = path.resolve('out/vscode');

async function bundle() {
  const shared = { bundle: true, format: 'cjs', external: ['vscode'], sourcemap: 'inline' };
  const entryPoints = ['test/vscode/folder.ts', 'test/vscode/file.ts'];
  const common = { ...shared, entryPoints, outdir: OUT, logLevel: 'warning' };
  const define = { global: 'globalThis', TEST_GREP: JSON.stringify(grep) };
  // One bundle for both hosts: nothing in it is of Node.
  await build({ ...common, platform: 'browser', define });
}

async function run({ name, tests, open, settings = {}, host }) {
  console.log(`\n— ${name} —`);
  const { root, folder, dispose } = makeWorkspace();
  try {
    await runTests({
      ...(host.executable && { vscodeExecutablePath: host.executable }),
      extensionDevelopmentPath: path.resolve('.'),
      extensionTestsPath: path.join(OUT, tests),
      extensionTestsEnv: {
        VSCODE_HOST_SETTINGS: JSON.stringify(settings),
        GALLEY_TEST_FOLDER: folder,
      },
      launchArgs: [
        ...(open === 'folder' ? [folder] : []),
        `--user-data-dir=${path.join(root, 'user')}`,
        `--extensions-dir=${path.join(root, 'extensions')}`,
      ],
    });
    return true;
  } catch (error) {
    console.error(String(error));
    return false;
  } finally {
    dispose();
  }
}

const host = chooseTestHost();
console.log(`VS Code: ${host.name}`);
const runs = [
  { host, kind: 'node', name: 'a folder, Node', tests: 'folder.js', open: 'folder' },
  { host, kind: 'node', name: 'a file without a folder, Node', tests: 'file.js', open: 'nothing' },
];
// The desktop would take another launch argument; the server's workbench goes by this setting.
if (host.executable === CODE) {
  const settings = { 'remote.extensionKind': { 'galley.galley': ['web'] } };
  const name = 'a folder, web worker';
  runs.push({ host, kind: 'worker', name, tests: 'folder.js', open: 'folder', settings });
}
await bundle();
let passed = true;
for (const each of runs) {
  if (only && each.kind !== only) continue;
  passed = (await run(each)) && passed;
}
process.exitCode = passed ? 0 : 1;
