import type { Kind } from '../core/kinds.ts';
import type { Lines } from '../core/lines.ts';
import { applyEdits, type Labels, type TextEdit } from '../core/source.ts';
import { Finder } from './anchor.ts';
import { type Annotation, inOrder, type Label, type Note, targetOf } from './annotation.ts';
import { contentStart } from './bom.ts';
import { type PageContent, type Review, type ReviewState, sameReview, stateOf } from './content.ts';
import { Decisions } from './decisions.ts';
import {
  type Act,
  added,
  afterEdit,
  fresh,
  PRESENT,
  placed,
  refreshed,
  removal,
  shifted,
  withReplies,
} from './entries.ts';
import { EntrySet } from './entrySet.ts';
import type { Undone } from './history.ts';
import {
  adjudication,
  type LineKind,
  labelling,
  type MakeLabel,
  unlabelling,
} from './labelling.ts';
import type { Conflict } from './merge.ts';
import { once } from './once.ts';
import { Pinned } from './pinned.ts';
import { takeOver } from './takeOver.ts';
import { type Range, trimmed } from './words.ts';

/**
 * The annotations of one source while it is worked on: they follow its text, are changed by people,
 * undone and redone, and merged with what others did. Nothing is ever dropped because its words are
 * gone: it is an orphan then, and comes back when they do.
 */
export class Page {
  readonly #newId: () => string;
  readonly #entries: EntrySet;
  readonly #decisions: Decisions;
  #pinned: Pinned | undefined;
  #review: Review | undefined;

  /** `newId` makes an IRI that nothing else has. */
  constructor(text: string, content: PageContent, newId: () => string) {
    this.#entries = new EntrySet(text);
    this.#decisions = new Decisions(this.#entries);
    this.#newId = newId;
    this.#review = content.review;
    this.#entries.locate(content.annotations.map(fresh), new Finder(text));
  }

  get text(): string {
    return this.#entries.text;
  }

  /** The lines of the text. */
  get lines(): Lines {
    return this.#entries.lines;
  }

  /** Annotations whose words stand in the text, by place. */
  get anchored(): readonly Annotation[] {
    return inOrder(this.#entries.present(false).map((each) => refreshed(this.text, each)));
  }

  /** Annotations whose words are gone or cannot be told for sure, with what they last stood on. */
  get orphans(): readonly Annotation[] {
    return inOrder(this.#entries.present(true));
  }

  get review(): Review | undefined {
    return this.#review;
  }

  get state(): ReviewState {
    return stateOf({ annotations: this.#entries.all(), review: this.#review });
  }

  /** Whether there is nothing to store. */
  get isEmpty(): boolean {
    return this.state.type === 'untouched';
  }

  get canUndo(): boolean {
    return this.#decisions.canUndo;
  }

  get canRedo(): boolean {
    return this.#decisions.canRedo;
  }

  /** The label that holds for each line that has one. */
  labelsByLine(): ReadonlyMap<number, Label> {
    return this.#entries.holding.byLine;
  }

  /** All labels of each line that has one, the one that holds first. */
  allByLine(): ReadonlyMap<number, readonly Label[]> {
    return this.#entries.allByLine();
  }

  /** What people decided, as the parser takes it; the same object until something changes. */
  labels(): Labels {
    return this.#entries.holding.kinds;
  }

  /** What is to be stored: targets pinned to the text, orphans as they were. */
  content(): PageContent {
    const pinned = this.#pinnedHere();
    const anchored = this.#entries.present(false).map((each) => pinned.of(each));
    return {
      annotations: inOrder([...anchored, ...this.#entries.present(true)]),
      review: this.#review,
    };
  }

  /** Follows an edit made in an editor; `after` is the text that it makes, where that is known. */
  edit(edit: TextEdit, after = applyEdits(this.text, [edit])): void {
    const pinned = this.#pinnedHere();
    const finder = once(() => new Finder(after));
    for (const [id, entry] of this.#entries) {
      this.#entries.set(id, afterEdit(entry, { edit, after, pinned, finder }));
    }
    this.#entries.text = after;
  }

  /** Takes a text that changed while nobody followed the edits, and finds the words again. */
  replaceText(text: string): void {
    if (text === this.text) return;
    const pinned = this.#pinnedHere();
    // A BOM that came or went has moved all the rest, and is nothing that a place is known by.
    const moved = contentStart(text) - contentStart(this.text);
    const entries = [...this.#entries].map(([, entry]) => {
      const { annotation, orphan } = entry;
      return { ...entry, annotation: shifted(orphan ? annotation : pinned.of(annotation), moved) };
    });
    this.#entries.text = text;
    this.#entries.locate(entries, new Finder(text));
  }

  /** Labels lines with a kind: see {@link decide}. */
  label(lines: Iterable<number>, kind: Kind, act: Act): number {
    return this.decide(
      [...new Set(lines)].map((line) => [line, kind] as const),
      act,
    );
  }

  /**
   * Labels lines; those that have labels are relabelled, blank ones get none. One step to undo.
   * Returns how many annotations changed.
   */
  decide(kinds: Iterable<LineKind>, act: Act): number {
    return this.#decisions.carryOut(labelling(this.#entries, kinds, this.#labelBy(act), act));
  }

  /**
   * Decides between labels of a line; they stay, and the decision holds over them. `originals` may
   * be from elsewhere, and are taken in. One step to undo. Returns the decision's id; undefined for
   * a blank line.
   */
  adjudicate(of: LineKind, originals: readonly Label[], act: Act): string | undefined {
    const step = adjudication(this.#entries, of, originals, this.#labelBy(act), act);
    this.#decisions.carryOut(step);
    return step.at(-1)?.id;
  }

  /**
   * Removes the labels of lines; of a decision between labels only itself, so that these hold again.
   * One step to undo. Returns how many were removed.
   */
  unlabel(lines: Iterable<number>): number {
    return this.#decisions.carryOut(unlabelling(this.#entries, lines));
  }

  /** Writes a note on a range of the text, or in reply to another note. Returns its id. */
  addNote(range: Range, text: string, act: Act, replyTo?: string): string {
    const decision = this.#decision(range, act);
    const reply = replyTo === undefined ? {} : { replyTo };
    const note: Note = { ...decision, type: 'note', text, resolved: false, ...reply };
    this.#decisions.carryOut([added(note)]);
    return note.id;
  }

  /** Changes a note's words, or whether it is resolved. Returns how many notes changed. */
  changeNote(id: string, change: Partial<Pick<Note, 'text' | 'resolved'>>, act: Act): number {
    const note = this.#entries.annotation(id);
    if (note?.type !== 'note') return 0;
    return this.#decisions.carryOut([
      { id, before: note, after: { ...note, ...change, modified: act.when } },
    ]);
  }

  /** Adds annotations that were made elsewhere, found in this text. One step to undo. */
  add(annotations: readonly Annotation[]): void {
    const unknown = annotations.filter(({ id }) => !this.#entries.get(id));
    this.#entries.locate(unknown.map(fresh), new Finder(this.text));
    this.#decisions.record(unknown.map(added));
  }

  /** Removes annotations, and with notes the replies to them. One step to undo. Returns how many. */
  remove(ids: Iterable<string>): number {
    const all = this.#entries.all();
    const wanted = withReplies(all, ids);
    return this.#decisions.carryOut(all.filter(({ id }) => wanted.has(id)).map(removal));
  }

  /**
   * Puts an orphan on words of the text; a person says which. Undo does not take it off again.
   * False where there is no such orphan, or no words.
   */
  reattach(id: string, range: Range, act: Act): boolean {
    const entry = this.#entries.get(id);
    const words = trimmed(this.text, range);
    if (!entry?.orphan || entry.removed || words.start === words.end) return false;
    const annotation = placed(entry.annotation, words);
    this.#entries.set(id, { annotation: { ...annotation, modified: act.when }, ...PRESENT });
    return true;
  }

  /** An annotation that is there, and whether it is an orphan. */
  find(id: string): { readonly annotation: Annotation; readonly orphan: boolean } | undefined {
    const entry = this.#entries.get(id);
    return entry && !entry.removed ? entry : undefined;
  }

  /** Says that a person has reviewed the source, or (undefined) that it is to be reviewed again. */
  setReview(review: Review | undefined): void {
    this.#review = review;
  }

  undo(): Undone {
    return this.#decisions.undo();
  }

  redo(): Undone {
    return this.#decisions.redo();
  }

  /**
   * Takes over what others stored since `base` was stored. What both sides changed stays as it is
   * here, and is told.
   */
  merge(base: PageContent, theirs: PageContent): readonly Conflict[] {
    const conflicts = takeOver(this.#entries, base.annotations, theirs.annotations);
    if (sameReview(this.#review, base.review)) this.#review = theirs.review;
    return conflicts;
  }

  #labelBy(act: Act): MakeLabel {
    return (range, kind) => ({ ...this.#decision(range, act), type: 'label', kind });
  }

  #decision(range: Range, { who, when }: Act): Omit<Label, 'type' | 'kind'> {
    const target = targetOf(this.text, range.start, range.end);
    return { id: this.#newId(), target, creator: who, created: when };
  }

  #pinnedHere(): Pinned {
    if (this.#pinned?.text !== this.text) this.#pinned = new Pinned(this.text);
    return this.#pinned;
  }
}
