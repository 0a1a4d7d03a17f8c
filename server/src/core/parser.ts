import type { Keep } from './keep.ts';
import type { Kind } from './kinds.ts';
import { Lines } from './lines.ts';
import type { Change, Evidence, Model } from './model/model.ts';
import { applyEdits, type Labels, ParsedSource, type Source, type TextEdit } from './source.ts';
import { type LineFlags, removeLines, type StripPolicy } from './strip.ts';
import { Stripper } from './stripper.ts';

const NO_LABELS: Labels = new Map();

/** What the parser asks of a model. */
export type LineModel = Pick<
  Model,
  | 'hash'
  | 'safeThreshold'
  | 'read'
  | 'reread'
  | 'readRest'
  | 'copy'
  | 'release'
  | 'explain'
  | 'alternatives'
>;

export interface ParseOptions {
  /** What people decided, by zero-based line. Hard constraints: neighbours are decided with them. */
  readonly labels?: Labels;
  /** Which lines people keep whatever they are; by default, in `update`, as before. */
  readonly keep?: Keep | undefined;
}

/** All that an editor, a person or a pipeline asks of a text. Pure: same text, same answer. */
export interface Parser {
  /** Hexadecimal hash of the model's weights. */
  readonly modelHash: string;
  parse(text: string, options?: ParseOptions): Source;
  /**
   * The source after an edit, equal to `parse` of the new text, at the cost of the changed window.
   * Labels on lines that the edit does not touch move with them; on touched lines they fall away.
   */
  update(source: Source, edit: TextEdit, options?: ParseOptions): Source;
  /** The source with other labels, equal to `parse` with them, at the cost of what they change. */
  relabel(source: Source, labels: Labels): Source;
  /**
   * One flag a line: whether the policy strips it. A fixed point: after the strip, a new parse
   * finds nothing more to strip under the same policy.
   */
  strips(source: Source, policy: StripPolicy): LineFlags;
  /** The edits that strip a source under a policy, sorted, not overlapping. Idempotent. */
  strip(source: Source, policy: StripPolicy): TextEdit[];
  /** What spoke for the kind of a line, in words, strongest first. */
  explain(source: Source, line: number): Evidence[];
  /** What else a line may be, the most likely kind first; none for a blank or labelled line. */
  alternatives(source: Source, line: number): Kind[];
  /**
   * Takes the memory of a source that is done with for the next ones. Its kinds and its strip stay; an update of it
   * reads anew, and it has no alternatives.
   */
  release(source: Source): void;
}

/** A parser over one model. */
export function createParser(model: LineModel): Parser {
  const stripper = new Stripper(model);
  return {
    modelHash: model.hash,
    parse: (text, { labels = NO_LABELS, keep } = {}) => read(model, text, labels, keep),
    update: (source, edit, options) => update(model, stripper, source, edit, options),
    relabel: (source, labels) => relabel(model, stripper, source, labels),
    strips: (source, policy) => stripper.flags(source, policy),
    strip: (source, policy) => removeLines(source.lines, stripper.flags(source, policy)),
    alternatives: (source, line) => model.alternatives(source.reading, line),
    explain: (source, line) => model.explain(source.lines, source.reading, line),
    release: (source) => {
      stripper.release(source);
      model.release(source.reading);
    },
  };
}

function read(model: LineModel, text: string, labels: Labels, keep?: Keep): Source {
  const lines = Lines.of(text);
  return new ParsedSource(lines, labels, model.read(lines, labels), keep);
}

function update(
  model: LineModel,
  stripper: Stripper,
  source: Source,
  edit: TextEdit,
  options?: ParseOptions,
): Source {
  const text = applyEdits(source.text, [edit]);
  const { lines, change } = edited(source.lines, text, edit);
  const labels = options?.labels ?? movedLabels(source, lines, edit);
  const reading = model.reread(source.reading, lines, [change], labels);
  const updated = new ParsedSource(lines, labels, reading, options?.keep ?? source.keep);
  stripper.follow(source, updated, change);
  return updated;
}

/** A change of no lines. */
const NOTHING: Change = { from: 0, removed: 0, inserted: 0 };

function relabel(model: LineModel, stripper: Stripper, source: Source, labels: Labels): Source {
  const { lines, reading, keep } = source;
  const relabelled = new ParsedSource(
    lines,
    labels,
    model.reread(reading, lines, [], labels),
    keep,
  );
  stripper.follow(source, relabelled, NOTHING);
  return relabelled;
}

/** The lines after an edit, and how they differ from those before it. */
function edited(before: Lines, text: string, edit: TextEdit): { lines: Lines; change: Change } {
  // One line more on each side: an edit can join or part the CR and LF at its borders.
  const from = Math.max(0, before.lineAt(edit.start) - 1);
  const last = Math.min(before.count - 1, before.lineAt(edit.end) + 1);
  const removed = last - from + 1;
  const lines = before.spliced(text, from, removed);
  return { lines, change: { from, removed, inserted: removed + lines.count - before.count } };
}

/** Labels on lines that an edit leaves as they were, at their new places. */
function movedLabels({ labels, lines }: Source, after: Lines, edit: TextEdit): Labels {
  if (labels.size === 0) return labels;
  const moved = new Map<number, Kind>();
  const shift = after.count - lines.count;
  const delta = after.text.length - lines.text.length;
  for (const [line, kind] of labels) {
    const [start, end] = [lines.start(line), lines.end(line)];
    const later = line + shift;
    if (end <= edit.start && after.start(line) === start && after.end(line) === end) {
      moved.set(line, kind);
    } else if (
      start >= edit.end &&
      after.start(later) === start + delta &&
      after.end(later) === end + delta
    ) {
      moved.set(later, kind);
    }
  }
  return moved;
}
