import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { InitializationOptions, StatusParams } from '../../server/src/protocol.ts';
import type { TestClient } from './client.ts';
import { FULL, PAGE, URI, withClient } from './fixtures.ts';
import { diagnosticsAt } from './project.ts';

const CODE = 'export function twice(value) {\n  return value + value;\n}\n\n'.repeat(20);

async function stateOf(client: TestClient): Promise<StatusParams['state']> {
  return (await client.expect<StatusParams>('galley/status')).state;
}

async function opened(
  text: string,
  run: (client: TestClient) => Promise<void>,
  more: InitializationOptions = {},
): Promise<void> {
  const initializationOptions = { status: true, ...more };
  await withClient({ capabilities: FULL, initializationOptions }, async (client) => {
    await client.open(URI, text);
    await run(client);
  });
}

describe('a file that does not look like a page', () => {
  test('is left alone, and the status says why', async () => {
    await opened(CODE, async (client) => {
      const reason = 'It is the code of a program.';
      assert.deepEqual(await stateOf(client), { type: 'notAPage', reason });
      assert.deepEqual(await diagnosticsAt(client, URI), []);
    });
  });

  test('is a source where a glob of galley.sources names it', async () => {
    const run = async (client: TestClient) => assert.equal((await stateOf(client)).type, 'source');
    await opened(CODE, run, { settings: { sources: ['*_page.txt'] } });
  });

  test('becomes a source with the text of one, and no source stops being one', async () => {
    await opened(CODE, async (client) => {
      assert.equal((await stateOf(client)).type, 'notAPage');
      await client.change(URI, 2, [{ text: PAGE }]);
      assert.equal((await stateOf(client)).type, 'source');
      await client.change(URI, 3, [{ text: CODE }]);
      assert.equal((await stateOf(client)).type, 'source');
    });
  });

  test('is told of in Japanese', async () => {
    const run = async (client: TestClient) =>
      assert.deepEqual(await stateOf(client), {
        type: 'notAPage',
        reason: 'プログラムのコードです。',
      });
    await opened(CODE, run, { locale: 'ja' });
  });
});
