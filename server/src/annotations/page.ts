import type { Kind } from '../core/kinds.ts';
import { Lines } from '../core/lines.ts';
import { applyEdits, type Labels, type TextEdit } from '../core/source.ts';
import { Finder } from './anchor.ts';
import { type Annotation, inOrder, type Label, type Note, targetOf } from './annotation.ts';
import { type PageContent, type Review, type ReviewState, sameReview, stateOf } from './content.ts';
import {
  type Act,
  added,
  afterEdit,
  asDoubtful,
  distinct,
  type Entry,
  isLabel,
  located,
  placed,
  refreshed,
  relabelled,
  removal,
  withReplies,
} from './entries.ts';
import { type Change, History, type Step, type Undone } from './history.ts';
import { kindsByLine, labelsByLine } from './labels.ts';
import { type Conflict, merge, sameDecision } from './merge.ts';
import { Pins } from './pin.ts';
import { type Range, trimmed, wordsOf } from './words.ts';

/**
 * The annotations of one source while it is worked on: they follow its text, are changed by people,
 * undone and redone, and merged with what others did. Nothing is ever dropped because its words are
 * gone: it is an orphan then, and comes back when they do.
 */
export class Page {
  readonly #newId: () => string;
  readonly #history = new History();
  readonly #entries = new Map<string, Entry>();
  #text: string;
  #lines: Lines | undefined;
  #review: Review | undefined;

  /** `newId` makes an IRI that nothing else has. */
  constructor(text: string, content: PageContent, newId: () => string) {
    this.#text = text;
    this.#newId = newId;
    this.#review = content.review;
    this.#locate(content.annotations.map(fresh));
  }

  get text(): string {
    return this.#text;
  }

  /** Annotations whose words stand in the text, by place. */
  get anchored(): readonly Annotation[] {
    return inOrder(this.#present(false).map((each) => refreshed(this.#text, each)));
  }

  /** Annotations whose words are gone or cannot be told for sure, with what they last stood on. */
  get orphans(): readonly Annotation[] {
    return inOrder(this.#present(true));
  }

  get review(): Review | undefined {
    return this.#review;
  }

  get state(): ReviewState {
    const annotations = [...this.#present(false), ...this.#present(true)];
    return stateOf({ annotations, review: this.#review });
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** The label that holds for each line that has one. */
  labelsByLine(): ReadonlyMap<number, Label> {
    return labelsByLine(this.#linesOfText(), this.#present(false).filter(isLabel));
  }

  /** What people decided, as the parser takes it. */
  labels(): Labels {
    return kindsByLine(this.labelsByLine());
  }

  /** What is to be stored: targets pinned to the text, orphans as they were. */
  content(): PageContent {
    const pins = new Pins(this.#text);
    const anchored = this.#present(false).map((each) => pins.pin(each));
    return { annotations: inOrder([...anchored, ...this.#present(true)]), review: this.#review };
  }

  /** Follows an edit made in an editor. */
  edit(edit: TextEdit): void {
    const before = this.#text;
    const after = applyEdits(before, [edit]);
    const pins = once(() => new Pins(before));
    const finder = once(() => new Finder(after));
    for (const [id, entry] of this.#entries) {
      this.#entries.set(id, afterEdit(entry, { edit, after, pins, finder }));
    }
    this.#setText(after);
  }

  /** Takes a text that changed while nobody followed the edits, and finds the words again. */
  replaceText(text: string): void {
    if (text === this.#text) return;
    const pins = new Pins(this.#text);
    const entries = [...this.#entries.values()].map((entry) =>
      entry.orphan ? entry : { ...entry, annotation: pins.pin(entry.annotation) },
    );
    this.#setText(text);
    this.#locate(entries);
  }

  /** Labels lines; those that have labels are relabelled, blank ones get none. One step to undo. */
  label(lines: Iterable<number>, kind: Kind, act: Act): void {
    const byLine = this.#allByLine();
    const held = new Set([...byLine.values()].map(([holding]) => holding));
    const changes: Change[] = [];
    for (const line of new Set(lines)) {
      const words = wordsOf(this.#linesOfText(), line);
      if (!words) continue;
      const [holding, ...others] = byLine.get(line) ?? [];
      if (!holding) changes.push(added({ ...this.#decision(words, act), type: 'label', kind }));
      else if (holding.kind !== kind) changes.push(relabelled(holding, kind, act));
      changes.push(...others.filter((each) => !held.has(each)).map(removal));
    }
    this.#carryOut(distinct(changes));
  }

  /** Removes the labels of lines. One step to undo. */
  unlabel(lines: Iterable<number>): void {
    const byLine = this.#allByLine();
    const labels = [...new Set(lines)].flatMap((line) => byLine.get(line) ?? []);
    this.#carryOut(distinct(labels.map(removal)));
  }

  /** Writes a note on a range of the text, or in reply to another note. Returns its id. */
  addNote(range: Range, text: string, act: Act, replyTo?: string): string {
    const decision = this.#decision(range, act);
    const reply = replyTo === undefined ? {} : { replyTo };
    const note: Note = { ...decision, type: 'note', text, resolved: false, ...reply };
    this.#carryOut([added(note)]);
    return note.id;
  }

  /** Changes a note's words, or whether it is resolved. */
  changeNote(id: string, change: Partial<Pick<Note, 'text' | 'resolved'>>, act: Act): void {
    const note = this.#annotation(id);
    if (note?.type !== 'note') return;
    this.#carryOut([{ id, before: note, after: { ...note, ...change, modified: act.when } }]);
  }

  /** Adds annotations that were made elsewhere, found in this text. One step to undo. */
  add(annotations: readonly Annotation[]): void {
    const unknown = annotations.filter(({ id }) => !this.#entries.has(id));
    this.#locate(unknown.map(fresh));
    this.#history.record(unknown.map(added));
  }

  /** Removes annotations, and with notes the replies to them. One step to undo. */
  remove(ids: Iterable<string>): void {
    const all = [...this.#present(false), ...this.#present(true)];
    const wanted = withReplies(all, ids);
    this.#carryOut(all.filter(({ id }) => wanted.has(id)).map(removal));
  }

  /** Puts an orphan on words of the text; a person says which. Undo does not take it off again. */
  reattach(id: string, range: Range, act: Act): void {
    const entry = this.#entries.get(id);
    if (!entry?.orphan || entry.removed) return;
    const annotation = placed(entry.annotation, trimmed(this.#text, range));
    this.#entries.set(id, { annotation: { ...annotation, modified: act.when }, ...PRESENT });
  }

  /** Says that a person has reviewed the source, or (undefined) that it is to be reviewed again. */
  setReview(review: Review | undefined): void {
    this.#review = review;
  }

  undo(): Undone {
    return this.#history.undo((step) => this.#replay(step));
  }

  redo(): Undone {
    return this.#history.redo((step) => this.#replay(step));
  }

  /**
   * Takes over what others stored since `base` was stored. What both sides changed stays as it is
   * here, and is told.
   */
  merge(base: PageContent, theirs: PageContent): readonly Conflict[] {
    const ours = [...this.#present(false), ...this.#present(true)];
    const { annotations, conflicts } = merge(base.annotations, ours, theirs.annotations);
    const kept = new Set(annotations.map(({ id }) => id));
    for (const { id } of ours) if (!kept.has(id)) this.#entries.delete(id);
    for (const annotation of annotations) {
      const mine = this.#entries.get(annotation.id);
      if (!mine) this.#locate([fresh(annotation)]);
      else if (mine.orphan) this.#locate([fresh(asDoubtful(annotation, mine.annotation))]);
      else {
        const here = placed(annotation, mine.annotation.target);
        this.#entries.set(annotation.id, { annotation: here, ...PRESENT });
      }
    }
    if (sameReview(this.#review, base.review)) this.#review = theirs.review;
    return conflicts;
  }

  #present(orphan: boolean): Annotation[] {
    return [...this.#entries.values()]
      .filter((entry) => !entry.removed && entry.orphan === orphan)
      .map(({ annotation }) => annotation);
  }

  #annotation(id: string): Annotation | undefined {
    const entry = this.#entries.get(id);
    return entry && !entry.removed ? entry.annotation : undefined;
  }

  /** All labels on each line, the one that holds first. */
  #allByLine(): Map<number, Label[]> {
    const lines = this.#linesOfText();
    const lists = new Map([...this.labelsByLine()].map(([line, label]) => [line, [label]]));
    for (const label of this.#present(false).filter(isLabel)) {
      for (const line of labelsByLine(lines, [label]).keys()) {
        const list = lists.get(line);
        if (list && list[0] !== label) list.push(label);
      }
    }
    return lists;
  }

  #decision(range: Range, { who, when }: Act): Omit<Label, 'type' | 'kind'> {
    const target = targetOf(this.#text, range.start, range.end);
    return { id: this.#newId(), target, creator: who, created: when };
  }

  #carryOut(step: Step): void {
    this.#history.record(step);
    for (const change of step) this.#apply(change);
  }

  #replay(step: Step): boolean {
    const stands = step.every(({ id, before }) => sameDecision(this.#annotation(id), before));
    if (stands) for (const change of step) this.#apply(change);
    return stands;
  }

  /** Carries out a decision; where its words stand is what was followed since it was taken. */
  #apply({ id, after }: Change): void {
    const entry = this.#entries.get(id);
    if (!after) {
      if (entry) this.#entries.set(id, { ...entry, removed: true });
    } else if (!entry) this.#entries.set(id, { annotation: after, ...PRESENT });
    else {
      const annotation = { ...after, target: entry.annotation.target };
      this.#entries.set(id, { ...entry, annotation, removed: false });
    }
  }

  #linesOfText(): Lines {
    this.#lines ??= Lines.of(this.#text);
    return this.#lines;
  }

  #setText(text: string): void {
    this.#text = text;
    this.#lines = undefined;
  }

  /** Looks up where the words of entries stand in the text now. */
  #locate(entries: readonly Entry[]): void {
    const finder = new Finder(this.#text);
    for (const entry of entries) this.#entries.set(entry.annotation.id, located(entry, finder));
  }
}

const PRESENT = { orphan: false, removed: false } as const;

function fresh(annotation: Annotation): Entry {
  return { annotation, ...PRESENT };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
