/**
 * What training gained on labelled lines that it had not seen: each source's labels are put aside once, the model is
 * trained on those of the others, and reads the source anew.
 */
export interface TrainingFigures {
  /** Sources with labels, and lines that people decided in them. */
  readonly sources: number;
  readonly lines: number;
  /** How many of these lines had the kind that people gave them, without and with training. */
  readonly rightBefore: number;
  readonly rightAfter: number;
  /** How many lines that people wrote, as their labels say, the safe policy would have stripped but for the label. */
  readonly lostBefore: number;
  readonly lostAfter: number;
  /** How many lines that nobody labelled, but that Galley was sure of, were given another kind. */
  readonly changed: number;
}
