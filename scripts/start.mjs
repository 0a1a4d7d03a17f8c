// `npm start`: builds Galley and opens VS Code on the samples with Galley loaded. Where there is no
// `code` on PATH, VS Code's server and the browser: then this prints the address and stays.
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { findProgram } from './vscode.mjs';
import { installHost } from './vscode-host/install.mjs';
import { remoteUri, startServer, workbenchUrl } from './vscode-host/server.mjs';

const EXTENSION = path.resolve('.');
const SAMPLES = path.resolve('samples');
const FIRST = path.join(SAMPLES, 'seeds/000_harbour-bridge.txt');

execFileSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });
const code = findProgram('code');
if (code) startDesktop(code);
else await startInBrowser();

function startDesktop(executable) {
  const args = [`--extensionDevelopmentPath=${EXTENSION}`, SAMPLES, FIRST];
  console.log(`Opening VS Code (${executable}) on samples/.`);
  spawn(executable, args, { stdio: 'inherit', shell: process.platform === 'win32' }).on(
    'exit',
    (status) => {
      process.exitCode = status ?? 1;
    },
  );
}

async function startInBrowser() {
  console.log('No `code` on PATH: VS Code runs as a server, its workbench in your browser.');
  installHost();
  const token = randomUUID();
  // Kept between starts: what one sets in the workbench stays.
  const data = path.resolve('.vscode-test/start');
  const port = Number(process.env.PORT ?? 0);
  const server = await startServer({ data, token, port });
  const { origin } = server;
  const payload = [
    ['skipWelcome', 'true'],
    ['extensionDevelopmentPath', remoteUri(origin, EXTENSION)],
    ['openFile', remoteUri(origin, FIRST)],
  ];
  console.log(`\nOpen ${workbenchUrl(origin, { folder: SAMPLES, token, payload })}\n`);
  console.log('Ctrl+C ends it.');
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => server.stop());
  server.child.once('exit', () => process.exit());
}
