import { AnnotationError } from '../annotations/checked.ts';
import type { Model } from '../core/model/model.ts';
import { createParser, type Parser } from '../core/parser.ts';
import { readTraining, TRAINING_FILE, type Training } from './trainingFile.ts';

/** How many folders' trainings are kept ready; each takes some megabytes. */
const KEPT = 4;

/** The parser for a folder, and what its training is to the model that is here. */
export type Known =
  | { readonly state: 'none'; readonly parser: Parser }
  | { readonly state: 'trained'; readonly parser: Parser; readonly training: Training }
  /** Learned on another model: passed over, and to be trained again. */
  | { readonly state: 'outdated'; readonly parser: Parser; readonly training: Training };

/** Parsers over one model, as it is and with what folders learned. The one way from a training to a parser. */
export class AdaptedParsers {
  readonly model: Model;
  readonly #plain: Parser;
  readonly #known = new Map<string, Known>();

  constructor(model: Model) {
    this.model = model;
    this.#plain = createParser(model);
  }

  /**
   * The parser for a folder with this training file, if it has one. Throws an {@link AnnotationError} that names the
   * file and the place in it where it is none.
   */
  of(file: string | undefined): Known {
    if (file === undefined) return { state: 'none', parser: this.#plain };
    const known = this.#known.get(file) ?? this.#read(file);
    this.#known.delete(file);
    this.#known.set(file, known);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size > KEPT) this.#known.delete(oldest);
    }
    return known;
  }

  #read(file: string): Known {
    try {
      const training = readTraining(file);
      const { adaptation } = training;
      if (adaptation.base !== this.model.hash) {
        return { state: 'outdated', parser: this.#plain, training };
      }
      const parser = createParser(this.model.adapted(adaptation));
      return { state: 'trained', parser, training };
    } catch (error) {
      if (error instanceof AnnotationError) throw error.in(TRAINING_FILE);
      if (error instanceof RangeError) throw unfit(error);
      throw error;
    }
  }
}

/** A training of this model that the model does not take, told as any file that is not what it should be. */
function unfit({ message }: RangeError): AnnotationError {
  return new AnnotationError('', message.replace(/\.$/u, ''), TRAINING_FILE);
}
