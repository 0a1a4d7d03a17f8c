import { ACT_KEYS, PREFIX } from '../annotating/keys.ts';
import { Command } from '../commandIds.ts';
import { SELECTED } from './selected.ts';

/** A key binding of the manifest that works in a view only. */
export interface ViewKeyBinding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
  readonly when: string;
  readonly args?: string;
}

/** The keys of the views: where annotating has one for the same act, it is that one. */
export function viewKeyBindings(): ViewKeyBinding[] {
  const { markReviewed, unmarkReviewed, nextToReview, undoLabel } = ACT_KEYS;
  return [
    ...inView('sources', [
      { ...chord(markReviewed), command: Command.markReviewed, args: SELECTED },
      { ...chord(unmarkReviewed), command: Command.unmarkReviewed, args: SELECTED },
      { ...chord(nextToReview), command: Command.nextToReview },
    ]),
    ...inView('orphans', [
      { key: 'ctrl+enter', mac: 'cmd+enter', command: Command.reattachOrphan },
      { key: 'delete', mac: 'cmd+backspace', command: Command.discardOrphan },
      { ...chord(undoLabel), command: Command.undoLabel },
    ]),
    ...inView('disagreements', [
      { key: '1', command: Command.takeLeftLabel },
      { key: '2', command: Command.takeRightLabel },
      { key: '3', command: Command.decideDisagreement },
      { ...chord(undoLabel), command: Command.undoLabel },
    ]),
  ];
}

function inView(view: string, bindings: readonly Omit<ViewKeyBinding, 'when'>[]): ViewKeyBinding[] {
  const when = `focusedView == galley.${view} && listFocus && !inputFocus`;
  return bindings.map((binding) => ({ ...binding, when }));
}

function chord(key: string | undefined): { readonly key: string; readonly mac: string } {
  return { key: `${PREFIX.key} ${key}`, mac: `${PREFIX.mac} ${key}` };
}
