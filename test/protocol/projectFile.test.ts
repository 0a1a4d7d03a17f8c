import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import type { ConfigurationResult } from '../../server/src/protocol.ts';
import type { TestClient } from './client.ts';
import { FULL, PAGE, withClient, withWorkspace } from './fixtures.ts';
import { CONFIG, diagnosticsAt, inProject, type Project } from './project.ts';

/** The words that a diagnostic is at. */
function wordsAt(text: string, { range }: Diagnostic): string {
  const [line = ''] = text.split('\n').slice(range.start.line);
  return line.slice(range.start.character, range.end.character);
}

async function problems(text: string): Promise<string[][]> {
  let found: Diagnostic[] = [];
  await inProject(async ({ config, uri: folder }) => {
    await withClient({ capabilities: FULL, folder }, async (client) => {
      await client.open(config, text, 'json');
      found = await diagnosticsAt(client, config);
    });
  });
  assert.ok(found.every(({ source }) => source === 'galley'));
  return found.map((each) => [String(each.code), wordsAt(text, each), String(each.message)]);
}

describe('an open project file', () => {
  test('is told where it is malformed', async () => {
    const [problem, ...more] = await problems('{\n  "sources": ["a/*.txt"],\n  "exclude" []\n}\n');
    assert.deepEqual(more, []);
    assert.deepEqual(problem?.slice(0, 2), ['malformed', '[']);
    assert.match(problem?.[2] ?? '', /colon expected.*No setting of this file holds/);
    assert.equal((await problems('[1]'))[0]?.[1], '[1]');
    assert.equal((await problems('// none\n{}'))[0]?.[0], 'malformed');
    assert.equal((await problems(''))[0]?.[0], 'malformed');
  });

  test('is told of unknown settings and bad values, each at its place', async () => {
    const text = `{
  "$schema": "config.schema.json",
  "source": [],
  "strip": { "policy": "ruthless", "ceiling": 1 },
  "strip.maximumShare": 2,
  "diagnostics": true,
  "diagnostics.severity": { "share": "loud", "shares": "hint" },
  "maximumSize": 2000,
  "keep": [{ "text": "Copy link" }, { "words": "Copy link" }]
}
`;
    const found = await problems(text);
    assert.deepEqual(
      found.map(([code, words]) => [code, words]),
      [
        ['unknown', '"source"'],
        ['badValue', '"ruthless"'],
        ['unknown', '"ceiling"'],
        ['badValue', '2'],
        ['notAGroup', 'true'],
        ['badValue', '"loud"'],
        ['unknown', '"shares"'],
        ['badValue', '{ "words": "Copy link" }'],
      ],
    );
    assert.match(found[1]?.[2] ?? '', /^strip\.policy .*"safe", "thorough"\.$/);
    assert.match(found[3]?.[2] ?? '', /0 – 1/);
  });

  test('is told nothing where all is well', async () => {
    assert.deepEqual(await problems('{ "strip": { "policy": "thorough" }, "keep": [] }'), []);
  });

  test('hears it from the server where the client does not ask', async () => {
    await withClient({}, async (client) => {
      const uri = 'file:///corpus/.galley/config.json';
      await client.open(uri, '{ "source": [] }', 'json');
      const method = 'textDocument/publishDiagnostics';
      const { diagnostics } = await client.expect<PublishDiagnosticsParams>(method);
      assert.equal(diagnostics[0]?.code, 'unknown');
      await client.close(uri);
      await client.expect(method);
    });
  });

  test('is never taken for a source', async () => {
    const initializationOptions = { documents: 'all' } as const;
    await withClient({ capabilities: FULL, initializationOptions }, async (client) => {
      const uri = 'file:///corpus/.galley/config.json';
      await client.open(uri, '{}', 'json');
      const textDocument = { uri };
      const method = 'textDocument/documentSymbol';
      assert.deepEqual(await client.request(method, { textDocument }), []);
    });
  });
});

describe('the request galley/configuration', () => {
  const asked = async (
    config: string | undefined,
    run: (effective: ConfigurationResult, project: Project) => void,
    said: object = { strip: { policy: 'thorough' } },
  ) => {
    await inProject(async (project) => {
      if (config !== undefined) project.write(CONFIG, config);
      const answers = { 'workspace/configuration': () => [said] };
      const capabilities = withWorkspace({ configuration: true });
      await withClient({ capabilities, answers, folder: project.uri }, async (client) => {
        await client.open(project.source, PAGE);
        run(await configuration(client, project), project);
      });
    });
  };
  const configuration = (client: TestClient, { source }: Project) =>
    client.request<ConfigurationResult>('galley/configuration', { uri: source });
  const originOf = ({ settings }: ConfigurationResult, key: string) => {
    const { value, origin } = settings.find((each) => each.key === key) ?? {};
    return [value, origin];
  };

  test('names the client and the defaults where there is no project', async () => {
    await asked(undefined, (effective) => {
      assert.equal(effective.project, undefined);
      assert.deepEqual(originOf(effective, 'galley.strip.policy'), ['thorough', 'client']);
      assert.deepEqual(originOf(effective, 'galley.maximumSize'), [10_000_000, 'default']);
    });
  });

  test('shows of a map what holds of it, and not what no kind or severity is', async () => {
    const severity = { share: 'loud', related: 'hint', body: 'error', promo: 3 };
    const check = (effective: ConfigurationResult) => {
      const shown = originOf(effective, 'galley.diagnostics.severity');
      assert.deepEqual(shown, [{ related: 'hint' }, 'client']);
    };
    await asked(undefined, check, { diagnostics: { severity } });
  });

  test('names the project file, which replaces what the client says', async () => {
    await asked('{ "maximumSize": 5000, "diagnostics": {} }', (effective, { config }) => {
      assert.equal(effective.project, config);
      assert.deepEqual(originOf(effective, 'galley.strip.policy'), ['safe', 'default']);
      assert.deepEqual(originOf(effective, 'galley.maximumSize'), [5000, 'project']);
    });
  });

  test('names both where the project only keeps lines', async () => {
    const keep = [{ text: 'Copy link' }];
    await asked(JSON.stringify({ keep }), (effective, { config }) => {
      assert.equal(effective.project, config);
      assert.deepEqual(originOf(effective, 'galley.strip.policy'), ['thorough', 'client']);
      assert.deepEqual(originOf(effective, 'galley.keep'), [keep, 'project']);
    });
  });
});
