import { codeOf } from '../corpus/problem.ts';

/** Written in one go, in UTF-16 units. */
const ENOUGH = 1 << 16;

/**
 * What goes to standard output: gathered into large writes, each awaited, so that a slow reader
 * slows the run down instead of filling memory. A reader that goes away (`| head`) closes it quietly.
 */
export class Output {
  readonly #stream: NodeJS.WritableStream;
  #parts: string[] = [];
  #size = 0;
  #closed = false;

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
    // The failure is told by the write's callback; unheard, the event would end the process.
    stream.on('error', () => {});
  }

  /** Whether nobody reads any more; what is written then goes nowhere. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Takes a piece of text. Returns a promise when the caller has to wait. */
  write(text: string): Promise<void> | undefined {
    this.#parts.push(text);
    this.#size += text.length;
    return this.#size < ENOUGH ? undefined : this.flush();
  }

  /** Hands over what was gathered. Throws when it cannot be written, except for want of a reader. */
  async flush(): Promise<void> {
    const text = this.#parts.join('');
    this.#parts = [];
    this.#size = 0;
    if (this.#closed || text === '') return;
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(text, (error) => {
        if (!error) return resolve();
        this.#closed = true;
        if (codeOf(error) === 'EPIPE' || codeOf(error) === 'ERR_STREAM_DESTROYED') return resolve();
        reject(error);
      });
    });
  }
}
