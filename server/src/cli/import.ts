import type { Annotation } from '../annotations/annotation.ts';
import { fields, json, list, string } from '../annotations/checked.ts';
import { pathOf } from '../annotations/iri.ts';
import { deserialize } from '../annotations/jsonldReader.ts';
import { decode, readSource } from '../corpus/decode.ts';
import { personAt } from '../corpus/person.ts';
import { problemOf } from '../corpus/problem.ts';
import { IMPORTS, type ImportOptions, labelsOf } from '../exchange/formats.ts';
import { Arguments, type CommandSpec, UsageError } from './arguments.ts';
import type { Command } from './command.ts';
import { asSourceError, Stores } from './label-store.ts';
import type { ExitCode, Shell } from './shell.ts';
import { oneLine } from './visible.ts';

const W3C = 'annotation';

const spec: CommandSpec = {
  name: 'import',
  usage: 'galley import --format FORMAT [OPTION…] FILE…',
  summary: 'Takes labels from other tools into .galley/labels.',
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: [...IMPORTS.map(({ name }) => name), W3C],
      help: 'What the files are.',
    },
    { name: 'who', value: 'NAME', help: 'Whose labels these are, where the file does not say.' },
    { name: 'model', help: "Take a model's proposals for labels too." },
  ],
  details: [
    'Each record names its source: a path relative to the current folder, as galley export writes it. Labels are found in the source by their words, also where it differs a little from the text that they came with; those that cannot be told for sure are kept as orphans. Lines that have a label keep it, and nothing is ever removed.',
  ],
};

/** Annotations for one source. */
interface Delivery {
  readonly source: string;
  readonly annotations: readonly Annotation[];
}

async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  const options = Arguments.of(args, spec);
  const format = options.value('format');
  if (format === undefined)
    throw new UsageError('import needs --format (see galley import --help)');
  if (options.positionals.length === 0) throw new UsageError('import needs a FILE');
  const about: ImportOptions = {
    who: options.value('who') ?? (await personAt('.')) ?? '',
    when: new Date().toISOString(),
    newId: () => `urn:uuid:${globalThis.crypto.randomUUID()}`,
    model: options.has('model'),
  };
  const stores = new Stores();
  for (const path of options.positionals) {
    try {
      const content = decode(readSource(path).bytes, path);
      for (const delivery of deliveriesOf(content, format, about)) {
        await deliver(delivery, stores, shell);
      }
    } catch (error) {
      shell.complain(problemOf(asSourceError(error, path), path));
    }
  }
  await shell.output.flush();
  return shell.failed ? 2 : 0;
}

function deliveriesOf(content: string, format: string, about: ImportOptions): Delivery[] {
  if (format === W3C) return [pageOf(content)];
  const reader = IMPORTS.find(({ name }) => name === format);
  const texts = reader?.read(content, (id) => readSource(id).text) ?? [];
  return texts.map((text) => ({ source: text.id, annotations: labelsOf(text, about) }));
}

/** A W3C page is about one source, which its first annotation names. */
function pageOf(content: string): Delivery {
  const items = list(fields(json(content), '').items, '/items');
  const target = fields(fields(items[0], '/items/0').target, '/items/0/target');
  const source = pathOf(string(target.source, '/items/0/target/source'));
  return { source, annotations: deserialize(readSource(source).text, content).annotations };
}

async function deliver(
  { source, annotations }: Delivery,
  stores: Stores,
  shell: Shell,
): Promise<void> {
  const { text } = readSource(source);
  const { store, source: stored } = stores.of(source);
  const opened = await store.open(stored, text);
  const { page } = opened;
  const had = new Set([...page.labelsByLine().values()].map(({ target }) => target.start));
  const orphansBefore = page.orphans.length;
  page.add(annotations);
  const fresh = new Set(annotations.map(({ id }) => id));
  const doubled = page.anchored.filter(
    ({ id, type, target }) => type === 'label' && fresh.has(id) && had.has(target.start),
  );
  page.remove(doubled.map(({ id }) => id));
  await store.save(opened);
  const orphans = page.orphans.length - orphansBefore;
  const taken = annotations.length - doubled.length;
  const notes = [
    ...(doubled.length > 0 ? [`${doubled.length} left out, for their lines have labels`] : []),
    ...(orphans > 0 ? [`${orphans} of them not found in the text`] : []),
  ];
  await shell.output.write(
    `${[`${oneLine(source)}: ${taken} ${taken === 1 ? 'annotation' : 'annotations'}`, ...notes].join(', ')}\n`,
  );
}

export const importCommand: Command = { spec, run };
