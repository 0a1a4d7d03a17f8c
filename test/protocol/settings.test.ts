import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import type {
  ClientCapabilities,
  ConfigurationParams,
  Diagnostic,
  PublishDiagnosticsParams,
  RegistrationParams,
} from 'vscode-languageserver-protocol';
import type { ClientOptions } from './client.ts';
import { PAGE, URI, withClient, withWorkspace } from './fixtures.ts';
import { diagnosticsAt } from './project.ts';

const CHANGED = 'workspace/didChangeConfiguration';
const PUBLISH = 'textDocument/publishDiagnostics';

function severities(diagnostics: readonly Diagnostic[], kind: string) {
  return diagnostics.filter(({ code }) => code === kind).map(({ severity }) => severity);
}

/** A client that answers with settings which a test can change. */
function configured(initial: unknown, more: ClientCapabilities['workspace'] = {}) {
  const asked: ConfigurationParams[] = [];
  const state = { settings: initial, refreshed: 0 };
  const options: ClientOptions = {
    capabilities: withWorkspace({ configuration: true, ...more }),
    answers: {
      'workspace/configuration': (params: ConfigurationParams) => {
        asked.push(params);
        return [state.settings];
      },
      'workspace/diagnostic/refresh': () => {
        state.refreshed++;
        return null;
      },
    },
  };
  return { options, asked, state };
}

describe('settings', () => {
  test('are asked for, once a document, and again after they changed', async () => {
    const { options, asked, state } = configured(
      { diagnostics: { severity: { share: 'error' } } },
      { diagnostics: { refreshSupport: true } },
    );
    await withClient(options, async (client) => {
      await client.open(URI, PAGE);
      assert.deepEqual(severities(await diagnosticsAt(client, URI), 'share'), [1]);
      await diagnosticsAt(client, URI);
      assert.deepEqual(asked, [{ items: [{ scopeUri: URI, section: 'galley' }] }]);
      state.settings = { diagnostics: { severity: { share: 'off' } } };
      await client.notify(CHANGED, { settings: null });
      assert.deepEqual(severities(await diagnosticsAt(client, URI), 'share'), []);
      assert.equal(asked.length, 2);
      assert.equal(state.refreshed, 1);
    });
  });

  test('are followed where the client wants to be asked to', async () => {
    const { options } = configured({}, { didChangeConfiguration: { dynamicRegistration: true } });
    await withClient(options, async (client) => {
      const { registrations } = await client.expect<RegistrationParams>(
        'client/registerCapability',
      );
      assert.deepEqual(
        registrations.map(({ method, registerOptions }) => [method, registerOptions]),
        [[CHANGED, { section: 'galley' }]],
      );
    });
  });

  test('come with initialize and didChangeConfiguration for other clients', async () => {
    const settings = { 'diagnostics.severity': { share: 'information' } };
    await withClient({ initializationOptions: { settings } }, async (client) => {
      await client.open(URI, PAGE);
      const first = await client.expect<PublishDiagnosticsParams>(PUBLISH);
      assert.deepEqual(severities(first.diagnostics, 'share'), [3]);
      const said = { galley: { diagnostics: { severity: { share: 'error' } } } };
      await client.notify(CHANGED, { settings: said });
      const second = await client.expect<PublishDiagnosticsParams>(PUBLISH);
      assert.deepEqual(severities(second.diagnostics, 'share'), [1]);
    });
  });

  for (const nothing of [null, {}, [], '', { galley: null }, { galley: {} }, undefined]) {
    test(`are not switched off by ${JSON.stringify(nothing)}`, async () => {
      const settings = { diagnostics: { severity: { share: 'error' } } };
      await withClient({ initializationOptions: { settings } }, async (client) => {
        await client.open(URI, PAGE);
        await client.expect(PUBLISH);
        await client.notify(CHANGED, { settings: nothing });
        const { diagnostics } = await client.expect<PublishDiagnosticsParams>(PUBLISH);
        assert.deepEqual(severities(diagnostics, 'share'), [1]);
      });
    });
  }

  test('that are taken back are those that initialize said, or the defaults', async () => {
    const said = (severity: string) => ({
      galley: { diagnostics: { severity: { share: severity } } },
    });
    for (const [settings, expected] of [
      [said('error').galley, 1],
      [undefined, 2],
    ] as const) {
      await withClient({ initializationOptions: { settings } }, async (client) => {
        await client.open(URI, PAGE);
        await client.expect(PUBLISH);
        for (const empty of [{}, []]) {
          await client.notify(CHANGED, { settings: said('information') });
          const during = await client.expect<PublishDiagnosticsParams>(PUBLISH);
          assert.deepEqual(severities(during.diagnostics, 'share'), [3]);
          await client.notify(CHANGED, { settings: { galley: empty } });
          const after = await client.expect<PublishDiagnosticsParams>(PUBLISH);
          assert.deepEqual(severities(after.diagnostics, 'share'), [expected]);
        }
      });
    }
  });

  test('that are junk are as if they were not there', async () => {
    const junk = {
      sources: 'everything',
      exclude: [1],
      strip: { policy: 'ruthless', maximumShare: 'a lot' },
      diagnostics: { enabled: 'no', severity: { share: 7, body: 'error' }, suspected: null },
      maximumSize: -1,
    };
    const { options } = configured(junk);
    await withClient(options, async (client) => {
      await client.open(URI, PAGE);
      assert.deepEqual(severities(await diagnosticsAt(client, URI), 'share'), [2]);
    });
  });

  test('that the client fails to say are the defaults, and the log tells why', async () => {
    const answers = {
      'workspace/configuration': () => {
        throw new Error('No settings today.');
      },
    };
    const capabilities = withWorkspace({ configuration: true });
    await withClient({ capabilities, answers }, async (client) => {
      await client.open(URI, PAGE);
      assert.deepEqual(severities(await diagnosticsAt(client, URI), 'share'), [2]);
      const { message } = await client.expect<{ message: string }>('window/logMessage');
      assert.match(message, /No settings today/);
    });
  });

  test('can turn diagnostics off', async () => {
    const { options } = configured({ diagnostics: { enabled: false } });
    await withClient(options, async (client) => {
      await client.open(URI, PAGE);
      assert.deepEqual(await diagnosticsAt(client, URI), []);
    });
  });
});

describe('a project file', () => {
  const inProject = async (run: (folder: string, uri: string) => Promise<void>) => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'galley-')));
    mkdirSync(join(folder, '.galley'));
    try {
      await run(folder, pathToFileURL(join(folder, 'pages/page.txt')).href);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const write = (folder: string, content: string) =>
    writeFileSync(join(folder, '.galley/config.json'), content);

  test('replaces what the user set, and its globs are relative to it', async () => {
    await inProject(async (folder, uri) => {
      const severity = { share: 'error' };
      write(folder, JSON.stringify({ sources: ['pages/*.txt'], diagnostics: { severity } }));
      const user = { diagnostics: { severity: { share: 'off' }, suspected: 'off' } };
      const { options } = configured(user);
      await withClient(options, async (client) => {
        await client.open(uri, PAGE, 'plaintext');
        const found = await diagnosticsAt(client, uri);
        assert.deepEqual(severities(found, 'share'), [1]);
      });
    });
  });

  test('is watched, and read again when it changes', async () => {
    await inProject(async (folder, uri) => {
      const { options } = configured({}, { didChangeWatchedFiles: { dynamicRegistration: true } });
      await withClient(options, async (client) => {
        const { registrations } = await client.expect<RegistrationParams>(
          'client/registerCapability',
        );
        assert.deepEqual(registrations[0]?.registerOptions, {
          watchers: [
            { globPattern: '**/.galley/config.json' },
            { globPattern: '**/.galley/labels/**/*.jsonld' },
            { globPattern: '**/.galley/model.json' },
            { globPattern: '**/.galley', kind: 5 },
            { globPattern: '**/.galley/labels/**', kind: 5 },
          ],
        });
        await client.open(uri, PAGE);
        assert.deepEqual(severities(await diagnosticsAt(client, uri), 'share'), [2]);
        write(folder, '{ "diagnostics.severity": { "share": "error" } }');
        const changes = [{ uri: `${pathToFileURL(folder).href}/.galley/config.json`, type: 1 }];
        await client.notify('workspace/didChangeWatchedFiles', { changes });
        assert.deepEqual(severities(await diagnosticsAt(client, uri), 'share'), [1]);
      });
    });
  });

  test('that is malformed is said to be so, and the user’s settings hold', async () => {
    await inProject(async (folder, uri) => {
      write(folder, '{ "diagnostics": ');
      const { options } = configured({ diagnostics: { severity: { share: 'information' } } });
      await withClient(options, async (client) => {
        await client.open(uri, PAGE);
        assert.deepEqual(severities(await diagnosticsAt(client, uri), 'share'), [3]);
        const { message } = await client.expect<{ message: string }>('window/logMessage');
        assert.match(message, /config\.json:1:\d+/);
      });
    });
  });
});
