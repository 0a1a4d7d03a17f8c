/** Below this cost, in milliseconds, an announcement follows each change at once. */
const CHEAP = 50;

/**
 * Tells the client about documents after they changed: once for what changes in one go, at once
 * where that is cheap, and where it is not, after a pause as long as the last time took.
 */
export class Announcer {
  readonly #announce: (uri: string) => Promise<void>;
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #costs = new Map<string, number>();

  constructor(announce: (uri: string) => Promise<void>) {
    this.#announce = announce;
  }

  schedule(uri: string): void {
    if (this.#waiting.has(uri)) return;
    const cost = this.#costs.get(uri) ?? 0;
    const timer = setTimeout(() => void this.#run(uri), cost < CHEAP ? 0 : cost);
    this.#waiting.set(uri, timer);
  }

  forget(uri: string): void {
    clearTimeout(this.#waiting.get(uri));
    this.#waiting.delete(uri);
    this.#costs.delete(uri);
  }

  dispose(): void {
    for (const uri of [...this.#waiting.keys()]) this.forget(uri);
  }

  async #run(uri: string): Promise<void> {
    this.#waiting.delete(uri);
    // What is closed meanwhile is not entered again.
    this.#costs.set(uri, this.#costs.get(uri) ?? 0);
    const start = performance.now();
    await this.#announce(uri);
    if (this.#costs.has(uri)) this.#costs.set(uri, performance.now() - start);
  }
}
