// What users of such tools complain about: work that nobody asked for, and work without an end.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import type { Hover } from 'vscode-languageserver-protocol';
import { FULL, PAGE, URI, withClient } from './fixtures.ts';
import { hoverSaying, inProject } from './project.ts';

/** In milliseconds: when a test gives up on a pattern that ran away. */
const LONGEST = 600_000;

const METHODS = ['documentSymbol', 'semanticTokens/full', 'documentLink', 'foldingRange'];

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
    test(`come to an end on ${JSON.stringify(piece)}`, { timeout: LONGEST }, async () => {
      await withClient({ capabilities: FULL }, async (client) => {
        await client.open(URI, piece.repeat(100_000));
        const textDocument = { uri: URI };
        for (const method of METHODS) {
          assert.ok(await client.request(`textDocument/${method}`, { textDocument }), method);
        }
      });
    });
  }
});
