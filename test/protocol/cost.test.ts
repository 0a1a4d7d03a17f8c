// What users of such tools complain about: work that nobody asked for, and work without an end.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Hover } from 'vscode-languageserver-protocol';
import { FULL, PAGE, URI, withClient } from './fixtures.ts';
import { diagnosticsAt, hoverSaying, inProject } from './project.ts';

/** In milliseconds: ample for a machine that does other things, far too short for a runaway pattern. */
const LONGEST = 60_000;

const METHODS = ['documentSymbol', 'semanticTokens/full', 'documentLink', 'foldingRange'];

describe('a file', () => {
  test('that was closed costs nothing', async () => {
    const huge = 'Somebody wrote a whole sentence here, and then another one.\n'.repeat(150_000);
    await withClient({ capabilities: FULL }, async (client) => {
      await client.open(URI, PAGE);
      await diagnosticsAt(client, URI);
      const costOf = async (uri: string, use: () => Promise<unknown>): Promise<number> => {
        const start = performance.now();
        await client.open(uri, huge);
        await client.change(uri, 2, [{ text: `${huge}One more.\n` }]);
        await use();
        return performance.now() - start;
      };
      const closed = 'file:///corpus/seeds/closed.txt';
      const unread = await costOf(closed, async () => {
        await client.close(closed);
        await diagnosticsAt(client, URI);
      });
      assert.deepEqual(await diagnosticsAt(client, closed), []);
      const open = 'file:///corpus/seeds/open.txt';
      const read = await costOf(open, () => diagnosticsAt(client, open));
      assert.ok(unread < read, `${unread} ms unread, ${read} ms read`);
    });
  });
});

describe('the workspace', () => {
  test('is not searched in node_modules, in .git, or at all where it is the home of its user', async () => {
    await inProject(async ({ path, uri: folder, source, write }) => {
      for (const name of ['node_modules/seeds', '.git/seeds', 'seeds'])
        write(`${name}/other.txt`, PAGE);
      write('seeds/page.txt', PAGE);
      const params = { textDocument: { uri: source }, position: { line: 20, character: 2 } };
      const method = 'textDocument/hover';
      await withClient({ capabilities: FULL, folder }, async (client) => {
        await client.open(source, PAGE);
        assert.match(await hoverSaying(client, params, /On \d/), /On 2 sources/);
      });
      const home = process.env.HOME;
      process.env.HOME = path;
      try {
        await withClient({ capabilities: FULL, folder }, async (client) => {
          await client.open(source, PAGE);
          const hover = await client.request<Hover>(method, params);
          assert.doesNotMatch(JSON.stringify(hover.contents), /sources of this workspace/);
        });
      } finally {
        if (home === undefined) delete process.env.HOME;
        else process.env.HOME = home;
      }
    });
  });
});

describe('patterns', () => {
  for (const piece of ['( +1 ', 'a@b.', '- ', '1:2 ', '／', 'http://', '“', '\u0300', ' \t']) {
    test(`do not run away on ${JSON.stringify(piece)}`, async () => {
      await withClient({ capabilities: FULL }, async (client) => {
        await client.open(URI, piece.repeat(100_000));
        const textDocument = { uri: URI };
        const start = performance.now();
        for (const method of METHODS) {
          await client.request(`textDocument/${method}`, { textDocument });
        }
        const took = performance.now() - start;
        assert.ok(took < LONGEST, `${took} ms`);
      });
    });
  }
});
