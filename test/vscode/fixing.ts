import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { afterEach, beforeEach, describe, it } from './bdd.ts';
import {
  actions,
  apply,
  closeAll,
  codeOf,
  eventually,
  open,
  problems,
  wordsOf,
} from './support.ts';

describe('quick fixes', () => {
  let document: vscode.TextDocument;
  let original: string;

  beforeEach(async () => {
    document = await open('seeds/000_harbour-bridge.txt');
    original = document.getText();
    await problems(document);
  });
  afterEach(closeAll);

  it('strip each block, alone, and one undo brings it back', async () => {
    for (const problem of await problems(document)) {
      const fix = await fixFor(document, problem, /^Strip this /);
      await apply(fix);
      assert.deepEqual(
        wordsOf(document.getText()),
        without(original, problem.range),
        `after “${fix.title}”`,
      );
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), original, `undo of “${fix.title}”`);
    }
  });

  it('strip every block of a kind', async () => {
    const found = (await problems(document)).filter(isSure);
    const kind = found.map(codeOf).find((each, at, all) => all.indexOf(each) !== at);
    assert.ok(kind, 'a kind with two blocks');
    const blocks = found.filter((problem) => codeOf(problem) === kind);
    const [first] = blocks;
    assert.ok(first);
    await apply(await fixFor(document, first, new RegExp(`^Strip all ${kind}`)));
    const ranges = blocks.map(({ range }) => range);
    assert.deepEqual(wordsOf(document.getText()), without(original, ...ranges));
  });

  it('strip all boilerplate: the sure problems go, nothing else does', async () => {
    const found = (await problems(document)).filter(isSure);
    const [first] = found;
    assert.ok(first);
    await apply(await fixFor(document, first, /^Strip all boilerplate/));
    const ranges = found.map(({ range }) => range);
    assert.deepEqual(wordsOf(document.getText()), without(original, ...ranges));
  });

  it('offer source.fixAll.galley, which finds nothing the second time', async () => {
    const kind = vscode.CodeActionKind.SourceFixAll.append('galley');
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const [fix] = await actions(document, all, kind);
    assert.ok(fix, 'a fix of all');
    await apply(fix);
    const ranges = (await sureBefore(original)).map(({ range }) => range);
    assert.deepEqual(wordsOf(document.getText()), without(original, ...ranges));
    assert.deepEqual(await actions(document, all, kind), []);
  });

  it('keep the article and its comments free of fixes', async () => {
    const line = document.positionAt(original.indexOf('PORT CORRAN, May 14')).line;
    const found = await actions(document, new vscode.Range(line, 0, line, 0));
    const fixes = found.filter(({ kind }) => kind?.contains(vscode.CodeActionKind.QuickFix));
    assert.deepEqual(fixes, []);
  });
});

/** The sure problems of a text, out of a document of its own. */
async function sureBefore(text: string): Promise<vscode.Diagnostic[]> {
  const content = { language: 'source-text', content: text };
  const document = await vscode.workspace.openTextDocument(content);
  await vscode.window.showTextDocument(document);
  return (await problems(document)).filter(isSure);
}

function isSure({ severity }: vscode.Diagnostic): boolean {
  return severity === vscode.DiagnosticSeverity.Warning;
}

async function fixFor(
  document: vscode.TextDocument,
  { range, message }: vscode.Diagnostic,
  title: RegExp,
): Promise<vscode.CodeAction> {
  const start = new vscode.Range(range.start, range.start);
  // VS Code gives up a request when the text changes under it, as by the undo just before.
  return eventually(`${title} for “${message}”`, async () => {
    const found = await actions(document, start, vscode.CodeActionKind.QuickFix);
    return found.find((action) => title.test(action.title));
  });
}

/** The lines of a text, blank ones left out, without those of some ranges. */
function without(text: string, ...ranges: readonly vscode.Range[]): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .filter((_, line) => !ranges.some(({ start, end }) => start.line <= line && line <= end.line))
    .filter((line) => line.trim() !== '');
}
