import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import type {
  ApplyWorkspaceEditParams,
  ClientCapabilities,
  CodeAction,
  CodeLens,
} from 'vscode-languageserver-protocol';
import type {
  CleanResult,
  KeepArguments,
  KeepResult,
  KeepScope,
} from '../../server/src/protocol.ts';
import type { Answers, TestClient } from './client.ts';
import { FULL, linesAt, PAGE, withClient } from './fixtures.ts';
import { applyToDisk, CONFIG, CREATES, diagnosticsAt, inProject, type Project } from './project.ts';

/** A line of the block of share controls: ‘Share on Twitter’; and one of the body. */
const SHARE = 19;
const BODY = 8;

interface Kept {
  readonly client: TestClient;
  readonly project: Project;
  readonly edits: ApplyWorkspaceEditParams[];
  keep(more?: Partial<KeepArguments>): Promise<KeepResult>;
  /** The lines of share controls that are findings. */
  shares(): Promise<number>;
}

async function onPage(
  run: (kept: Kept) => Promise<void>,
  more: {
    capabilities?: ClientCapabilities;
    config?: string;
    answers?: Answers;
    text?: string;
  } = {},
): Promise<void> {
  const { capabilities = CREATES, config, answers = {}, text = PAGE } = more;
  const edits: ApplyWorkspaceEditParams[] = [];
  const apply = (params: ApplyWorkspaceEditParams) => {
    edits.push(params);
    return applyToDisk(params);
  };
  await inProject(async (project) => {
    if (config !== undefined) project.write(CONFIG, config);
    const initializationOptions = { status: true };
    const folder = project.uri;
    const all = { 'workspace/applyEdit': apply, ...answers };
    const options = { capabilities, folder, answers: all, initializationOptions };
    await withClient(options, async (client) => {
      const uri = project.source;
      await client.open(uri, text);
      await client.expect('galley/status');
      const keep = (more: Partial<KeepArguments> = {}) => {
        const args: KeepArguments = { uri, version: 1, line: SHARE, scope: 'line', ...more };
        const params = { command: 'galley.keep', arguments: [args] };
        return client.request<KeepResult>('workspace/executeCommand', params);
      };
      const shares = async () => {
        const found = (await diagnosticsAt(client, uri)).filter(({ code }) => code === 'share');
        return found.reduce((sum, { range: { start, end } }) => sum + end.line - start.line + 1, 0);
      };
      await run({ client, project, edits, keep, shares });
    });
  });
}

describe('Keep', () => {
  const titles = async ({ client, project }: Kept, line: number, last = line) => {
    const textDocument = { uri: project.source };
    const context = { diagnostics: [] };
    const params = { textDocument, range: linesAt(line, last), context };
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', params);
    return actions.filter(({ command }) => command?.command === 'galley.keep');
  };

  test('is offered for this line, and for lines like it here and in the workspace', async () => {
    await onPage(async (kept) => {
      const actions = await titles(kept, SHARE);
      assert.deepEqual(
        actions.map(({ title, kind }) => [title, kind]),
        [
          ['Keep this line', 'quickfix'],
          ['Keep lines like it in this source', 'quickfix'],
          ['Keep lines like it in this workspace', 'quickfix'],
        ],
      );
      assert.equal((await titles(kept, SHARE - 1, SHARE + 1))[0]?.title, 'Keep these 3 lines');
      assert.deepEqual(await titles(kept, BODY), []);
    });
  });

  test('is not offered where a client cannot write the decision down', async () => {
    await onPage(async (kept) => assert.deepEqual(await titles(kept, SHARE), []), {
      capabilities: FULL,
    });
  });

  test('takes the finding away at once, and no strip takes the line', async () => {
    await onPage(async (kept) => {
      const { client, project, edits, keep, shares } = kept;
      assert.equal(await shares(), 3);
      const result = await keep();
      assert.deepEqual(result, { applied: true, rules: 1, file: project.config });
      await client.expect('galley/status');
      assert.equal(await shares(), 2);
      for (const policy of ['safe', 'thorough']) {
        const params = { uri: project.source, policy };
        const clean = await client.request<CleanResult>('galley/clean', params);
        assert.match(clean?.text ?? '', /^Share on Twitter$/m, policy);
        assert.doesNotMatch(clean?.text ?? '', /Share on Facebook/, policy);
      }
      const [create, change] = edits[0]?.edit.documentChanges ?? [];
      assert.ok(create && 'kind' in create && create.kind === 'create');
      assert.ok(change && 'edits' in change);
      assert.deepEqual(JSON.parse(project.read(CONFIG)), {
        keep: [{ text: 'Share on Twitter', sources: '/seeds/page.txt' }],
      });
      assert.match((await keep()).message ?? '', /No line there/);
    });
  });

  for (const [scope, rule] of [
    ['source', { text: '3 Shares', sources: '/seeds/page.txt', like: true }],
    ['workspace', { text: '3 Shares', like: true }],
  ] as const satisfies readonly (readonly [KeepScope, object])[]) {
    test(`lines like it in this ${scope} have other numbers`, async () => {
      const text = PAGE.replace('Share on Twitter', '3 Shares').replace('Copy link', '41  Shares');
      const run = async ({ client, project, keep }: Kept) => {
        const lineOf = async (words: string) => {
          const params = { uri: project.source, policy: 'thorough' };
          return (await client.request<CleanResult>('galley/clean', params))?.text.includes(words);
        };
        assert.equal((await keep({ scope })).applied, true);
        await client.expect('galley/status');
        assert.deepEqual(JSON.parse(project.read(CONFIG)), { keep: [rule] });
        assert.equal(await lineOf('3 Shares'), true);
        assert.equal(await lineOf('41  Shares'), true);
      };
      await onPage(run, { text });
    });
  }

  test('stands as a lens over each block that is sure, beside the one that strips it', async () => {
    const config = '{ "codeLens.enabled": true }';
    await onPage(
      async ({ client, project }) => {
        const textDocument = { uri: project.source };
        const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
        const commands = lenses.map(({ command }) => command?.command);
        const strips = commands.filter((each) => each === 'galley.strip').length;
        assert.equal(commands.filter((each) => each === 'galley.keep').length, strips - 1);
        const [first] = lenses.filter(({ command }) => command?.command === 'galley.keep');
        const [given]: KeepArguments[] = first?.command?.arguments ?? [];
        assert.deepEqual([given?.uri, given?.scope], [project.source, 'source']);
      },
      { config },
    );
  });

  test('adds to the project file that is there, and leaves the rest of it as it is', async () => {
    const config = '{\n    "maximumSize":  5000,\n    "keep": []\n}\n';
    await onPage(
      async ({ client, project, edits, keep }) => {
        await keep({ line: SHARE - 1, endLine: SHARE });
        await client.expect('galley/status');
        const text = project.read(CONFIG);
        assert.ok(text.startsWith('{\n    "maximumSize":  5000,\n'), text);
        assert.equal(JSON.parse(text).keep.length, 2);
        assert.equal(edits[0]?.edit.documentChanges?.length, 1, 'nothing is created');
      },
      { config },
    );
  });

  test('is undone with the edit of the project file', async () => {
    await onPage(async ({ client, project, keep, shares }) => {
      await client.open(project.config, '{}\n', 'json');
      await client.expect('galley/status');
      await client.change(project.config, 2, [
        { text: '{ "keep": [{ "text": "Share on Twitter" }] }\n' },
      ]);
      await client.expect('galley/status');
      assert.equal(await shares(), 2, 'what is not saved yet holds');
      await client.change(project.config, 3, [{ text: '{ "keep": [{ "text": ' }]);
      assert.equal(await shares(), 2, 'while somebody types, what was said holds');
      await client.change(project.config, 4, [{ text: '{}\n' }]);
      await client.expect('galley/status');
      assert.equal(await shares(), 3);
      assert.equal(keep.length, 0);
    });
  });

  test('in a file of its own leaves the settings to the user', async () => {
    const config = '{ "keep": [{ "text": "Copy link" }] }';
    const answers = {
      'workspace/configuration': () => [{ diagnostics: { severity: { share: 'error' } } }],
    };
    const capabilities = {
      ...CREATES,
      workspace: { ...CREATES.workspace, configuration: true },
    };
    await onPage(
      async ({ client, project, shares }) => {
        const share = (await diagnosticsAt(client, project.source)).find(
          ({ code }) => code === 'share',
        );
        assert.equal(share?.severity, 1);
        assert.equal(await shares(), 2);
      },
      { config, answers, capabilities },
    );
  });

  test('refuses a malformed project file, another version, and a client that says no', async () => {
    await onPage(
      async ({ client, project, keep }) => {
        await client.expect('window/logMessage');
        assert.match((await keep()).message ?? '', /malformed/);
        assert.match((await keep({ version: 7 })).message ?? '', /changed/);
        assert.equal(project.read(CONFIG), '{ "keep": ');
      },
      { config: '{ "keep": ' },
    );
    const answers = { 'workspace/applyEdit': () => ({ applied: false, failureReason: 'No.' }) };
    await onPage(
      async ({ keep }) =>
        assert.deepEqual(await keep(), { applied: false, rules: 0, message: 'No.' }),
      { answers },
    );
  });

  test('means the same on the command line', async () => {
    await onPage(async ({ client, project, keep }) => {
      await keep();
      await client.expect('galley/status');
      project.write('seeds/page.txt', PAGE);
      const cli = join(__dirname, '../../dist/cli.js');
      const call = (...args: string[]) =>
        spawnSync(process.execPath, [cli, ...args], { cwd: project.path, encoding: 'utf8' }).stdout;
      const params = { uri: project.source };
      const clean = await client.request<CleanResult>('galley/clean', params);
      assert.equal(call('strip', 'seeds/page.txt'), clean?.text);
      assert.doesNotMatch(call('check', 'seeds/page.txt'), /Share on Twitter/);
    });
  });
});
