import { Disposable } from 'vscode';
import type { Server } from '../server.ts';
import type { Acts } from './acts.ts';
import type { Annotations } from './annotations.ts';
import { registerLabelCommands } from './labelCommands.ts';
import { LabelMode } from './labelMode.ts';
import { LabelMarks } from './marks.ts';
import { registerNoteCommands } from './noteCommands.ts';
import { Notes } from './notes.ts';
import { Review } from './review.ts';

/** What people do with sources: labels, notes, review. */
export function startAnnotating(server: Server, acts: Acts, annotations: Annotations): Disposable {
  const review = new Review(server);
  const mode = new LabelMode(server, annotations, review);
  const notes = new Notes(annotations);
  const labels = { server, acts, review, goesOn: () => mode.isOn };
  return Disposable.from(
    mode,
    new LabelMarks(annotations),
    notes,
    ...registerLabelCommands(labels),
    ...registerNoteCommands(annotations, notes),
    server.onDidChangeState((state) => {
      if (state !== 'running') acts.forget();
    }),
  );
}
