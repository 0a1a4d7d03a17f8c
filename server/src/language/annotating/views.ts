import type { LabelView, NoteView, SourceAnnotations } from '../../annotationProtocol.ts';
import type { Note } from '../../annotations/annotation.ts';
import type { Page } from '../../annotations/page.ts';
import { rangeOf } from '../positions.ts';

/** What people decided and noted about an open source, as views show it. */
export function annotationsOf(page: Page, version: number): SourceAnnotations {
  const { review, canUndo, canRedo, anchored } = page;
  return {
    version,
    labels: labelsOf(page),
    notes: anchored.filter((each) => each.type === 'note').map((note) => noteOf(page, note)),
    ...(review ? { review: { who: review.by, when: review.at } } : {}),
    canUndo,
    canRedo,
  };
}

function labelsOf(page: Page): LabelView[] {
  return [...page.labelsByLine()]
    .map(([line, { id, kind, creator, created, modified }]) => {
      return { id, line, kind, who: creator, when: modified ?? created };
    })
    .sort((a, b) => a.line - b.line);
}

function noteOf(page: Page, note: Note): NoteView {
  const { id, target, text, resolved, creator, created, replyTo } = note;
  return {
    id,
    range: rangeOf(page.lines, target.start, target.end),
    text,
    resolved,
    who: creator,
    when: created,
    ...(replyTo === undefined ? {} : { replyTo }),
  };
}
