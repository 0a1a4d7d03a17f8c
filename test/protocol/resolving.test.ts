import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import {
  type ClientCapabilities,
  type CodeAction,
  LSPErrorCodes,
} from 'vscode-languageserver-protocol';
import type { InitializationOptions } from '../../server/src/protocol.ts';
import type { TestClient } from './client.ts';
import { applied, FULL, linesAt, PAGE, textDocument, URI, withClient } from './fixtures.ts';

/** What VS Code declares besides: it asks for an action's edit once the action is chosen. */
const RESOLVING: ClientCapabilities = {
  ...FULL,
  textDocument: {
    ...FULL.textDocument,
    codeAction: {
      ...FULL.textDocument?.codeAction,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
};
const EVERYTHING = linesAt(0, 1000);

async function onPage(
  run: (client: TestClient) => Promise<void>,
  capabilities = RESOLVING,
  initializationOptions: InitializationOptions = {},
): Promise<void> {
  await withClient({ capabilities, initializationOptions }, async (client) => {
    await client.open(URI, PAGE);
    await run(client);
  });
}

function strips(client: TestClient): Promise<CodeAction[]> {
  const context = { diagnostics: [], only: ['quickfix', 'source'] };
  return client.request('textDocument/codeAction', { textDocument, range: EVERYTHING, context });
}

function resolve(client: TestClient, action: CodeAction): Promise<CodeAction> {
  return client.request('codeAction/resolve', action);
}

/** The actions of a client that has them whole at once. */
async function eager(initializationOptions: InitializationOptions = {}): Promise<CodeAction[]> {
  let actions: CodeAction[] = [];
  const run = async (client: TestClient) => {
    actions = await strips(client);
  };
  await onPage(run, FULL, initializationOptions);
  return actions;
}

describe('actions of a client that asks for their edits later', () => {
  for (const [what, strip] of [
    ['by default', {}],
    ['of suspected blocks and comments too', { policy: 'thorough', comments: 'strip' }],
    ['with a preview past the ceiling', { maximumShare: 0.01 }],
  ] as const) {
    test(`become, once resolved, what others have at once: ${what}`, async () => {
      const options = { settings: { strip } };
      const whole = await eager(options);
      assert.ok(whole.length > 3);
      const run = async (client: TestClient) => {
        assert.deepEqual(client.server.capabilities.codeActionProvider, {
          codeActionKinds: ['quickfix', 'refactor.label', 'source.fixAll.galley'],
          resolveProvider: true,
        });
        const light = await strips(client);
        assert.deepEqual(
          light.map(({ title }) => title),
          whole.map(({ title }) => title),
        );
        for (const [index, action] of light.entries()) {
          assert.equal(action.edit, undefined, action.title);
          const { data: _, ...resolved } = await resolve(client, action);
          assert.deepEqual(resolved, whole[index]);
        }
      };
      await onPage(run, RESOLVING, options);
    });
  }

  test('have no edit of a version that the user did not see', async () => {
    await onPage(async (client) => {
      const [action] = await strips(client);
      assert.ok(action);
      await client.change(URI, 2, [{ text: `A new line\n${PAGE}` }]);
      await assert.rejects(resolve(client, action), { code: LSPErrorCodes.ContentModified });
      await client.close(URI);
      await assert.rejects(resolve(client, action), { code: LSPErrorCodes.ContentModified });
    });
  });

  test('stay as they are where there is nothing to resolve', async () => {
    await onPage(async (client) => {
      for (const data of [undefined, null, 7, { uri: 3 }, { uri: URI, kind: 'nonsense' }]) {
        const action = { title: 'Of somebody else', data };
        const resolved = await resolve(client, action);
        assert.equal(resolved.edit, undefined);
        assert.equal(resolved.title, action.title);
      }
    });
  });
});

test('a client that resolves actions but shows no annotations has them whole, or refused', async () => {
  const workspace = { applyEdit: true, workspaceEdit: { documentChanges: true } };
  const settings = { strip: { maximumShare: 0.1 } };
  await onPage(
    async (client) => {
      const actions = await strips(client);
      assert.ok(actions.some(({ edit }) => edit && applied(PAGE, edit) !== PAGE));
      assert.ok(actions.some(({ disabled }) => /maximumShare/.test(disabled?.reason ?? '')));
      assert.ok(actions.every(({ data }) => data === undefined));
    },
    { ...RESOLVING, workspace },
    { settings },
  );
});
