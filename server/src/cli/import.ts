import type { Annotation } from '../annotations/annotation.ts';
import { AnnotationError, fields, json, list, string } from '../annotations/checked.ts';
import { pathOf } from '../annotations/iri.ts';
import { deserialize } from '../annotations/jsonldReader.ts';
import { decode, readSource } from '../corpus/decode.ts';
import { personAt } from '../corpus/person.ts';
import { problemOf, SourceError } from '../corpus/problem.ts';
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
  if (options.positionals.length === 0)
    throw new UsageError('import needs a FILE (see galley import --help)');
  const about: ImportOptions = {
    who: options.value('who') ?? (await personAt('.')) ?? '',
    when: new Date().toISOString(),
    newId: () => `urn:uuid:${globalThis.crypto.randomUUID()}`,
    model: options.has('model'),
  };
  const stores = new Stores();
  for (const path of options.positionals) {
    await attempt(path, shell, async () => {
      const content = decode(readSource(path).bytes, path);
      for (const delivery of deliveriesOf(content, format, about, shell)) {
        await attempt(delivery.source, shell, () => deliver(delivery, stores, shell));
      }
    });
  }
  await shell.output.flush();
  return shell.failed ? 2 : 0;
}

/** Does something with a file; what goes wrong is told, and the run goes on. */
async function attempt(path: string, shell: Shell, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    shell.complain(problemOf(asSourceError(error, path), path));
  }
}

function deliveriesOf(
  content: string,
  format: string,
  about: ImportOptions,
  shell: Shell,
): Delivery[] {
  if (format === W3C) return [pageOf(content)];
  const reader = IMPORTS.find(({ name }) => name === format);
  const texts = reader?.read(content, (source) => textOrComplaint(source, shell)) ?? [];
  return texts.map((text) => ({ source: text.id, annotations: labelsOf(text, about) }));
}

/** The text of a source that a file names; what is wrong with it is told of the source. */
function textOf(source: string): string {
  try {
    return readSource(source).text;
  } catch (error) {
    throw SourceError.of(problemOf(error, source));
  }
}

/** The same, where the others that the file names can do without it. */
function textOrComplaint(source: string, shell: Shell): string | undefined {
  try {
    return textOf(source);
  } catch (error) {
    shell.complain(problemOf(error, source));
    return undefined;
  }
}

/** The annotations of a W3C page, all of which have to be about one source. */
function pageOf(content: string): Delivery {
  const sources = list(fields(json(content), '').items, '/items').map((item, index) => {
    const at = `/items/${index}`;
    const target = fields(fields(item, at).target, `${at}/target`);
    return pathOf(string(target.source, `${at}/target/source`));
  });
  const [source] = sources;
  if (source === undefined) throw new AnnotationError('/items', 'expected an annotation');
  const other = sources.findIndex((each) => each !== source);
  if (other >= 0) {
    throw new AnnotationError(`/items/${other}/target/source`, `expected “${source}”, as before`);
  }
  return { source, annotations: deserialize(textOf(source), content).annotations };
}

async function deliver(
  { source, annotations }: Delivery,
  stores: Stores,
  shell: Shell,
): Promise<void> {
  const text = textOf(source);
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
  if ((await store.save(opened)).type === 'busy') {
    throw new SourceError(source, 'another program writes its labels all the time', 'try again');
  }
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
