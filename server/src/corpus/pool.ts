import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type Problem, problemOf, SourceError } from './problem.ts';

/** What became of one item. */
export type Outcome<R> =
  | { readonly type: 'done'; readonly result: R }
  | { readonly type: 'failed'; readonly problem: Problem };

/** What is done with each item; both must survive structured cloning. */
export type Handler<T, R> = (item: T) => R;

/** Anything with the path that its problems are told under. */
export interface Item {
  readonly path: string;
}

/** Items that a worker is given at once: enough to make a message cheap, few enough to share out. */
const BATCH = 16;
/** Batches in the hands of one worker, so that it need not wait for the next. */
const AHEAD = 3;
/** From this many items on, threads save more time than their start costs. */
const WORTHWHILE = 150;

/** How many threads to use for so many items, unless the user says so. */
export function threadsFor(items: number, wanted: number | undefined): number {
  const threads = wanted ?? (items < WORTHWHILE ? 1 : availableParallelism());
  return Math.max(1, Math.min(threads, Math.ceil(items / BATCH)));
}

/** Runs a handler over items in this thread, in order. Between two, signals and streams get a turn. */
export async function* mapHere<T extends Item, R>(
  items: readonly T[],
  handler: Handler<T, R>,
): AsyncGenerator<Outcome<R>> {
  for (const item of items) {
    yield outcomeOf(item, handler);
    await setImmediate();
  }
}

function outcomeOf<T extends Item, R>(item: T, handler: Handler<T, R>): Outcome<R> {
  try {
    return { type: 'done', result: handler(item) };
  } catch (error) {
    return { type: 'failed', problem: problemOf(error, item.path) };
  }
}

/**
 * Runs a handler over items in threads; outcomes come in the order of the items. Each thread runs
 * `script`, which is to call {@link serve}. The workers run ahead of the consumer by a fixed number of
 * batches, so that memory stays bounded. Leaving the loop early ends them.
 */
export async function* mapInThreads<T extends Item, R>(
  items: readonly T[],
  script: string,
  job: unknown,
  threads: number,
): AsyncGenerator<Outcome<R>> {
  const crew = new Crew<T, R>(script, job, threads);
  const batches = batchesOf(items);
  try {
    const waiting: Promise<Outcome<R>[]>[] = [];
    for (let next = 0; next < batches.length || waiting.length > 0; ) {
      while (next < batches.length && waiting.length < threads * AHEAD) {
        waiting.push(crew.run(batches[next++] ?? []));
      }
      yield* (await waiting.shift()) ?? [];
    }
  } finally {
    await crew.dismiss();
  }
}

function batchesOf<T>(items: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (let at = 0; at < items.length; at += BATCH) batches.push(items.slice(at, at + BATCH));
  return batches;
}

interface Waiting<R> {
  readonly resolve: (outcomes: Outcome<R>[]) => void;
  readonly reject: (error: unknown) => void;
}

/** What a thread answers: the outcomes of a batch, or why it cannot work at all. */
type Message<R> =
  | { readonly type: 'outcomes'; readonly outcomes: Outcome<R>[] }
  | { readonly type: 'broken'; readonly problem: Problem };

/** One thread and the batches that it was given, which it answers in turn. */
class Hand<T, R> {
  readonly worker: Worker;
  readonly #waiting: Waiting<R>[] = [];
  readonly #pending = new Set<Promise<unknown>>();
  /** Why it answers nothing any more. */
  #dead: unknown;

  constructor(script: string, job: unknown) {
    this.worker = new Worker(script, { workerData: job });
    this.worker.on('message', (message: Message<R>) => {
      if (message.type === 'outcomes') this.#waiting.shift()?.resolve(message.outcomes);
      else this.#fail(SourceError.of(message.problem));
    });
    this.worker.on('error', (error) => this.#fail(SourceError.of(problemOf(error, 'galley'))));
    this.worker.on('exit', () => {
      this.#fail(new SourceError('galley', 'a thread ended before its work', 'try --jobs 1'));
    });
  }

  #fail(error: unknown): void {
    this.#dead ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }

  /** Ends the thread after what it was given: it must not die in the middle of a write. */
  async dismiss(): Promise<void> {
    await Promise.allSettled(this.#pending);
    await this.worker.terminate();
  }

  get load(): number {
    return this.#waiting.length;
  }

  run(batch: readonly T[]): Promise<Outcome<R>[]> {
    const answer = new Promise<Outcome<R>[]>((resolve, reject) => {
      if (this.#dead === undefined) this.#waiting.push({ resolve, reject });
      else reject(this.#dead);
    });
    this.#pending.add(answer);
    answer.then(
      () => this.#pending.delete(answer),
      // Looked at when its turn comes; a failure before that must not count as unhandled.
      () => this.#pending.delete(answer),
    );
    this.worker.postMessage(batch);
    return answer;
  }
}

class Crew<T, R> {
  readonly #hands: readonly Hand<T, R>[];

  constructor(script: string, job: unknown, threads: number) {
    this.#hands = Array.from({ length: threads }, () => new Hand<T, R>(script, job));
  }

  run(batch: readonly T[]): Promise<Outcome<R>[]> {
    const [least] = [...this.#hands].sort((a, b) => a.load - b.load);
    if (!least) throw new Error('no threads');
    return least.run(batch);
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.#hands.map((hand) => hand.dismiss()));
  }
}

/** In a thread: answers batches by what `handlerOf` makes of the job that the thread was started for. */
export function serve<J, T extends Item, R>(handlerOf: (job: J) => Handler<T, R>): void {
  const port = parentPort;
  if (!port) throw new Error('not in a thread');
  const answer = (message: Message<R>): void => port.postMessage(message);
  try {
    const handler = handlerOf(workerData as J);
    port.on('message', (batch: T[]) => {
      answer({ type: 'outcomes', outcomes: batch.map((item) => outcomeOf(item, handler)) });
    });
  } catch (error) {
    answer({ type: 'broken', problem: problemOf(error, 'galley') });
  }
}
