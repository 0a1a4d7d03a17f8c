import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver';
import type { Source } from '../core/source.ts';
import type { Settings } from '../settings/settings.ts';
import type { OpenSource } from './session.ts';

interface Report {
  readonly resultId: string;
  readonly items: readonly Diagnostic[];
  readonly source?: Source | undefined;
  readonly settings?: Settings | undefined;
}

/** The last report of each document, so that a client is told when nothing has changed. */
export class DiagnosticReports {
  readonly #last = new Map<string, Report>();
  #count = 0;

  /** A report to a client that has `previousResultId`; `open` is undefined for what is no source. */
  report(
    uri: string,
    open: OpenSource | undefined,
    diagnose: (open: OpenSource) => Diagnostic[],
    previousResultId?: string,
  ): DocumentDiagnosticReport {
    const { resultId, items } = this.#current(uri, open, diagnose);
    if (resultId === previousResultId) return { kind: 'unchanged', resultId };
    return { kind: 'full', resultId, items: [...items] };
  }

  forget(uri: string): void {
    this.#last.delete(uri);
  }

  #current(
    uri: string,
    open: OpenSource | undefined,
    diagnose: (open: OpenSource) => Diagnostic[],
  ): Report {
    const last = this.#last.get(uri);
    const { source, settings } = open ?? {};
    if (last && last.source === source && last.settings === settings) return last;
    const items = open ? diagnose(open) : [];
    const resultId = last && equal(last.items, items) ? last.resultId : String(++this.#count);
    const report = { resultId, items, source, settings };
    this.#last.set(uri, report);
    return report;
  }
}

function equal(some: readonly Diagnostic[], others: readonly Diagnostic[]): boolean {
  return some.length === others.length && some.every((one, index) => isSame(one, others[index]));
}

/** Compares what of a diagnostic of this server can differ. */
function isSame(one: Diagnostic, other: Diagnostic | undefined): boolean {
  return (
    other !== undefined &&
    one.range.start.line === other.range.start.line &&
    one.range.start.character === other.range.start.character &&
    one.range.end.line === other.range.end.line &&
    one.range.end.character === other.range.end.character &&
    one.severity === other.severity &&
    one.tags?.length === other.tags?.length &&
    one.message === other.message
  );
}
