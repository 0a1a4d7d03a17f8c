import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { after, before, describe, it } from './bdd.ts';
import { closeAll, codeOf, eventually, open, outline, problems } from './support.ts';

describe('reading a source', () => {
  let document: vscode.TextDocument;

  before(async () => {
    document = await open('seeds/000_harbour-bridge.txt');
  });
  after(closeAll);

  it('has an outline: the article with its headline, and each block of boilerplate', async () => {
    const symbols = await outline(document);
    const names = namesOf(symbols);
    assert.ok(
      names.some((name) => name.startsWith('Swing bridge to close')),
      names.join('\n'),
    );
    assert.ok(names.includes('MOST READ'), names.join('\n'));
    assert.ok(symbols.some(({ children }) => children.length > 3));
    assertNested(symbols, document.validateRange(new vscode.Range(0, 0, 1e6, 0)));
  });

  it('shows each block of stray boilerplate as one problem with its kind, which VS Code does not fade', async () => {
    const found = await problems(document);
    const kinds = new Set(found.map(codeOf));
    for (const kind of ['ranking', 'related', 'legal']) {
      assert.ok(kinds.has(kind), `${kind} among ${[...kinds]}`);
    }
    for (const { code, tags, message } of found) {
      assert.ok(!tags?.includes(vscode.DiagnosticTag.Unnecessary), 'Galley fades it, by a colour');
      assert.ok(typeof code === 'object' && code.target.path.includes('docs/kinds/'));
      assert.ok(message, 'a message');
    }
    const ranges = found.map(({ range }) => range);
    for (const one of ranges) {
      for (const other of ranges) assert.ok(one === other || !one.intersection(other));
    }
  });

  it('colours every line that is not blank', async () => {
    const [legend, tokens] = await eventually('semantic tokens', () => tokensOf(document));
    const coloured = new Set<number>();
    let line = 0;
    for (let at = 0; at < tokens.data.length; at += 5) {
      line += tokens.data[at] ?? 0;
      coloured.add(line);
      assert.ok((tokens.data[at + 3] ?? -1) < legend.tokenTypes.length);
    }
    for (let each = 0; each < document.lineCount; each++) {
      const { isEmptyOrWhitespace } = document.lineAt(each);
      assert.equal(coloured.has(each), !isEmptyOrWhitespace, `line ${each + 1}`);
    }
  });

  it('contributes each token type of its legend, so that themes can colour it', async () => {
    const [legend] = await eventually('semantic tokens', () => tokensOf(document));
    const { contributes } = vscode.extensions.getExtension('galley.galley')?.packageJSON ?? {};
    const known = contributes.semanticTokenTypes.map(({ id }: { id: string }) => id);
    assert.deepEqual(known, legend.tokenTypes);
  });

  it('folds its sections', async () => {
    const ranges = await eventually('folding ranges', async () => {
      const found = await vscode.commands.executeCommand<vscode.FoldingRange[] | undefined>(
        'vscode.executeFoldingRangeProvider',
        document.uri,
      );
      return found && found.length > 0 ? found : undefined;
    });
    const ranking = lineOf(document, 'MOST READ');
    assert.ok(ranges.some(({ start, end }) => start === ranking && end > start + 5));
  });
});

/** The names of symbols and of all that they hold. */
function namesOf(symbols: readonly vscode.DocumentSymbol[]): string[] {
  return symbols.flatMap(({ name, children }) => [name, ...namesOf(children)]);
}

/** Symbols lie inside their parents, in order. */
function assertNested(symbols: readonly vscode.DocumentSymbol[], parent: vscode.Range): void {
  for (const { name, range, selectionRange, children } of symbols) {
    assert.ok(parent.contains(range), name);
    assert.ok(range.contains(selectionRange), name);
    assertNested(children, range);
  }
}

function lineOf(document: vscode.TextDocument, text: string): number {
  return document.positionAt(document.getText().indexOf(text)).line;
}

async function tokensOf(
  document: vscode.TextDocument,
): Promise<[vscode.SemanticTokensLegend, vscode.SemanticTokens] | undefined> {
  const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend | undefined>(
    'vscode.provideDocumentSemanticTokensLegend',
    document.uri,
  );
  const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
    'vscode.provideDocumentSemanticTokens',
    document.uri,
  );
  return legend && tokens ? [legend, tokens] : undefined;
}
