import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type {
  Diagnostic,
  FullDocumentDiagnosticReport,
  PublishDiagnosticsParams,
  UnchangedDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol';
import { strayBlocks } from '../../server/src/core/stray.ts';
import { SAFE } from '../../server/src/core/strip.ts';
import type { TestClient } from './client.ts';
import { FULL, PAGE, parser, textDocument, URI, withClient } from './fixtures.ts';

type Report = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport;

function pull(client: TestClient, previousResultId?: string): Promise<Report> {
  return client.request('textDocument/diagnostic', { textDocument, previousResultId });
}

async function pullFull(client: TestClient): Promise<readonly Diagnostic[]> {
  const report = await pull(client);
  assert.equal(report.kind, 'full');
  return 'items' in report ? report.items : [];
}

function found(text: string) {
  const source = parser.parse(text);
  return strayBlocks(source, parser.strips(source, SAFE));
}

describe('diagnostics', () => {
  for (const [what, text] of [
    ['LF', PAGE],
    ['CRLF', PAGE.replaceAll('\n', '\r\n')],
    ['a BOM', `\uFEFF${PAGE}`],
  ] as const) {
    test(`are the blocks that the core finds (${what})`, async () => {
      await withClient({ capabilities: FULL }, async (client) => {
        await client.open(URI, text);
        const items = await pullFull(client);
        const blocks = found(text);
        assert.ok(blocks.some(({ sure }) => sure));
        assert.deepEqual(
          items.map(({ range, code, severity }) => [
            range.start.line,
            range.end.line + 1,
            code,
            severity,
          ]),
          blocks.map(({ first, end, kind, sure }) => [first, end, kind, sure ? 2 : 4]),
        );
      });
    });
  }

  test('say what, why and what to do, and where to read more', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open(URI, PAGE);
      const share = (await pullFull(client)).find(({ code }) => code === 'share');
      assert.ok(share);
      assert.equal(share.source, 'galley');
      assert.deepEqual(share.tags, [1]);
      assert.match(share.codeDescription?.href ?? '', /\/docs\/kinds\/share\.md$/);
      const message = 'Stray share, 3 lines: share, follow, print and save controls.';
      assert.equal(share.message, `${message} Strip with the quick fix.`);
      assert.deepEqual(share.range, {
        start: { line: 18, character: 0 },
        end: { line: 20, character: 'Copy link'.length },
      });
    });
  });

  test('are short enough for the end of a line, sure or suspected', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open(URI, PAGE);
      const items = await pullFull(client);
      for (const { message } of items) {
        assert.match(String(message), /^(Stray|Perhaps) \S+, \d+ lines?: .*\. (Strip|Read) .*\.$/);
        assert.ok(String(message).length <= 100, String(message));
      }
      const suspected = items.filter(({ severity }) => severity === 4);
      assert.ok(suspected.length > 0);
      for (const { message } of suspected) assert.match(String(message), /Read first, then strip/);
    });
  });

  test('leave out what the client cannot show', async () => {
    await withClient({ capabilities: { textDocument: { diagnostic: {} } } }, async (client) => {
      await client.open(URI, PAGE);
      for (const { tags, codeDescription } of await pullFull(client)) {
        assert.equal(tags, undefined);
        assert.equal(codeDescription, undefined);
      }
    });
  });

  test('are reported as unchanged until they change', async () => {
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open(URI, PAGE);
      const first = await pull(client);
      assert.deepEqual(await pull(client, first.resultId), {
        kind: 'unchanged',
        resultId: first.resultId,
      });
      const inBody = { line: 8, character: 4 };
      await client.change(URI, 2, [{ range: { start: inBody, end: inBody }, text: 'old ' }]);
      assert.equal((await pull(client, first.resultId)).kind, 'unchanged', 'a word of the body');
      const top = { line: 0, character: 0 };
      await client.change(URI, 3, [{ range: { start: top, end: top }, text: '\n' }]);
      const moved = await pull(client, first.resultId);
      assert.equal(moved.kind, 'full', 'a line more');
      assert.notEqual(moved.resultId, first.resultId);
    });
  });

  test('are pushed to clients that cannot pull, with the version, and taken back', async () => {
    const method = 'textDocument/publishDiagnostics';
    await withClient({}, async (client) => {
      await client.open(URI, PAGE);
      const pushed = await client.expect<PublishDiagnosticsParams>(method);
      assert.equal(pushed.version, 1);
      assert.equal(pushed.diagnostics.length, found(PAGE).length);
      const text = PAGE.slice(PAGE.indexOf('Night ferry'), PAGE.indexOf('MOST READ'));
      await client.change(URI, 2, [{ text }]);
      const again = await client.expect<PublishDiagnosticsParams>(method);
      assert.equal(again.version, 2);
      assert.equal(again.diagnostics.length, found(text).length);
      assert.ok(again.diagnostics.length < pushed.diagnostics.length);
      await client.close(URI);
      assert.deepEqual(await client.expect(method), { uri: URI, diagnostics: [] });
    });
  });
});
