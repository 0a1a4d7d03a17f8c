// What VS Code shows of a source beside its outline, its problems and its colours.
import * as vscode from 'vscode';
import * as assert from './assert.ts';
import { after, before, describe, it } from './bdd.ts';
import { closeAll, eventually, open, outline, problems } from './support.ts';

describe('looking at a source', () => {
  let document: vscode.TextDocument;

  before(async () => {
    document = await open('seeds/000_harbour-bridge.txt');
    await problems(document);
  });
  after(async () => {
    await set('codeLens.enabled', undefined);
    await set('inlayHints.enabled', undefined);
    await closeAll();
  });

  it('tells by hover what a line is, how sure that is, why, and what can be done', async () => {
    const hovers = await ask<vscode.Hover[]>('executeHoverProvider', placeOf('MOST READ'));
    const said = hovers.flatMap(({ contents }) => contents.map(textOf)).join('\n');
    assert.match(
      said,
      /\*\*\[ranking\]\(.*docs\/kinds\/ranking\.md\)\*\* · boilerplate · .*% sure/,
    );
    assert.match(said, /\n- \S/);
    assert.match(said, /On \d+ sources? of this workspace|To strip or keep it/);
  });

  it('selects from the line over the block and the section to the source', async () => {
    const [range] = await ask<vscode.SelectionRange[]>('executeSelectionRangeProvider', [
      placeOf('Quiz: name that lighthouse'),
    ]);
    const steps: string[] = [];
    for (let each = range; each; each = each.parent) steps.push(document.getText(each.range));
    assert.ok(steps.includes('Quiz: name that lighthouse'), 'the line');
    assert.ok(
      steps.some((step) => step.startsWith('MOST READ') && !step.includes('By Moira')),
      'its block',
    );
    assert.equal(steps.at(-1), document.getText());
    assert.ok(steps.length >= 3);
  });

  it('highlights where the lines of the same kind begin', async () => {
    const found = await ask<vscode.DocumentHighlight[]>(
      'executeDocumentHighlights',
      placeOf('Quiz: name that lighthouse'),
    );
    assert.ok(found.length > 0);
    for (const { range } of found) assert.ok(range.isSingleLine);
    const lines = found.map(({ range }) => document.lineAt(range.start.line).text);
    assert.ok(!lines.some((line) => line.startsWith('The bridge will stay open')));
  });

  it('links the addresses in it', async () => {
    const content = 'See https://example.org/page and write to desk@example.com.\n';
    const fresh = await vscode.workspace.openTextDocument({ language: 'source-text', content });
    await outline(fresh);
    const links = await eventually('links', async () => {
      const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        'vscode.executeLinkProvider',
        fresh.uri,
      );
      return found.length >= 2 ? found : undefined;
    });
    const targets = links.map(({ target }) => target?.toString(true));
    assert.ok(targets.includes('mailto:desk@example.com'), String(targets));
  });

  it('shows the kinds as hints once they are switched on', async () => {
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = () => ask<vscode.InlayHint[]>('executeInlayHintProvider', whole);
    assert.deepEqual(await hints(), []);
    await set('inlayHints.enabled', true);
    const found = await eventually('hints', async () => {
      const now = await hints();
      return now.length > 0 ? now : undefined;
    });
    const { line } = placeOf('MOST READ');
    const hint = found.findLast(({ position }) => position.line <= line);
    assert.ok(hint, 'a hint where the kind of the line begins');
    assert.match(String(hint.label), /ranking/);
  });

  it('offers to strip and to keep in lenses once they are switched on', async () => {
    const lenses = () => ask<vscode.CodeLens[]>('executeCodeLensProvider', 100);
    assert.deepEqual(titlesOf(await lenses()), []);
    await set('codeLens.enabled', true);
    const titles = await eventually('lenses', async () => {
      const now = titlesOf(await lenses());
      return now.length > 0 ? now : undefined;
    });
    assert.ok(
      titles.some((title) => /^Strip \d+ lines of boilerplate \(\d+% of the source\)$/.test(title)),
    );
    assert.ok(titles.some((title) => /^Strip \d+ lines? of ranking$/.test(title)));
  });

  /** What a provider answers for the document. */
  async function ask<R>(command: string, ...rest: unknown[]): Promise<R> {
    return vscode.commands.executeCommand<R>(`vscode.${command}`, document.uri, ...rest);
  }

  function placeOf(text: string): vscode.Position {
    return document.positionAt(document.getText().indexOf(text));
  }
});

function textOf(content: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof content === 'string' ? content : content.value;
}

function titlesOf(lenses: readonly vscode.CodeLens[]): string[] {
  return lenses.map(({ command }) => command?.title ?? '');
}

async function set(key: string, value: unknown): Promise<void> {
  const target = vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration('galley').update(key, value, target);
}
