import type { Annotation } from './annotation.ts';
import { Pins } from './pin.ts';

/** The annotations of one text with their targets pinned, each worked out once. */
export class Pinned {
  readonly text: string;
  readonly #known = new WeakMap<Annotation, Annotation>();
  #pins: Pins | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** An annotation that stands in the text; the same object for the same one. */
  of(annotation: Annotation): Annotation {
    const known = this.#known.get(annotation);
    if (known) return known;
    // The whole text is looked through for what is alike: not before somebody wants to know.
    this.#pins ??= new Pins(this.text);
    const pinned = this.#pins.pin(annotation);
    this.#known.set(annotation, pinned);
    return pinned;
  }
}
