import type { Problem } from '../../corpus/problem.ts';
import type { Finding } from '../check-work.ts';

/** How the findings of a run are told. What the functions return goes to standard output. */
export interface Report {
  /** Takes the findings of one file. */
  add(findings: readonly Finding[]): string;
  /** Ends the report. `problems` are those of files that could not be checked. */
  end(problems: readonly Problem[]): string;
}
