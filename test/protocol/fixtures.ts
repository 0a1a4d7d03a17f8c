import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientCapabilities, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Model } from '../../server/src/core/model/model.ts';
import { createParser } from '../../server/src/core/parser.ts';
import { type ClientOptions, TestClient } from './client.ts';

/** The parser that the server runs, to compare its answers with. */
export const parser = createParser(
  Model.load(readFileSync(join(__dirname, '../../dist/model.bin'))),
);

/** A news page of the usual shape. What tests say of it they say by asking the parser. */
export const PAGE = `Home
News
Sport
Weather

Night ferry returns to the northern islands after eleven years
By Elin Marsh
14 May 2026, 06:40
The night ferry between Port Corran and the northern islands will sail again from June, eleven years after the last boat was sold for scrap, the harbour board said on Thursday.
“We have waited for this a long time,” said Olav Berg, who runs the only shop on the outermost island. “My grandmother used to say that an island without a night boat is only a rock.”
Tickets for the first crossing sold out within an hour. The board has promised a second boat before the winter, if the engines that it has ordered from a yard in the south arrive in time.

MOST READ
- Chip shop queue rescued by passing brass band
- Council finds second roundabout it had forgotten
- Ferry timetable: what changes on Sunday
- Quiz: name that lighthouse

Share on Facebook
Share on Twitter
Copy link

About us
Contact us
Terms of use
Privacy policy
© 2026 Corran Courier Ltd. All rights reserved.
`;

/** Readers' comments with their votes. */
export const THREAD = `A library that lends drums

The town library lends drums, and choirs rehearse on its second floor every evening, which has brought back readers who had not been seen there for twenty years.

3 Comments

Marta K. • 2 hours ago
My daughter learned the sewing machine in a library just like this one, and she is a tailor now.
11 ( +13 / -2 )
Reply

Ferrous Oxide • 1 hour ago
I would like to know how many people have booked this drum room since it opened last year.
-3 ( +4 / -7 )
Reply

quietplease • 20 minutes ago
Some of us still come here to read, and I do not think that it is asking too much to want silence.
6 ( +8 / -2 )
Reply
`;

export const URI = 'file:///corpus/seeds/000_page.txt';
export const textDocument = { uri: URI };

/** What a client like VS Code declares, as far as the server looks. */
export const FULL: ClientCapabilities = {
  textDocument: {
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } },
      disabledSupport: true,
      isPreferredSupport: true,
    },
    diagnostic: {},
    publishDiagnostics: { tagSupport: { valueSet: [1, 2] }, codeDescriptionSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
  workspace: {
    applyEdit: true,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
};

/** FULL with the workspace's part of it changed. */
export function withWorkspace(workspace: ClientCapabilities['workspace']): ClientCapabilities {
  return { ...FULL, workspace: { ...FULL.workspace, ...workspace } };
}

/** Runs a test with a client, which must have heard all that the server said when it ends. */
export async function withClient(
  options: ClientOptions,
  run: (client: TestClient) => Promise<void>,
): Promise<void> {
  const client = await TestClient.start(options);
  try {
    await run(client);
    await client.stop();
  } finally {
    client.kill();
  }
}

/** The edits of a workspace edit to the one document that it changes. */
function editsOf(edit: WorkspaceEdit, uri = URI): TextEdit[] {
  const changed = edit.documentChanges?.[0];
  if (changed && 'edits' in changed) return changed.edits as TextEdit[];
  return edit.changes?.[uri] ?? [];
}

export function applied(text: string, edit: WorkspaceEdit | undefined): string {
  if (!edit) throw new Error('The action has no edit.');
  return TextDocument.applyEdits(TextDocument.create(URI, '', 0, text), editsOf(edit));
}

/** A range over whole lines. */
export function linesAt(first: number, last = first) {
  return { start: { line: first, character: 0 }, end: { line: last, character: 0 } };
}
