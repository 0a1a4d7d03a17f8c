import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Loader } from '../../client/src/views/loader.ts';

describe('what a view asks the server', () => {
  it('is asked once it is wanted, and only once', async () => {
    const server = new FakeServer();
    const loader = new Loader(server.ask, () => {});
    loader.invalidate();
    assert.equal(server.asked, 0);
    const both = Promise.all([loader.load(), loader.load()]);
    server.answer('first');
    assert.deepEqual(await both, ['first', 'first']);
    assert.equal(server.asked, 1);
  });

  it('is asked again after a change, when it is wanted again', async () => {
    const { server, loader, stale } = await loaded();
    loader.invalidate();
    loader.invalidate();
    assert.deepEqual([stale(), server.asked], [1, 1]);
    const second = loader.load();
    server.answer('second');
    assert.equal(await second, 'second');
  });

  it('is asked one more time for all the changes that come while the server thinks', async () => {
    const { server, loader, stale } = await loaded();
    loader.invalidate();
    const second = loader.load();
    for (let change = 0; change < 100; change++) loader.invalidate();
    assert.deepEqual([stale(), server.asked], [1, 2]);
    server.answer('second');
    await second;
    assert.equal(stale(), 2);
    const third = loader.load();
    server.answer('third');
    assert.equal(await third, 'third');
    assert.equal(server.asked, 3);
  });

  it('is asked again after a failure', async () => {
    const server = new FakeServer();
    const loader = new Loader(server.ask, () => {});
    const first = loader.load();
    server.fail(new Error('stopped'));
    await assert.rejects(first, /stopped/);
    loader.invalidate();
    const second = loader.load();
    server.answer('second');
    assert.equal(await second, 'second');
  });

  async function loaded() {
    const server = new FakeServer();
    let stale = 0;
    const loader = new Loader(server.ask, () => {
      stale++;
    });
    const first = loader.load();
    server.answer('first');
    await first;
    return { server, loader, stale: () => stale };
  }
});

/** Answers when it is told to. */
class FakeServer {
  asked = 0;
  #resolve: (value: string) => void = () => {};
  #reject: (error: Error) => void = () => {};

  readonly ask = (): Promise<string> => {
    this.asked++;
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  };

  answer(value: string): void {
    this.#resolve(value);
  }

  fail(error: Error): void {
    this.#reject(error);
  }
}
