// `npm run test:vscode`: the suites of test/vscode in a real VS Code, in its Node extension host and
// in its web worker extension host; `--host=node|worker` runs those of one of them, `--run=NAME` those
// whose name has the words, `--grep=TITLE` some tests.

import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { makeWorkspace } from './test-workspace.mjs';
import { chooseTestHost } from './vscode.mjs';
import { CODE } from './vscode-host/install.mjs';

const option = (name) =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
const only = option('host');
const named = option('run') ?? '';
const grep = option('grep') ?? '';
const OUT = path.resolve('out/vscode');

async function bundle() {
  const shared = { bundle: true, format: 'cjs', external: ['vscode'], sourcemap: 'inline' };
  const entryPoints = ['folder', 'file', 'untrusted', 'virtual'].map(
    (name) => `test/vscode/${name}.ts`,
  );
  const common = { ...shared, entryPoints, outdir: OUT, logLevel: 'warning' };
  const define = { global: 'globalThis', TEST_GREP: JSON.stringify(grep) };
  // One bundle for both hosts: nothing in it is of Node.
  await build({ ...common, platform: 'browser', define });
}

async function run({ name, tests, open, settings = {}, env = {}, host }) {
  console.log(`\n— ${name} —`);
  const { root, folder, workspace, dispose } = makeWorkspace();
  try {
    await runTests({
      ...(host.executable && { vscodeExecutablePath: host.executable }),
      extensionDevelopmentPath: path.resolve('.'),
      extensionTestsPath: path.join(OUT, tests),
      extensionTestsEnv: {
        VSCODE_HOST_SETTINGS: JSON.stringify(settings),
        GALLEY_TEST_FOLDER: folder,
        ...env,
      },
      launchArgs: [
        ...(open === 'folder' ? [folder] : open === 'workspace' ? [workspace] : []),
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
  { host, kind: 'node', name: 'a virtual folder, Node', tests: 'virtual.js', open: 'workspace' },
];
// The desktop would take another launch argument; the server's workbench goes by these settings.
if (host.executable === CODE) {
  const settings = { 'remote.extensionKind': { 'galley.galley': ['web'] } };
  const worker = { host, kind: 'worker', settings };
  runs.push(
    { ...worker, name: 'a folder, web worker', tests: 'folder.js', open: 'folder' },
    { ...worker, name: 'a virtual folder, web worker', tests: 'virtual.js', open: 'workspace' },
    {
      ...{ host, kind: 'node', name: 'a folder that is not trusted', tests: 'untrusted.js' },
      open: 'folder',
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
      env: { VSCODE_HOST_TRUST: 'ask' },
    },
  );
}
await bundle();
let passed = true;
for (const each of runs) {
  if ((only && each.kind !== only) || !each.name.includes(named)) continue;
  passed = (await run(each)) && passed;
}
process.exitCode = passed ? 0 : 1;
