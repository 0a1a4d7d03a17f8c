import { inOrder, type Problem } from './expectations.ts';

/** What an editor shows of a source and does to it. */
export interface Outcome {
  readonly problems: readonly Problem[];
  /** The words of each problem. */
  readonly messages: readonly string[];
  /** The names in its outline. */
  readonly names: readonly string[];
  /** The titles in its menu of fixes, where one was opened. */
  readonly actions?: readonly string[] | undefined;
  /** Whether the menu had nothing of the title asked for. */
  readonly refused?: boolean | undefined;
  /** The names in its outline once a line was labelled. */
  readonly namesLabelled?: readonly string[] | undefined;
  /** The problems after a fix. */
  readonly left?: readonly Problem[] | undefined;
}

/** A problem as a driver reports it: where it is, its words, and what its editor has of it besides. */
export interface ReportedProblem {
  readonly line: number;
  readonly endLine: number;
  readonly message: string;
}

/** A problem in an editor that keeps what the server sent. */
export interface LspProblem extends ReportedProblem {
  readonly code: string;
  readonly severity: number;
}

/** What every driver reports. */
export interface Report<Reported extends ReportedProblem, Row> {
  readonly failure?: string;
  readonly problems: readonly Reported[];
  /** The outline, row by row, before and after a line was labelled. */
  readonly symbols: readonly Row[];
  readonly symbolsLabelled?: readonly Row[];
  readonly actions?: readonly string[];
  readonly refused?: boolean;
  /** The problems after a fix. */
  readonly left?: readonly Reported[];
}

/** What an editor's problem is of, and whether it is sure. */
export type Told<Reported> = (problem: Reported) => Pick<Problem, 'kind' | 'sure'>;

const WARNING = 2;

export const toldByLsp: Told<LspProblem> = ({ code, severity }) => ({
  kind: code,
  sure: severity === WARNING,
});

export function problemsIn<Reported extends ReportedProblem>(
  reported: readonly Reported[],
  told: Told<Reported>,
): Problem[] {
  return inOrder(
    reported.map((each) => ({ line: each.line, endLine: each.endLine, ...told(each) })),
  );
}

/** How an editor words what it shows. */
export interface Wording<Reported, Row> {
  readonly told: Told<Reported>;
  readonly nameOf: (symbol: Row) => string;
}

/** A report in words that all editors share. */
export function outcomeOf<Reported extends ReportedProblem, Row>(
  { problems, symbols, symbolsLabelled, actions, refused, left }: Report<Reported, Row>,
  { told, nameOf }: Wording<Reported, Row>,
): Outcome {
  return {
    problems: problemsIn(problems, told),
    messages: problems.map(({ message }) => message),
    names: symbols.map(nameOf),
    namesLabelled: symbolsLabelled?.map(nameOf),
    actions,
    refused,
    left: left && problemsIn(left, told),
  };
}
