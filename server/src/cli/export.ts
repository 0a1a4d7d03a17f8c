import { readSource } from '../corpus/decode.ts';
import { problemOf } from '../corpus/problem.ts';
import type { SourceFile } from '../corpus/walk.ts';
import { writeInto } from '../corpus/write.ts';
import { documentOf, type ExportedSource, type ExportFormat } from '../exchange/document.ts';
import { EXPORTS } from '../exchange/formats.ts';
import { Arguments, type CommandSpec, UsageError } from './arguments.ts';
import type { Command } from './command.ts';
import { loadParsers } from './engine.ts';
import { inputOf } from './files.ts';
import { asSourceError, Stores } from './label-store.ts';
import type { FolderParsers } from './parsers.ts';
import type { ExitCode, Shell } from './shell.ts';

const spec: CommandSpec = {
  name: 'export',
  usage: 'galley export --format FORMAT [--out DIR] [PATH…]',
  summary: 'Writes the kinds of all lines, and what people decided, for other tools.',
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: EXPORTS.map(({ name }) => name),
      help: 'What to write.',
    },
    { name: 'out', value: 'DIR', help: 'Where annotation and brat write their files.' },
  ],
  details: [
    'jsonl, schema.org, dolma, prodigy and doccano give a line a source, label-studio one JSON array. annotation (W3C) and brat write files for each source below --out. Labels of people come from .galley/labels; other lines have the kind that the model gives them.',
  ],
};

async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const options = Arguments.of(args, spec);
  const format = EXPORTS.find(({ name }) => name === options.value('format'));
  if (!format) throw new UsageError('export needs --format (see galley export --help)');
  const out = options.value('out');
  if (format.layout === 'files' && out === undefined) {
    throw new UsageError(`--format ${format.name} writes files: say where with --out DIR`);
  }
  const input = inputOf(options, shell, out);
  if (input.type === 'stdin')
    throw new UsageError('export needs files, for labels lie beside them');
  const writer = new Writer(format, out, shell);
  const sources = new Documents(loadParsers((message) => shell.note(message)));
  for (const file of input.files) {
    try {
      await writer.add(await sources.of(file), file);
    } catch (error) {
      shell.complain(problemOf(asSourceError(error, file.path), file.path));
    }
    if (shell.output.closed) break;
  }
  await writer.end();
  return shell.failed ? 2 : 0;
}

/** Sources with what the model and people say of them. */
class Documents {
  readonly #parsers: FolderParsers;
  readonly #stores = new Stores();

  constructor(parsers: FolderParsers) {
    this.#parsers = parsers;
  }

  async of(file: SourceFile): Promise<ExportedSource> {
    const { text } = readSource(file.path);
    const { store, source } = this.#stores.of(file.path);
    const { page } = await store.open(source, text);
    const parsed = this.#parsers.of(file).parse(text, { labels: page.labels() });
    return documentOf(source, parsed, page.content());
  }
}

/** Puts documents where their format wants them. */
class Writer {
  readonly #format: ExportFormat;
  readonly #out: string | undefined;
  readonly #shell: Shell;
  #count = 0;

  constructor(format: ExportFormat, out: string | undefined, shell: Shell) {
    this.#format = format;
    this.#out = out;
    this.#shell = shell;
  }

  async add(document: ExportedSource, { place }: SourceFile): Promise<void> {
    const written = this.#format.write(document);
    if (typeof written !== 'string') {
      const name = place.replace(/\.txt$/u, '');
      for (const [suffix, content] of Object.entries(written)) {
        writeInto(this.#out ?? '.', name + suffix, content);
      }
      return;
    }
    const { output } = this.#shell;
    if (this.#format.layout === 'lines') await output.write(`${written}\n`);
    else await output.write(`${this.#count++ === 0 ? '[' : ','}\n${written}`);
  }

  async end(): Promise<void> {
    const { output } = this.#shell;
    if (this.#format.layout === 'array') await output.write(this.#count === 0 ? '[]\n' : '\n]\n');
    await output.flush();
  }
}

export const exportCommand: Command = { spec, run };
