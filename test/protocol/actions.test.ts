import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type {
  ClientCapabilities,
  CodeAction,
  CodeActionContext,
  Command,
  Range,
} from 'vscode-languageserver-protocol';
import { applyEdits } from '../../server/src/core/source.ts';
import { SAFE } from '../../server/src/core/strip.ts';
import type { InitializationOptions } from '../../server/src/protocol.ts';
import type { TestClient } from './client.ts';
import {
  applied,
  FULL,
  linesAt,
  PAGE,
  parser,
  textDocument,
  URI,
  withClient,
  withWorkspace,
} from './fixtures.ts';

/** A line of the block of share controls, and of the body. */
const SHARE = 19;
const BODY = 8;
const SHARE_BLOCK = 'Share on Facebook\nShare on Twitter\nCopy link\n';
const EVERYTHING = linesAt(0, 1000);

function actionsAt(client: TestClient, range: Range, only?: CodeActionContext['only']) {
  const context = { diagnostics: [], ...(only ? { only } : {}) };
  return client.request<CodeAction[]>('textDocument/codeAction', { textDocument, range, context });
}

async function onPage(
  run: (client: TestClient) => Promise<void>,
  text = PAGE,
  capabilities: ClientCapabilities = FULL,
  initializationOptions: InitializationOptions = {},
): Promise<void> {
  await withClient({ capabilities, initializationOptions }, async (client) => {
    await client.open(URI, text);
    await run(client);
  });
}

function titled(actions: readonly CodeAction[], title: RegExp): CodeAction {
  const found = actions.find((action) => title.test(action.title));
  assert.ok(found, `${title} in ${actions.map((each) => each.title).join('; ')}`);
  return found;
}

function stripped(text: string, level: 'safe' | 'thorough'): string {
  const source = parser.parse(text);
  return applyEdits(text, parser.strip(source, { ...SAFE, level }));
}

describe('code actions', () => {
  for (const eol of ['\n', '\r\n']) {
    test(`strip one block and leave one blank line (${JSON.stringify(eol)})`, async () => {
      const text = PAGE.replaceAll('\n', eol);
      await onPage(async (client) => {
        const action = titled(await actionsAt(client, linesAt(SHARE)), /^Strip this share block/);
        assert.equal(action.title, 'Strip this share block (3 lines)');
        assert.equal(action.kind, 'quickfix');
        assert.equal(action.isPreferred, true);
        assert.deepEqual(
          action.diagnostics?.map(({ code }) => code),
          ['share'],
        );
        const expected = PAGE.replace(`${SHARE_BLOCK}\n`, '').replaceAll('\n', eol);
        assert.equal(applied(text, action.edit), expected);
      }, text);
    });
  }

  test('strip all boilerplate as the command line does', async () => {
    await onPage(async (client) => {
      const action = titled(await actionsAt(client, linesAt(SHARE)), /^Strip all boilerplate in/);
      assert.equal(applied(PAGE, action.edit), stripped(PAGE, 'safe'));
    });
  });

  test('strip what the policy of the user says', async () => {
    const settings = { strip: { policy: 'thorough' } };
    await onPage(
      async (client) => {
        const all = titled(await actionsAt(client, linesAt(SHARE)), /^Strip all boilerplate in/);
        assert.equal(applied(PAGE, all.edit), stripped(PAGE, 'thorough'));
        const fixAll = titled(await actionsAt(client, linesAt(SHARE)), /that is sure/);
        assert.equal(applied(PAGE, fixAll.edit), stripped(PAGE, 'safe'), 'fix all stays safe');
      },
      PAGE,
      FULL,
      { settings },
    );
  });

  test('offer the fix of all beside them only where it does something else', async () => {
    await onPage(async (client) => {
      const titles = async (line: number, only?: string[]) =>
        (await actionsAt(client, linesAt(line), only)).map(({ title }) => title);
      const isFixOfAll = (title: string) => /that is sure/.test(title);
      assert.equal((await titles(SHARE)).filter(isFixOfAll).length, 0);
      assert.equal((await titles(SHARE, ['source.fixAll'])).filter(isFixOfAll).length, 1);
      assert.equal((await titles(BODY)).filter(isFixOfAll).length, 1, 'no quick fix is there');
    });
  });

  test('strip all blocks of one kind', async () => {
    const text = PAGE.replace('MOST READ', `${SHARE_BLOCK}\nMOST READ`);
    await onPage(async (client) => {
      const action = titled(await actionsAt(client, linesAt(SHARE - 6)), /^Strip all share in/);
      assert.match(action.title, /\(2 blocks, 6 lines\)$/);
      assert.equal(applied(text, action.edit), text.replaceAll(`${SHARE_BLOCK}\n`, ''));
    }, text);
  });

  test('offer suspected blocks one by one, and never prefer them', async () => {
    await onPage(async (client) => {
      const actions = await actionsAt(client, EVERYTHING, ['quickfix']);
      const suspected = actions.filter(({ title }) => title.startsWith('Strip this suspected'));
      for (const action of suspected) {
        assert.notEqual(action.isPreferred, true);
        assert.notEqual(applied(PAGE, action.edit), PAGE);
      }
      const fixAll = titled(await actionsAt(client, EVERYTHING, ['source.fixAll']), /that is sure/);
      assert.equal(applied(PAGE, fixAll.edit), stripped(PAGE, 'safe'));
    });
  });

  test('offer no quick fix where there is nothing to fix', async () => {
    await onPage(async (client) => {
      assert.deepEqual(await actionsAt(client, linesAt(BODY), ['quickfix']), []);
    });
  });

  test('are refused, with the reason, where editors count the lines differently', async () => {
    const lone = PAGE.replace('Sport\nWeather', 'Sport\rWeather');
    await onPage(async (client) => {
      const [action, ...more] = await actionsAt(client, linesAt(SHARE));
      assert.deepEqual(more, []);
      assert.equal(action?.edit, undefined);
      assert.match(action?.disabled?.reason ?? '', /carriage return.*galley strip/);
      assert.deepEqual(await actionsAt(client, linesAt(SHARE), ['source.fixAll']), []);
      assert.deepEqual(await actionsAt(client, linesAt(SHARE), ['refactor']), []);
      assert.equal((await actionsAt(client, linesAt(SHARE), ['quickfix'])).length, 1);
    }, lone);
  });

  test('are those of the kinds that the client asks for', async () => {
    await onPage(async (client) => {
      const kinds = async (only?: string[]) => {
        const actions = await actionsAt(client, linesAt(SHARE), only);
        return [...new Set(actions.map(({ kind }) => kind))];
      };
      const all = await kinds();
      assert.deepEqual(
        all,
        ['quickfix', 'refactor.label'],
        'the fix of all would do the same again',
      );
      assert.deepEqual(await kinds(['quickfix']), ['quickfix']);
      assert.deepEqual(await kinds(['source']), ['source.fixAll.galley']);
      assert.deepEqual(await kinds(['source.fixAll']), ['source.fixAll.galley']);
      assert.deepEqual(await kinds(['source.fixAll.galley']), ['source.fixAll.galley']);
      assert.deepEqual(await kinds(['source.fixAll.gall']), []);
      assert.deepEqual(await kinds(['source.fixAll.eslint', 'refactor']), ['refactor.label']);
    });
  });

  test('name the version that they are for, and annotate their edits', async () => {
    await onPage(async (client) => {
      const { edit } = titled(await actionsAt(client, linesAt(SHARE)), /^Strip this share/);
      assert.equal(edit?.changes, undefined);
      const [change] = edit?.documentChanges ?? [];
      assert.ok(change && 'textDocument' in change);
      assert.deepEqual(change.textDocument, { uri: URI, version: 1 });
      const [annotation] = Object.values(edit?.changeAnnotations ?? {});
      assert.match(annotation?.label ?? '', /^Strip this share block/);
      assert.equal(annotation?.needsConfirmation, undefined);
    });
  });

  test('are plain changes for clients that check no versions', async () => {
    const capabilities = withWorkspace({ workspaceEdit: {} });
    await onPage(
      async (client) => {
        const { edit } = titled(await actionsAt(client, linesAt(SHARE)), /^Strip this share/);
        assert.equal(edit?.documentChanges, undefined);
        assert.equal(edit?.changeAnnotations, undefined);
        assert.equal(applied(PAGE, edit), PAGE.replace(`${SHARE_BLOCK}\n`, ''));
      },
      PAGE,
      capabilities,
    );
  });

  test('are commands for clients that take nothing else', async () => {
    await withClient({ capabilities: { textDocument: { diagnostic: {} } } }, async (client) => {
      await client.open(URI, PAGE);
      const actions = (await actionsAt(client, linesAt(SHARE))) as unknown as Command[];
      const [block] = actions;
      assert.equal(block?.command, 'galley.strip');
      assert.deepEqual(block?.arguments, [{ uri: URI, version: 1, kind: 'share', line: 18 }]);
    });
  });
});

describe('the fix of all', () => {
  const low = { settings: { strip: { maximumShare: 0.05 } } };
  const fixAll = async (client: TestClient) =>
    (await actionsAt(client, EVERYTHING, ['source.fixAll.galley']))[0];

  test('asks before it removes more than the ceiling', async () => {
    await onPage(
      async (client) => {
        const action = await fixAll(client);
        const [annotation] = Object.values(action?.edit?.changeAnnotations ?? {});
        assert.equal(annotation?.needsConfirmation, true);
        assert.match(annotation?.description ?? '', /5% of galley\.strip\.maximumShare/);
      },
      PAGE,
      FULL,
      low,
    );
  });

  test('says why it does nothing where the client cannot ask', async () => {
    await onPage(
      async (client) => {
        const action = await fixAll(client);
        assert.equal(action?.edit, undefined);
        assert.match(action?.disabled?.reason ?? '', /maximumShare/);
      },
      PAGE,
      withWorkspace({ workspaceEdit: { documentChanges: true } }),
      low,
    );
  });

  test('leaves nothing to fix', async () => {
    await onPage(async (client) => {
      const action = await fixAll(client);
      await client.change(URI, 2, [{ text: applied(PAGE, action?.edit) }]);
      assert.equal(await fixAll(client), undefined);
    });
  });
});
