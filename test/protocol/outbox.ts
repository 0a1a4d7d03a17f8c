import { Writable } from 'node:stream';

/** What a client writes to a server: at once, or held back until it has said a certain thing. */
export class Outbox extends Writable {
  readonly #to: Writable;
  #held: Buffer[] = [];
  #until: string | undefined;

  constructor(to: Writable) {
    super();
    this.#to = to;
  }

  /** Holds back what is written until `words` are among it; then all of it goes in one piece. */
  hold(words: string): void {
    this.#until = words;
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#held.push(chunk);
    const held = Buffer.concat(this.#held);
    if (this.#until !== undefined && !held.includes(this.#until)) done();
    else {
      this.#until = undefined;
      this.#held = [];
      this.#to.write(held, done);
    }
  }
}
