import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { afterEach, describe, it } from './bdd.ts';
import { closeAll, eventually, open, problems } from './support.ts';

describe('Fold All Boilerplate', () => {
  afterEach(closeAll);

  it('folds each block of boilerplate, nothing else, and no more the second time', async () => {
    const document = await open('seeds/000_harbour-bridge.txt');
    await problems(document);
    const blocks = await regions(document);
    assert.ok(blocks.length > 1, 'blocks to fold');
    const [article] = linesWith(document, 'PORT CORRAN, May 14');
    for (let round = 0; round < 2; round++) {
      await vscode.commands.executeCommand('galley.foldAllBoilerplate');
      const editor = vscode.window.activeTextEditor;
      assert.ok(editor);
      await eventually('folded blocks', () => isHidden(editor, blocks) || undefined);
      assert.ok(isShown(editor, article ?? -1), `the article in round ${round}`);
    }
    await vscode.commands.executeCommand('editor.unfoldAll');
  });
});

/** Whether all lines of the blocks but their first are out of sight, as far as the editor reaches. */
function isHidden(editor: vscode.TextEditor, blocks: readonly vscode.FoldingRange[]): boolean {
  const last = editor.visibleRanges.at(-1)?.end.line ?? 0;
  return blocks
    .filter(({ start }) => start <= last)
    .every(({ start, end }) => {
      for (let line = start + 1; line <= end; line++) if (isShown(editor, line)) return false;
      return true;
    });
}

function isShown({ visibleRanges }: vscode.TextEditor, line: number): boolean {
  return visibleRanges.some(({ start, end }) => start.line <= line && line <= end.line);
}

async function regions(document: vscode.TextDocument): Promise<vscode.FoldingRange[]> {
  return eventually('folding ranges', async () => {
    const found = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    const blocks = found?.filter(({ kind }) => kind === vscode.FoldingRangeKind.Region);
    return blocks && blocks.length > 0 ? blocks : undefined;
  });
}

function linesWith(document: vscode.TextDocument, text: string): number[] {
  return document
    .getText()
    .split(/\r?\n/)
    .flatMap((line, at) => (line.includes(text) ? [at] : []));
}
