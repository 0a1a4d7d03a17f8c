// What clients that keep outlines hear: VS Code asks for one again only when the text changes or it is told to.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { ClientCapabilities, DocumentSymbol } from 'vscode-languageserver-protocol';
import { AnnotationCommand } from '../../server/src/annotationProtocol.ts';
import { ServerCommand } from '../../server/src/protocol.ts';
import { type Annotated, annotating, at, execute, SHOWS } from './annotated.ts';
import type { ClientOptions } from './client.ts';
import { FULL, PAGE, parser, withClient } from './fixtures.ts';
import { applyToDisk, CONFIG, CREATES } from './project.ts';

const { label, accept, undo, addNote } = AnnotationCommand;
const CHANGED = 'galley/outlinesChanged';
/** A line of the block of share controls. */
const SHARE = 19;

/** Gives a client that keeps outlines, and has that of its source. */
async function keeping(
  run: (annotated: Annotated) => Promise<void>,
  options: ClientOptions = {},
): Promise<void> {
  const initializationOptions = { outlines: true, annotations: false };
  await annotating(
    async (annotated) => {
      await outlineOf(annotated);
      await run(annotated);
    },
    { initializationOptions, ...options },
  );
}

/** The entries of an outline, each with what it says of itself. */
async function outlineOf({ client, uri }: Annotated): Promise<string[]> {
  const textDocument = { uri };
  const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', {
    textDocument,
  });
  return rowsOf(symbols);
}

function rowsOf(symbols: readonly DocumentSymbol[]): string[] {
  return symbols.flatMap(({ name, detail, children = [] }) => [
    `${name}: ${detail}`,
    ...rowsOf(children),
  ]);
}

describe('a client that keeps outlines is told that one is another', () => {
  test('once a label, and once that is undone', async () => {
    await keeping(async (annotated) => {
      const { client, act } = annotated;
      const before = await outlineOf(annotated);
      await act(label, { line: SHARE - 1, endLine: SHARE + 1, kind: 'promo' });
      await client.expect(CHANGED);
      const labelled = await outlineOf(annotated);
      assert.ok(labelled.includes('Share on Facebook: promo'), labelled.join('\n'));
      await act(undo);
      await client.expect(CHANGED);
      assert.deepEqual(await outlineOf(annotated), before);
    });
  });

  test('by a label of another editor on the folder', async () => {
    await keeping(async (annotated) => {
      const { client, project } = annotated;
      const options = { capabilities: FULL, folder: project.uri };
      await withClient({ ...options, initializationOptions: SHOWS }, async (other) => {
        await other.open(project.source, PAGE);
        await at(other, project).act(label, { line: SHARE, kind: 'promo' });
        await other.expect('galley/annotationsChanged');
      });
      const file = `${project.uri}/.galley/labels/seeds/page.txt.jsonld`;
      const changes = [{ uri: file, type: 1 }];
      await client.notify('workspace/didChangeWatchedFiles', { changes });
      await client.expect(CHANGED);
      assert.ok((await outlineOf(annotated)).includes('Share on Twitter: promo'));
    });
  });

  test('by the project file, where that has it be no source, and one again', async () => {
    await keeping(async (annotated) => {
      const { client, project } = annotated;
      const before = await outlineOf(annotated);
      const written = async (content: unknown, type: number) => {
        project.write(CONFIG, JSON.stringify(content));
        const changes = [{ uri: project.config, type }];
        await client.notify('workspace/didChangeWatchedFiles', { changes });
        await client.expect(CHANGED);
        return outlineOf(annotated);
      };
      assert.deepEqual(await written({ exclude: ['seeds/**'] }, 1), []);
      assert.deepEqual(await written({}, 2), before);
    });
  });
});

describe('it is told nothing', () => {
  test('where each line is what it was', async () => {
    const { kinds } = parser.parse(PAGE);
    await keeping(async (annotated) => {
      const { act } = annotated;
      await act(accept, { scope: 'lines', line: SHARE });
      await act(label, { line: SHARE + 1, kind: kinds[SHARE + 1] });
      const start = { line: 0, character: 0 };
      const range = { start, end: { line: 0, character: 4 } };
      await act(addNote, { range, text: 'Is this a masthead?' });
      await outlineOf(annotated);
    });
  });

  test('of settings, or of lines that are kept, which outlines do not show', async () => {
    await keeping(
      async (annotated) => {
        const { client, uri } = annotated;
        const settings = { diagnostics: { suspected: 'off' } };
        await client.notify('workspace/didChangeConfiguration', { settings });
        const kept = { uri, line: SHARE, scope: 'line' };
        const { applied } = await execute(client, ServerCommand.keep, kept);
        assert.equal(applied, true);
        await outlineOf(annotated);
      },
      { capabilities: CREATES, answers: { 'workspace/applyEdit': applyToDisk } },
    );
  });

  test('of an outline that it asks for anyway, or never asked for', async () => {
    await keeping(async (annotated) => {
      const { client, project, uri, act } = annotated;
      const start = { line: 0, character: 0 };
      await client.change(uri, 2, [{ range: { start, end: start }, text: 'Courier ' }]);
      await act(label, { line: SHARE, kind: 'promo' });
      const other = `${project.uri}/seeds/other.txt`;
      await client.open(other, PAGE);
      await execute(client, label, { uri: other, line: SHARE, kind: 'promo' });
      await outlineOf(annotated);
    });
  });

  test('by a server whose client does not keep outlines', async () => {
    await keeping(
      async (annotated) => {
        await annotated.act(label, { line: SHARE, kind: 'promo' });
        await outlineOf(annotated);
      },
      { initializationOptions: { annotations: false } },
    );
  });
});

test('a label refreshes once whatever else a client keeps', async () => {
  const refreshSupport = true;
  const workspace: ClientCapabilities['workspace'] = {
    diagnostics: { refreshSupport },
    semanticTokens: { refreshSupport },
    inlayHint: { refreshSupport },
    foldingRange: { refreshSupport },
    codeLens: { refreshSupport },
  };
  const refreshed: string[] = [];
  const kept = ['codeLens', 'diagnostic', 'foldingRange', 'inlayHint', 'semanticTokens'];
  const answers = Object.fromEntries(
    kept.map((each) => [
      `workspace/${each}/refresh`,
      () => {
        refreshed.push(each);
        return null;
      },
    ]),
  );
  const capabilities = { ...FULL, workspace: { ...FULL.workspace, ...workspace } };
  await keeping(
    async (annotated) => {
      await annotated.act(label, { line: SHARE, kind: 'promo' });
      await annotated.client.expect(CHANGED);
      assert.deepEqual(refreshed.sort(), kept);
    },
    { capabilities, answers },
  );
});
