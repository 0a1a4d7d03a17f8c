import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver';
import type { Source } from '../core/source.ts';
import type { Settings } from '../settings/settings.ts';
import type { OpenSource } from './session.ts';

interface Report {
  readonly resultId: string;
  readonly items: readonly Diagnostic[];
  /** The items as they went out, to tell whether later ones differ. */
  readonly written: string;
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
    const written = JSON.stringify(items);
    const resultId = last?.written === written ? last.resultId : String(++this.#count);
    const report = { resultId, items, written, source, settings };
    this.#last.set(uri, report);
    return report;
  }
}
