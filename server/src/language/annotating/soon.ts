/** How long a client has to ask again for what it shows, in milliseconds. */
const PAUSE = 25;

interface Waiting<T> {
  readonly timer: ReturnType<typeof setTimeout>;
  readonly start: () => void;
  readonly done: Promise<T>;
}

/** What is to be done soon, by key: after a pause, and once for all who ask in it. */
export class Soon<T> {
  readonly #waiting = new Map<string, Waiting<T>>();

  /** Has something done after the pause; joins whoever waits for the same already. */
  later(key: string, act: () => Promise<T>): Promise<T> {
    const before = this.#waiting.get(key);
    if (before) return before.done;
    const { promise, resolve } = withResolver<T>();
    const start = (): void => {
      this.#waiting.delete(key);
      resolve(act());
    };
    this.#waiting.set(key, { timer: setTimeout(start, PAUSE), start, done: promise });
    return promise;
  }

  /** Has what waits under a key done at once; undefined where nothing does. */
  now(key: string): Promise<T> | undefined {
    const waiting = this.#waiting.get(key);
    if (!waiting) return undefined;
    clearTimeout(waiting.timer);
    waiting.start();
    return waiting.done;
  }

  /** Has all that waits done at once. */
  allNow(): void {
    for (const key of [...this.#waiting.keys()]) void this.now(key);
  }
}

/** As `Promise.withResolvers`, which Node 20 does not have. */
function withResolver<T>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: Promise<T>) => void;
} {
  let resolve: (value: Promise<T>) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
