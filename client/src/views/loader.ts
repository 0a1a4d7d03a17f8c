/**
 * What one request answers, asked for only when it is wanted, and again once it is stale. However
 * many changes are told meanwhile, one request is under way at a time, and one more follows.
 */
export class Loader<T> {
  readonly #ask: () => Promise<T>;
  readonly #onStale: () => void;
  #answer: Promise<T> | undefined;
  #isUnderWay = false;
  #isStale = false;

  /** `onStale` hears that an answer that was given holds no longer. */
  constructor(ask: () => Promise<T>, onStale: () => void) {
    this.#ask = ask;
    this.#onStale = onStale;
  }

  load(): Promise<T> {
    this.#answer ??= this.#request();
    return this.#answer;
  }

  /** Something has changed: what was answered holds no longer. */
  invalidate(): void {
    if (this.#isUnderWay) this.#isStale = true;
    else if (this.#answer) this.#drop();
  }

  async #request(): Promise<T> {
    this.#isUnderWay = true;
    try {
      return await this.#ask();
    } finally {
      this.#isUnderWay = false;
      if (this.#isStale) this.#drop();
    }
  }

  #drop(): void {
    this.#isStale = false;
    this.#answer = undefined;
    this.#onStale();
  }
}
