import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import type {
  ApplyWorkspaceEditParams,
  CodeAction,
  DocumentSymbol,
  PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol';
import {
  AnnotationCommand,
  AnnotationRequest,
  type SourceAnnotations,
} from '../../server/src/annotationProtocol.ts';
import type { CleanResult, StatusParams, StripResult } from '../../server/src/protocol.ts';
import { SETTINGS } from '../../server/src/settings/settings.ts';
import type { TestClient } from './client.ts';
import {
  applied,
  FULL,
  linesAt,
  PAGE,
  THREAD,
  URI,
  withClient,
  withWorkspace,
} from './fixtures.ts';
import { applyToDisk, CONFIG, CREATES, diagnosticsAt, inProject } from './project.ts';

const EVERYTHING = linesAt(0, 100_000);

/** What a fix on save makes of a text. */
async function saved(client: TestClient, uri: string, text: string): Promise<string> {
  const context = { diagnostics: [], only: ['source.fixAll.galley'] };
  const params = { textDocument: { uri }, range: EVERYTHING, context };
  const [action] = await client.request<CodeAction[]>('textDocument/codeAction', params);
  const annotations = Object.values(action?.edit?.changeAnnotations ?? {});
  if (!action?.edit || annotations.some((each) => each.needsConfirmation)) return text;
  return applied(text, { documentChanges: action.edit.documentChanges ?? [] });
}

/** Texts on which a fix could go too far. */
const TEXTS: Readonly<Record<string, string>> = {
  page: PAGE,
  thread: THREAD,
  'boilerplate alone':
    'Home\nNews\nSport\n\nShare on Facebook\nShare on Twitter\n\n© 2026 All rights reserved.\n',
  'one line': 'Share on Facebook',
  nothing: '',
  'letters without a line end': `${PAGE}\nÄé 😀`,
};

describe('fixes on save', () => {
  for (const [what, text] of Object.entries(TEXTS)) {
    test(`never empty a file, never take more on the next save, never cut a letter: ${what}`, async () => {
      await withClient({ capabilities: FULL }, async (client) => {
        await client.open(URI, text);
        const once = await saved(client, URI, text);
        assert.ok(text.trim() === '' || once.trim() !== '', 'something is left');
        await client.change(URI, 2, [{ text: once }]);
        assert.equal(await saved(client, URI, once), once, 'a second save changes nothing');
        const before = text.split('\n');
        let from = 0;
        for (const line of once.split('\n')) {
          from = before.indexOf(line, from) + 1;
          assert.ok(from > 0, `${line} stood there, whole and in its place`);
        }
      });
    });
  }
});

describe('findings', () => {
  test('are never shown for the wrong version', async () => {
    await withClient({}, async (client) => {
      await client.open(URI, PAGE);
      let text = PAGE;
      for (let version = 2; version <= 20; version++) {
        text = `A line more, so that all moves down.\n${text}`;
        await client.change(URI, version, [{ text }]);
        // Now and then the server has the time to say something in between.
        const textDocument = { uri: URI };
        if (version % 3 === 0)
          await client.request('textDocument/documentSymbol', { textDocument });
      }
      await client.request('textDocument/documentSymbol', { textDocument: { uri: URI } });
      await client.close(URI);
      const method = 'textDocument/publishDiagnostics';
      for (let seen = 0; ; ) {
        const { version, diagnostics } = await client.expect<PublishDiagnosticsParams>(method);
        if (version === undefined) {
          assert.ok(seen > 1, 'something was shown meanwhile');
          break;
        }
        assert.ok(version >= seen, 'in order');
        seen = version;
        const lines = ('A line more\n'.repeat(version - 1) + PAGE).split('\n');
        const shares = diagnostics.filter(({ code }) => code === 'share');
        for (const { range } of shares) assert.match(lines[range.start.line] ?? '', /^Share/);
      }
    });
  });

  test('lead to no edit of another version', async () => {
    const answers = { 'workspace/applyEdit': () => assert.fail('Nothing is to be applied.') };
    await withClient({ capabilities: FULL, answers }, async (client) => {
      await client.open(URI, PAGE);
      await client.change(URI, 2, [{ text: `One line more.\n${PAGE}` }]);
      const params = { command: 'galley.strip', arguments: [{ uri: URI, version: 1, line: 19 }] };
      const result = await client.request<StripResult>('workspace/executeCommand', params);
      assert.equal(result.applied, false);
      await client.expect('window/showMessage');
    });
  });
});

describe('a fix', () => {
  test('that does nothing says so, also to clients that know nothing of it', async () => {
    const settings = { strip: { maximumShare: 0 } };
    const capabilities = withWorkspace({ workspaceEdit: { documentChanges: true } });
    const initializationOptions = { settings };
    await withClient({ capabilities, initializationOptions }, async (client) => {
      await client.open(URI, PAGE);
      const params = { command: 'galley.strip', arguments: [{ uri: URI }] };
      const result = await client.request<StripResult>('workspace/executeCommand', params);
      assert.equal(result.applied, false);
      const { message } = await client.expect<{ message: string }>('window/showMessage');
      assert.equal(message, result.message);
    });
  });
});

describe('a line, a file and a glob', () => {
  test('can be ignored, without a word in the controlled text', async () => {
    const edits: ApplyWorkspaceEditParams[] = [];
    const answers = {
      'workspace/applyEdit': (params: ApplyWorkspaceEditParams) => {
        edits.push(params);
        return applyToDisk(params);
      },
    };
    await inProject(async ({ uri: folder, source, config, write }) => {
      write(CONFIG, '{ "exclude": ["/seeds/left.txt", "**/old/**"] }');
      await withClient({ capabilities: CREATES, folder, answers }, async (client) => {
        for (const name of ['seeds/left.txt', 'seeds/old/a.txt']) {
          await client.open(`${folder}/${name}`, PAGE);
          assert.deepEqual(await diagnosticsAt(client, `${folder}/${name}`), [], name);
        }
        await client.open(source, PAGE);
        const before = await diagnosticsAt(client, source);
        const args = { uri: source, line: 18, endLine: 20, scope: 'line' };
        await client.request('workspace/executeCommand', {
          command: 'galley.keep',
          arguments: [args],
        });
        const after = await diagnosticsAt(client, source);
        assert.equal(after.length, before.length - 1);
        const changed = edits.flatMap(({ edit }) => edit.documentChanges ?? []);
        assert.ok(changed.every((each) => 'edits' in each && each.textDocument.uri === config));
      });
    });
  });
});

describe('a file', () => {
  test('needs no folder', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      const uri = 'untitled:Untitled-1';
      await client.open(uri, PAGE);
      assert.ok((await diagnosticsAt(client, uri)).length > 0);
      const clean = await client.request<CleanResult>('galley/clean', { uri });
      assert.notEqual(clean?.text, PAGE);
      const position = { line: 19, character: 2 };
      assert.ok(await client.request('textDocument/hover', { textDocument: { uri }, position }));
    });
  });

  test('over the limit is told of, with the setting that changes it', async () => {
    const initializationOptions = { status: true, settings: { maximumSize: 100 } };
    await withClient({ capabilities: FULL, initializationOptions }, async (client) => {
      await client.open(URI, PAGE);
      const { state } = await client.expect<StatusParams>('galley/status');
      assert.deepEqual(state, { type: 'tooLarge', size: PAGE.length, limit: 100 });
    });
  });
});

describe('the outline', () => {
  test('never lags behind the text', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open(URI, PAGE);
      const textDocument = { uri: URI };
      const top = { line: 0, character: 0 };
      for (let version = 2; version < 12; version++) {
        await client.change(URI, version, [{ range: { start: top, end: top }, text: '\n' }]);
        const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', {
          textDocument,
        });
        const last = symbols.at(-1)?.range.end.line ?? 0;
        assert.ok(last >= PAGE.trimEnd().split('\n').length + version - 2, `version ${version}`);
      }
    });
  });
});

describe('a note', () => {
  test('does not drift with line numbers, and does not vanish with the server that took it', async () => {
    await inProject(async ({ uri: folder, source, write }) => {
      const words = PAGE.split('\n')[8] ?? '';
      const onSource = async (text: string, run: (client: TestClient) => Promise<void>) => {
        write('seeds/page.txt', text);
        await withClient({ capabilities: FULL, folder }, async (client) => {
          await client.open(source, text);
          await run(client);
        });
      };
      const noteIn = async (client: TestClient) => {
        const method = AnnotationRequest.annotations;
        const { notes } = await client.request<SourceAnnotations>(method, { uri: source });
        assert.equal(notes.length, 1);
        return [notes[0]?.text, notes[0]?.range.start.line];
      };
      await onSource(PAGE, async (client) => {
        const end = { line: 8, character: words.length };
        const range = { start: { line: 8, character: 0 }, end };
        const note = { uri: source, range, text: 'Is that so?' };
        const params = { command: AnnotationCommand.addNote, arguments: [note] };
        const { applied: isNoted } = await client.request<{ applied: boolean }>(
          'workspace/executeCommand',
          params,
        );
        assert.ok(isNoted);
        const top = { line: 0, character: 0 };
        const change = { range: { start: top, end: top }, text: 'One\nTwo\nThree\n' };
        await client.change(source, 2, [change]);
        assert.deepEqual(await noteIn(client), ['Is that so?', 11]);
      });
      // Another server, and a text that somebody changed while none ran.
      await onSource(`Above\n${PAGE}`, async (client) => {
        assert.deepEqual(await noteIn(client), ['Is that so?', 9]);
      });
    });
  });
});

describe('the server', () => {
  test('opens nothing by itself, however often it starts and whatever it finds', async () => {
    await inProject(async ({ uri: folder, source, write }) => {
      write(CONFIG, '{ broken');
      for (let start = 0; start < 3; start++) {
        await withClient({ capabilities: FULL, folder }, async (client) => {
          await client.open(source, PAGE);
          await diagnosticsAt(client, source);
          await client.expect('window/logMessage');
        });
      }
    });
  });

  test('agrees with the command line under every setting of the project', async () => {
    for (const said of [{}, { 'strip.policy': 'thorough' }, { strip: { comments: 'strip' } }]) {
      await inProject(async ({ path, uri: folder, source, write }) => {
        write(CONFIG, JSON.stringify(said));
        write('seeds/page.txt', `${PAGE}\n${THREAD}`);
        const settings = { strip: { policy: 'thorough', comments: 'strip' } };
        const options = { capabilities: FULL, folder, initializationOptions: { settings } };
        await withClient(options, async (client) => {
          await client.open(source, `${PAGE}\n${THREAD}`);
          const clean = await client.request<CleanResult>('galley/clean', { uri: source });
          const cli = [join(__dirname, '../../dist/cli.js'), 'strip', 'seeds/page.txt'];
          const { stdout } = spawnSync(process.execPath, cli, { cwd: path, encoding: 'utf8' });
          assert.equal(clean?.text, stdout, JSON.stringify(said));
        });
      });
    }
  });
});

describe('limits and settings', () => {
  test('are documented, each with its default', () => {
    const page = readFileSync('docs/settings.md', 'utf8');
    for (const { key, schema } of SETTINGS) {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${key}\` `));
      assert.ok(row?.includes(`\`${JSON.stringify(schema.default)}\``), key);
    }
    const limits = ['2,000 of 50,000', '1,000,000 bytes', '500,000', '32,768', '2,000,000'];
    for (const limit of limits) assert.ok(page.includes(limit), limit);
  });
});
