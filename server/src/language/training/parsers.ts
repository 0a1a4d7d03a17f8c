import { AnnotationError } from '../../annotations/checked.ts';
import type { Model } from '../../core/model/model.ts';
import type { Parser } from '../../core/parser.ts';
import type { FileSystem } from '../../files.ts';
import type { AdaptedParsers, Known } from '../../learning/adaptedParsers.ts';
import { joined, parentOf } from '../../uris.ts';
import { reasonOf } from '../annotating/pages.ts';
import type { Places } from '../annotating/places.ts';
import type { LoadedParser } from '../session.ts';

/** Where a folder keeps what was learned from its labels; as the command line has it. */
export const TRAINING_FILE = '.galley/model.json';

/** The model and a parser over it as it is, or why there is none. */
export type LoadedModel =
  | { readonly model: Model; readonly parser: Parser }
  | { readonly failure: string };

/** A folder's training file, and what it is to the model that is here. */
export type FolderTraining =
  | (Known & { readonly file: string })
  | { readonly state: 'broken'; readonly file: string; readonly message: string };

/** What parsers of folders are made from. */
export interface ParserSources {
  readonly load: () => Promise<LoadedModel>;
  readonly files: FileSystem;
  readonly places: Places;
  /** Hears once of a training that cannot be used. */
  readonly tell: (training: FolderTraining) => void;
}

/** The parsers of documents: with what the folder that keeps a document's labels learned, where it did. */
export class TrainedParsers {
  readonly #sources: ParserSources;
  readonly #told = new Set<string>();
  #byFolder = new Map<string, Promise<LoadedParser>>();
  #adapted: Promise<AdaptedParsers> | undefined;

  constructor(sources: ParserSources) {
    this.#sources = sources;
  }

  /** The parser of a document. */
  of(uri: string): Promise<LoadedParser> {
    const folder = parentOf(uri) ?? uri;
    const parser = this.#byFolder.get(folder) ?? this.#read(uri);
    this.#byFolder.set(folder, parser);
    return parser;
  }

  /** Trainings may be others now. */
  forget(): void {
    this.#byFolder = new Map();
  }

  /** What a folder learned. */
  async training(root: string, model: Model): Promise<FolderTraining | undefined> {
    const { files } = this.#sources;
    const file = joined(root, TRAINING_FILE);
    try {
      const text = await files.at(root).read(TRAINING_FILE);
      if (text === undefined) return undefined;
      return { ...(await this.#parsers(model)).of(text), file };
    } catch (error) {
      // The file is told beside it: what it says of itself need not name it too.
      const message = error instanceof AnnotationError ? error.where : reasonOf(error);
      return { state: 'broken', file, message };
    }
  }

  async #read(uri: string): Promise<LoadedParser> {
    const { load, places } = this.#sources;
    const loaded = await load();
    if ('failure' in loaded) return loaded;
    const place = await places.of(uri);
    const training = place && (await this.training(place.root, loaded.model));
    if (!training) return loaded;
    if (training.state === 'trained') return training;
    if (training.state !== 'none') this.#tell(training);
    return loaded;
  }

  #tell(training: FolderTraining): void {
    const told = JSON.stringify([training.file, training.state, 'message' in training]);
    if (this.#told.has(told)) return;
    this.#told.add(told);
    this.#sources.tell(training);
  }

  #parsers(model: Model): Promise<AdaptedParsers> {
    // Not imported above: most folders learned nothing, and the start shall not wait for this.
    this.#adapted ??= import('../../learning/adaptedParsers.ts').then(
      ({ AdaptedParsers }) => new AdaptedParsers(model),
    );
    return this.#adapted;
  }
}
