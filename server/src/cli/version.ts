import { version } from '../../../package.json';
import { Arguments, type CommandSpec, UsageError } from './arguments.ts';
import type { Command } from './command.ts';
import { loadModel } from './engine.ts';
import type { ExitCode, Shell } from './shell.ts';

const spec: CommandSpec = {
  name: '--version',
  usage: 'galley --version [--json]',
  summary: 'Shows the version and the hash of the model.',
  options: [{ name: 'json', help: 'As one JSON object: {"name", "version", "model"}.' }],
  details: [],
};

async function run(args: readonly string[], { output }: Shell): Promise<ExitCode> {
  const options = Arguments.of(args, spec);
  if (options.positionals.length > 0) throw new UsageError('--version takes no PATH');
  const model = loadModel().hash;
  const told = options.has('json')
    ? JSON.stringify({ name: 'galley', version, model })
    : `galley ${version} (model ${model})`;
  await output.write(`${told}\n`);
  await output.flush();
  return 0;
}

export const showVersion: Command = { spec, run };
