import { SourceError } from '../corpus/problem.ts';
import { Arguments, type CommandSpec } from './arguments.ts';
import type { Command } from './command.ts';
import type { ExitCode } from './shell.ts';

const spec: CommandSpec = {
  name: 'lsp',
  usage: 'galley lsp --stdio',
  summary: 'Runs the language server on standard input and output, for any editor.',
  options: [
    { name: 'stdio', help: 'Speak over standard input and output; the only way, and the default.' },
    { name: 'clientProcessId', value: 'PID', help: 'End when this process does.' },
  ],
  details: [],
};

/** What the server's bundle, which stands beside this one, exports. */
interface ServerBundle {
  start(): void;
}

async function run(args: readonly string[]): Promise<ExitCode> {
  Arguments.of(args, spec);
  // The server chooses its transport by the process's arguments.
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
  serverBundle().start();
  return 0;
}

function serverBundle(): ServerBundle {
  // Bundled apart, and loaded only here: no other command needs it.
  const bundle: unknown = require('./server.js');
  if (isServerBundle(bundle)) return bundle;
  throw new SourceError('server.js', 'is not the language server', 'install or build Galley again');
}

function isServerBundle(bundle: unknown): bundle is ServerBundle {
  return (
    typeof bundle === 'object' &&
    bundle !== null &&
    'start' in bundle &&
    typeof bundle.start === 'function'
  );
}

export const lsp: Command = { spec, run };
