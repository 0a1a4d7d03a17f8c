import type { Annotation } from './annotation.ts';

/** Who reviewed a source, and when (ISO 8601 in UTC). Only a person says so. */
export interface Review {
  readonly by: string;
  readonly at: string;
}

/** What is stored of a source. */
export interface PageContent {
  readonly annotations: readonly Annotation[];
  readonly review?: Review | undefined;
}

/** How far the work on a source has come. */
export type ReviewState =
  | { readonly type: 'untouched' }
  | { readonly type: 'inWork' }
  | ({ readonly type: 'reviewed' } & Review);

export function stateOf({ annotations, review }: PageContent): ReviewState {
  if (review) return { type: 'reviewed', ...review };
  return { type: annotations.length === 0 ? 'untouched' : 'inWork' };
}

/** Whether two say the same of who reviewed a source, and when. */
export function sameReview(a: Review | undefined, b: Review | undefined): boolean {
  return a?.by === b?.by && a?.at === b?.at;
}
