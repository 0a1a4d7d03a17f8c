import {
  commands,
  type FoldingRange,
  FoldingRangeKind,
  l10n,
  type TextEditor,
  window,
} from 'vscode';
import { say } from './messages.ts';

/** Folds each block of boilerplate of a source; what is folded already stays so. */
export async function foldBoilerplate(editor: TextEditor): Promise<void> {
  const ranges = await commands.executeCommand<FoldingRange[] | undefined>(
    'vscode.executeFoldingRangeProvider',
    editor.document.uri,
  );
  const blocks = (ranges ?? []).filter(({ kind }) => kind === FoldingRangeKind.Region);
  if (blocks.length > 0) {
    await window.showTextDocument(editor.document, { viewColumn: editor.viewColumn ?? 1 });
    // Downwards: with `levels` alone a second time would fold what holds the blocks.
    await commands.executeCommand('editor.fold', {
      levels: 1,
      direction: 'down',
      selectionLines: blocks.map(({ start }) => start),
    });
  }
  say(outcome(blocks.length));
}

function outcome(blocks: number): string {
  if (blocks === 0) return l10n.t('No block of boilerplate to fold');
  if (blocks === 1) return l10n.t('1 block of boilerplate folded');
  return l10n.t('{0} blocks of boilerplate folded', blocks);
}
