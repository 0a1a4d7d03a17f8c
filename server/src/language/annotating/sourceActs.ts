import type { Undone } from '../../annotations/history.ts';
import { actCommand, type Desk, type Outcome } from './acts.ts';
import { asBoolean } from './arguments.ts';

/** Takes back the last act of this person on a source. */
export const undo = actCommand({
  usage: '',
  read: () => true,
  carryOut: (desk) => outcomeOf(desk, desk.page.undo(), desk.messages.nothingToUndo),
});

/** Carries out again what was taken back last. */
export const redo = actCommand({
  usage: '',
  read: () => true,
  carryOut: (desk) => outcomeOf(desk, desk.page.redo(), desk.messages.nothingToRedo),
});

/** Says that a person has reviewed a source, or takes that back. Nothing else says so. */
export const review = actCommand({
  usage: ', reviewed',
  read: ({ reviewed }) => {
    const is = asBoolean(reviewed);
    return is === undefined ? undefined : { is };
  },
  carryOut({ page, act: { who, when } }, { is }) {
    if (!is && page.review === undefined) return { changed: 0 };
    page.setReview(is ? { by: who, at: when } : undefined);
    return { changed: 1 };
  },
});

function outcomeOf({ messages }: Desk, undone: Undone, nothing: string): Outcome {
  switch (undone) {
    case 'done':
      return { changed: 1 };
    case 'nothing':
      return { changed: 0, message: nothing };
    case 'changed':
      return { refused: messages.overtaken };
  }
}
