/**
 * What the client and the server say to each other about what people decide. Types and names: both
 * sides bundle this file, so it imports nothing that runs. Acts are commands of the server, so that
 * every LSP editor has them; what only views show are requests.
 */
import type { Range } from 'vscode-languageserver-types';
import type { Kind } from './core/kinds.ts';

/** Commands of the server. Each takes one object. */
export const AnnotationCommand = {
  /** {@link LabelArguments} → {@link ActResult}. */
  label: 'galley.label',
  /** {@link LinesArguments} → {@link ActResult}: takes labels off lines. */
  unlabel: 'galley.unlabel',
  /** {@link AcceptArguments} → {@link ActResult}: labels lines with the kinds that they have. */
  accept: 'galley.accept',
  /** {@link SourceArguments} → {@link ActResult}: the last act of this person on this source. */
  undo: 'galley.undoAnnotation',
  redo: 'galley.redoAnnotation',
  /** {@link ReviewArguments} → {@link ActResult}. */
  review: 'galley.review',
  /** {@link AddNoteArguments} → {@link ActResult} with `id`. */
  addNote: 'galley.addNote',
  /** {@link ChangeNoteArguments} → {@link ActResult}. */
  changeNote: 'galley.changeNote',
  /** {@link AnnotationArguments} → {@link ActResult}: removes a note with its replies, or an orphan. */
  remove: 'galley.removeAnnotation',
  /** {@link ReattachArguments} → {@link ActResult}. */
  reattach: 'galley.reattachAnnotation',
  /** {@link AdjudicateArguments} → {@link ActResult}. */
  adjudicate: 'galley.adjudicate',
} as const;

/** Requests. */
export const AnnotationRequest = {
  /** {@link SourceArguments} → {@link SourceAnnotations} or null where the document is no open source. */
  annotations: 'galley/annotations',
  /** {@link LinesArguments} → {@link LineKinds} or null where the document is no open source. */
  kinds: 'galley/kinds',
  /** Nothing → {@link SourcesResult}: every source of the workspace, and how far its review is. */
  sources: 'galley/sources',
  /** {@link NextArguments} → {@link NextResult}. */
  next: 'galley/nextToReview',
  /** Nothing → {@link OrphansResult}: of all sources. */
  orphans: 'galley/orphans',
  /** {@link DisagreementsArguments} → {@link DisagreementsResult}. */
  disagreements: 'galley/disagreements',
} as const;

/** Notification to clients that say `annotations` when they initialize: what the requests answer is another now. */
export const ANNOTATIONS_CHANGED = 'galley/annotationsChanged';

export interface AnnotationsChangedParams {
  /** The source whose annotations changed; absent: any may have. */
  readonly uri?: string;
}

export interface SourceArguments {
  readonly uri: string;
  /** The version that the user saw; the server refuses when the document has moved on. */
  readonly version?: number;
}

/** Zero-based lines, inclusive; by default one. */
export interface LinesArguments extends SourceArguments {
  readonly line: number;
  readonly endLine?: number;
}

export interface LabelArguments extends LinesArguments {
  readonly kind: Kind;
}

export interface AcceptArguments extends SourceArguments {
  /** The lines given, the section's block at `line`, or every line of the source that Galley is sure of. */
  readonly scope: 'lines' | 'block' | 'sure';
  readonly line?: number;
  readonly endLine?: number;
}

export interface ReviewArguments extends SourceArguments {
  /** Whether a person has reviewed the source, or takes that back. */
  readonly reviewed: boolean;
}

export interface AddNoteArguments extends SourceArguments {
  readonly range: Range;
  readonly text: string;
  /** The id of the note that this one answers. */
  readonly replyTo?: string;
}

export interface AnnotationArguments extends SourceArguments {
  readonly id: string;
}

export interface ChangeNoteArguments extends AnnotationArguments {
  readonly text?: string;
  readonly resolved?: boolean;
}

export interface ReattachArguments extends AnnotationArguments {
  readonly range: Range;
}

/** What came of an act. */
export interface ActResult {
  /** Whether it was carried out and stored; also true where there was nothing to do. */
  readonly applied: boolean;
  /** How many lines or annotations changed. */
  readonly changed: number;
  /** The id of what was added. */
  readonly id?: string;
  /** Why nothing was done, or what else the user should know (both sides changed a label), for the user. */
  readonly message?: string;
}

/** What lines are now. */
export interface LineKinds {
  readonly version: number;
  /** One a line, from `line` to `endLine`; null for a blank one. */
  readonly lines: readonly (LineKind | null)[];
}

export interface LineKind {
  readonly kind: Kind;
  /** How sure that is, 0..1. */
  readonly confidence: number;
  /** Whether a person said so. */
  readonly labelled: boolean;
}

export interface SourceAnnotations {
  readonly version: number;
  readonly labels: readonly LabelView[];
  readonly notes: readonly NoteView[];
  readonly review?: { readonly who: string; readonly when: string };
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface LabelView {
  readonly id: string;
  readonly line: number;
  readonly kind: Kind;
  readonly who: string;
  /** ISO 8601 in UTC. */
  readonly when: string;
}

export interface NoteView {
  readonly id: string;
  readonly range: Range;
  readonly text: string;
  readonly resolved: boolean;
  readonly who: string;
  readonly when: string;
  readonly replyTo?: string;
}

export type SourceProgress = 'untouched' | 'inWork' | 'reviewed';

export interface SourcesResult {
  readonly sources: readonly SourceView[];
  /** Whether there are more than the server looks at. */
  readonly isPartial: boolean;
}

export interface SourceView {
  readonly uri: string;
  /** Relative to its folder, with `/`. */
  readonly path: string;
  /** URI of the workspace's folder that it lies in. */
  readonly folder: string;
  readonly progress: SourceProgress;
  readonly labels: number;
  readonly notes: number;
  readonly orphans: number;
  readonly review?: { readonly who: string; readonly when: string };
}

export interface NextArguments {
  /** What the user looks at now, and does not want to decide: put off until all others are done. */
  readonly skip?: { readonly uri: string; readonly line: number };
}

/** Null where every line is decided or reviewed. */
export type NextResult = {
  readonly uri: string;
  readonly line: number;
  readonly kind: Kind;
  /** How unsure, 0..1. */
  readonly doubt: number;
  /** How many lines are left. */
  readonly left: number;
} | null;

export interface OrphansResult {
  readonly orphans: readonly OrphanView[];
}

export interface OrphanView {
  readonly uri: string;
  readonly path: string;
  readonly id: string;
  /** What it stood on, and around it. */
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  /** The kind of a label, or the words of a note. */
  readonly kind?: Kind;
  readonly text?: string;
  readonly who: string;
  readonly when: string;
  /** Zero-based line to look at: where it last stood, or as near as can be told. It decides nothing. */
  readonly line: number;
}

/** Two sets of labels: folders that hold `.galley/labels`, by URI; by default the annotators of the workspace's own. */
export interface DisagreementsArguments {
  readonly a?: string;
  readonly b?: string;
}

/** Agreement over the lines that both judged; κ and α are absent where chance alone would agree. */
export interface AgreementView {
  readonly units: number;
  readonly agreed: number;
  readonly kappa?: number;
  readonly alpha?: number;
}

export interface DisagreementsResult extends AgreementView {
  /** Over kind-or-not decisions, for each kind that either used. */
  readonly byKind: readonly (AgreementView & { readonly kind: Kind })[];
  readonly bySource: readonly (AgreementView & { readonly uri: string; readonly path: string })[];
  readonly disagreements: readonly DisagreementView[];
}

export interface DisagreementView {
  readonly uri: string;
  readonly path: string;
  readonly line: number;
  readonly quote: string;
  readonly a: { readonly kind: Kind; readonly who: string; readonly when: string };
  readonly b: { readonly kind: Kind; readonly who: string; readonly when: string };
  /** What a person decided, where one did. */
  readonly decision?: { readonly kind: Kind; readonly who: string; readonly when: string };
}

/** Decides between two labels of a line; the decision is stored with both originals. */
export interface AdjudicateArguments extends LabelArguments {
  readonly a?: string;
  readonly b?: string;
}
