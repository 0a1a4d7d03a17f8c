import * as vscode from 'vscode';
import { labelled } from '../support/labelled.ts';
import * as assert from './assert.ts';
import { afterEach, describe, it } from './bdd.ts';
import {
  accepted,
  closeAll,
  eventually,
  fileUri,
  open,
  problems,
  remove,
  write,
} from './support.ts';

const SOURCE = 'seeds/000_harbour-bridge.txt';
const LINE = 'Quiz: name that lighthouse';

describe('the folder of a project', () => {
  afterEach(async () => {
    await closeAll();
    await remove('.galley');
  });

  it('has labels, which no strip takes', async () => {
    const document = await open(SOURCE);
    const text = document.getText();
    const { line } = document.positionAt(text.indexOf(LINE));
    for (const [path, content] of await labelled(SOURCE, text, [line], 'body'))
      await write(path, content);
    await accepted(document, line);
    await vscode.commands.executeCommand('galley.stripBoilerplate');
    assert.match(document.getText(), /Quiz: name that lighthouse/);
    assert.doesNotMatch(document.getText(), /Obituary: Captain Elspeth Muir/);
  });

  it('has other sources, on which hover counts a line', async () => {
    const document = await open(SOURCE);
    await problems(document);
    const position = document.positionAt(document.getText().indexOf(LINE) + 1);
    // The sample stands in several files of the folder.
    await eventually('a count', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        fileUri(SOURCE),
        position,
      );
      const said = hovers.flatMap(({ contents }) => contents).map(textOf);
      return said.some((text) => /On \d+ sources of this workspace/.test(text)) || undefined;
    });
  });
});

function textOf(content: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof content === 'string' ? content : content.value;
}
