import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type {
  ApplyWorkspaceEditParams,
  ClientCapabilities,
  CodeAction,
  ShowMessageRequestParams,
} from 'vscode-languageserver-protocol';
import { applyEdits } from '../../server/src/core/source.ts';
import { strayBlocks } from '../../server/src/core/stray.ts';
import { SAFE } from '../../server/src/core/strip.ts';
import type { CleanResult, StripArguments, StripResult } from '../../server/src/protocol.ts';
import type { Answers, TestClient } from './client.ts';
import {
  applied,
  FULL,
  linesAt,
  PAGE,
  parser,
  URI,
  withClient,
  withWorkspace,
} from './fixtures.ts';

const SHARE_BLOCK = 'Share on Facebook\nShare on Twitter\nCopy link\n\n';

function strip(client: TestClient, args: StripArguments): Promise<StripResult> {
  const command = { command: 'galley.strip', arguments: [args] };
  return client.request('workspace/executeCommand', command);
}

/** Opens the page with a client that takes edits, and gives what it was asked to apply. */
async function onPage(
  run: (client: TestClient, edits: ApplyWorkspaceEditParams[]) => Promise<void>,
  answer: unknown = { applied: true },
): Promise<void> {
  const edits: ApplyWorkspaceEditParams[] = [];
  const take = (params: ApplyWorkspaceEditParams) => {
    edits.push(params);
    return answer;
  };
  const answers = { 'workspace/applyEdit': take };
  await withClient({ capabilities: FULL, answers }, async (client) => {
    await client.open(URI, PAGE);
    await run(client, edits);
  });
}

/** What a client hears that does not know the result of the command. */
async function saidTo(client: TestClient): Promise<string> {
  return (await client.expect<{ message: string }>('window/showMessage')).message;
}

function unsureIn(text: string): number {
  const source = parser.parse(text);
  return strayBlocks(source, parser.strips(source, SAFE)).filter(({ sure }) => !sure).length;
}

describe('the command galley.strip', () => {
  test('strips all that is sure, and says what it did and what it left', async () => {
    await onPage(async (client, edits) => {
      const source = parser.parse(PAGE);
      const sure = parser.strips(source, SAFE);
      const blocks = strayBlocks(source, sure);
      assert.deepEqual(await strip(client, { uri: URI, version: 1 }), {
        applied: true,
        blocks: blocks.filter((block) => block.sure).length,
        lines: sure.reduce((sum, flag) => sum + flag, 0),
        unsure: unsureIn(applyEdits(PAGE, parser.strip(source, SAFE))),
      });
      assert.equal(edits.length, 1);
      assert.equal(applied(PAGE, edits[0]?.edit), applyEdits(PAGE, parser.strip(source, SAFE)));
    });
  });

  test('strips one kind', async () => {
    await onPage(async (client, edits) => {
      const result = await strip(client, { uri: URI, kind: 'share' });
      assert.deepEqual(result, { applied: true, blocks: 1, lines: 3, unsure: 0 });
      assert.equal(applied(PAGE, edits[0]?.edit), PAGE.replace(SHARE_BLOCK, ''));
    });
  });

  test('strips the block at a line', async () => {
    await onPage(async (client, edits) => {
      const result = await strip(client, { uri: URI, line: 20 });
      assert.deepEqual(result, { applied: true, blocks: 1, lines: 3, unsure: 0 });
      assert.equal(applied(PAGE, edits[0]?.edit), PAGE.replace(SHARE_BLOCK, ''));
    });
  });

  test('asks nothing of the client where there is nothing to strip', async () => {
    await onPage(async (client, edits) => {
      const result = await strip(client, { uri: URI, kind: 'consent' });
      assert.deepEqual(result, { applied: true, blocks: 0, lines: 0, unsure: 0 });
      assert.deepEqual(edits, []);
    });
  });

  test('refuses when the version has moved on', async () => {
    await onPage(async (client, edits) => {
      await client.change(URI, 2, [{ text: `${PAGE}One more.\n` }]);
      const result = await strip(client, { uri: URI, version: 1 });
      assert.equal(result.applied, false);
      assert.match(result.message ?? '', /changed/);
      assert.equal(await saidTo(client), result.message);
      assert.deepEqual(edits, []);
    });
  });

  test('says so when the client does not apply the edit', async () => {
    const answer = { applied: false, failureReason: 'The file is read-only.' };
    await onPage(async (client) => {
      const result = await strip(client, { uri: URI });
      assert.equal(result.applied, false);
      assert.equal(result.message, 'The file is read-only.');
      assert.equal(await saidTo(client), result.message);
    }, answer);
  });

  test('refuses what is not open, and clients that apply nothing', async () => {
    await withClient({ capabilities: withWorkspace({ applyEdit: false }) }, async (client) => {
      assert.match((await strip(client, { uri: URI })).message ?? '', /not an open source/);
      await saidTo(client);
      await client.open(URI, PAGE);
      assert.match((await strip(client, { uri: URI })).message ?? '', /cannot apply/);
      await saidTo(client);
    });
  });
});

/** What the user presses to overrule the ceiling. */
const AGREED = { title: 'Strip All the Same' };

describe('the ceiling galley.strip.maximumShare', () => {
  const initializationOptions = { settings: { strip: { maximumShare: 0.05 } }, status: true };
  const onPage = async (
    capabilities: ClientCapabilities,
    run: (client: TestClient, edits: ApplyWorkspaceEditParams[]) => Promise<void>,
    more: Answers = {},
  ) => {
    const edits: ApplyWorkspaceEditParams[] = [];
    const answers = {
      ...more,
      'workspace/applyEdit': (params: ApplyWorkspaceEditParams) => {
        edits.push(params);
        return { applied: true };
      },
    };
    await withClient({ capabilities, answers, initializationOptions }, async (client) => {
      await client.open(URI, PAGE);
      await client.expect('galley/status');
      await run(client, edits);
    });
  };
  const cannotAsk = withWorkspace({ workspaceEdit: { documentChanges: true } });

  test('has the command ask through the preview', async () => {
    await onPage(FULL, async (client, edits) => {
      assert.equal((await strip(client, { uri: URI })).applied, true);
      const [annotation] = Object.values(edits[0]?.edit.changeAnnotations ?? {});
      assert.equal(annotation?.needsConfirmation, true);
      assert.match(annotation?.description ?? '', /5% of galley\.strip\.maximumShare/);
    });
  });

  test('has the command do nothing and say why and how to go on, where nobody can be asked', async () => {
    await onPage(cannotAsk, async (client, edits) => {
      const result = await strip(client, { uri: URI });
      assert.equal(result.applied, false);
      assert.match(result.message ?? '', /maximumShare.*menu of fixes/);
      assert.ok((result.share ?? 0) > 0.05);
      assert.deepEqual(edits, []);
    });
  });

  describe('has the command ask by a message, where the client shows no preview', () => {
    const asks = { ...cannotAsk, window: { showMessage: {} } };
    const asking = (answer: unknown, meanwhile?: () => Promise<void>) => ({
      'window/showMessageRequest': async ({ message, actions }: ShowMessageRequestParams) => {
        assert.match(message, /5% of galley\.strip\.maximumShare/);
        assert.deepEqual(actions, [AGREED]);
        await meanwhile?.();
        return answer;
      },
    });

    test('and strip when the user agrees', async () => {
      const run = async (client: TestClient, edits: unknown[]) => {
        const result = await strip(client, { uri: URI });
        assert.deepEqual([result.applied, edits.length], [true, 1]);
      };
      await onPage(asks, run, asking(AGREED));
    });

    test('and leave the source when the user does not, without another word', async () => {
      const run = async (client: TestClient, edits: unknown[]) => {
        const { applied: isApplied, message } = await strip(client, { uri: URI });
        assert.deepEqual([isApplied, message, edits], [false, undefined, []]);
      };
      await onPage(asks, run, asking(null));
    });

    test('and leave a version that the user did not see when agreeing', async () => {
      let change = async (): Promise<void> => {};
      const run = async (client: TestClient, edits: unknown[]) => {
        change = () => client.change(URI, 2, [{ text: `${PAGE}One more.\n` }]);
        const result = await strip(client, { uri: URI });
        assert.match(result.message ?? '', /changed/);
        assert.deepEqual([result.applied, edits], [false, []]);
        await client.expect('galley/status');
      };
      await onPage(
        asks,
        run,
        asking(AGREED, () => change()),
      );
    });
  });

  test('does not hold for who insists', async () => {
    await onPage(cannotAsk, async (client, edits) => {
      assert.equal((await strip(client, { uri: URI, force: true })).applied, true);
      assert.equal(edits.length, 1);
    });
  });

  test('holds for quick fixes too', async () => {
    const fixes = (client: TestClient) => {
      const range = { start: { line: 19, character: 0 }, end: { line: 19, character: 0 } };
      const context = { diagnostics: [], only: ['quickfix'] };
      const params = { textDocument: { uri: URI }, range, context };
      return client.request<CodeAction[]>('textDocument/codeAction', params);
    };
    await onPage(FULL, async (client) => {
      const all = (await fixes(client)).find(({ title }) => /^Strip all boilerplate/.test(title));
      const [annotation] = Object.values(all?.edit?.changeAnnotations ?? {});
      assert.equal(annotation?.needsConfirmation, true);
    });
    await onPage(cannotAsk, async (client) => {
      const all = (await fixes(client)).find(({ title }) => /^Strip all boilerplate/.test(title));
      assert.equal(all?.edit, undefined);
      assert.match(all?.disabled?.reason ?? '', /maximumShare/);
    });
  });

  test('is overruled by a fix whose title names the share, where nobody can be asked', async () => {
    await onPage(cannotAsk, async (client, edits) => {
      const context = { diagnostics: [], only: ['quickfix'] };
      const params = { textDocument: { uri: URI }, range: linesAt(19), context };
      const offered = await client.request<CodeAction[]>('textDocument/codeAction', params);
      const anyway = offered.filter(({ title }) =>
        /^Strip all boilerplate.*all the same: \d+%/.test(title),
      );
      assert.equal(anyway.length, 1);
      assert.notEqual(anyway[0]?.isPreferred, true);
      const result = await client.request<StripResult>(
        'workspace/executeCommand',
        anyway[0]?.command,
      );
      assert.deepEqual([result.applied, edits.length], [true, 1]);
    });
  });
});

describe('the request galley/clean', () => {
  test('gives the text that strip leaves, with its version', async () => {
    await onPage(async (client) => {
      const source = parser.parse(PAGE);
      const safe = await client.request<CleanResult>('galley/clean', { uri: URI });
      assert.deepEqual(safe, { version: 1, text: applyEdits(PAGE, parser.strip(source, SAFE)) });
      const policy = 'thorough';
      const thorough = await client.request<CleanResult>('galley/clean', { uri: URI, policy });
      const expected = applyEdits(PAGE, parser.strip(source, { ...SAFE, level: policy }));
      assert.equal(thorough?.text, expected);
      assert.equal(await client.request('galley/clean', { uri: 'file:///else.txt' }), null);
    });
  });
});
